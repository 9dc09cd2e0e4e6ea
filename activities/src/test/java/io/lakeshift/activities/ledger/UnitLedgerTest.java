package io.lakeshift.activities.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.lakeshift.activities.ledger.UnitOfWork.WorkflowStart;
import io.lakeshift.activities.testing.TestingLedger;
import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.lifecycle.ApprovalRequest;
import io.lakeshift.workflows.lifecycle.Attention;
import io.lakeshift.workflows.lifecycle.Decision;
import io.lakeshift.workflows.lifecycle.Disposition;
import io.lakeshift.workflows.lifecycle.LedgerActivities;
import io.lakeshift.workflows.lifecycle.LedgerActivities.CountedApproval;
import io.lakeshift.workflows.lifecycle.LedgerActivities.Opened;
import io.lakeshift.workflows.lifecycle.LedgerActivities.RecordDecision;
import io.lakeshift.workflows.lifecycle.LedgerActivities.RecordState;
import io.lakeshift.workflows.lifecycle.LedgerActivities.Recorded;
import io.lakeshift.workflows.lifecycle.UnitFacts;
import io.lakeshift.workflows.lifecycle.UnitState;
import io.lakeshift.workflows.lifecycle.Validation;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UnitLedgerTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.123456Z");
    private static final String UNIT = "sales/orders";

    private final TestingLedger database = new TestingLedger(Clock.fixed(NOW, ZoneOffset.UTC));
    private final LedgerActivities units = database.ledger().units();
    private final LedgerReader reader = database.ledger().reader();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void opensANewUnitWithAllThatStartsItAgain() {
        // When
        Opened opened = units.open(TestingLedger.open(UNIT, "run-1"));

        // Then
        assertThat(opened).isEqualTo(new Opened(1, false, UnitState.fresh("orders"), List.of()));
        assertThat(reader.unit(UNIT))
                .contains(new UnitOfWork(
                        UNIT,
                        "sales",
                        "sqldelta",
                        "ann",
                        new WorkflowStart("SqlDeltaMigration", UNIT, "run-1", "{\"migration\":\"sales\"}"),
                        1,
                        false,
                        UnitState.fresh("orders"),
                        NOW,
                        NOW,
                        Optional.empty()));
    }

    @Test
    void tellsOneRunTwiceThatNothingWasTakenUp() {
        // Given
        units.open(TestingLedger.open(UNIT, "run-1"));
        units.recordState(state("run-1", 1, Phase.IMPORTING));

        // When
        Opened again = units.open(TestingLedger.open(UNIT, "run-1"));

        // Then
        assertThat(again.takenUp()).isFalse();
        assertThat(again.attempt()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"IMPORTING", "AWAITING_APPROVAL", "NEEDS_ATTENTION", "WATCHING", "COMPLETED"})
    void takesUpWhatAnotherRunRecorded(Phase phase) {
        // Given
        units.open(TestingLedger.open(UNIT, "run-1"));
        units.recordState(state("run-1", 4, phase));

        // When
        Opened takenUp = units.open(TestingLedger.open(UNIT, "run-2"));

        // Then
        assertThat(takenUp.takenUp()).isTrue();
        assertThat(takenUp.attempt()).isEqualTo(1);
        assertThat(takenUp.state().phase()).isEqualTo(phase);
        assertThat(units.open(TestingLedger.open(UNIT, "run-2"))).isEqualTo(takenUp);
        assertThat(reader.unit(UNIT).orElseThrow().workflow().runId()).isEqualTo("run-2");
    }

    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"ABORTED", "ROLLED_BACK"})
    void beginsANewAttemptAfterAnEndThatLeftNothingDone(Phase phase) {
        // Given
        units.open(TestingLedger.open(UNIT, "run-1"));
        units.recordDecision(decision("run-1", "d1", Decision.approve("bob", "fine"), Disposition.ACCEPTED));
        units.recordState(state("run-1", 4, phase));

        // When
        Opened opened = units.open(TestingLedger.open(UNIT, "run-2"));

        // Then
        assertThat(opened).isEqualTo(new Opened(2, false, UnitState.fresh("orders"), List.of()));
        assertThat(reader.unit(UNIT).orElseThrow().isFinished()).isFalse();
        assertThat(reader.decisions(UNIT)).hasSize(1);
    }

    @Test
    void ignoresARunThatWasReplaced() {
        // Given
        units.open(TestingLedger.open(UNIT, "run-1"));
        units.open(TestingLedger.open(UNIT, "run-2"));

        // When
        Recorded state = units.recordState(state("run-1", 9, Phase.COMPLETED));
        Recorded decision =
                units.recordDecision(decision("run-1", "d1", Decision.approve("bob", ""), Disposition.ACCEPTED));

        // Then
        assertThat(state.superseded()).isTrue();
        assertThat(decision.superseded()).isTrue();
        assertThat(reader.unit(UNIT).orElseThrow().state().phase()).isEqualTo(Phase.ASSESSING);
        assertThat(reader.decisions(UNIT)).isEmpty();
    }

    @Test
    void ignoresAStateThatArrivesLate() {
        // Given
        units.open(TestingLedger.open(UNIT, "run-1"));
        units.recordState(state("run-1", 3, Phase.VALIDATING));

        // When
        Recorded late = units.recordState(state("run-1", 2, Phase.IMPORTING));

        // Then
        assertThat(late.repeated()).isTrue();
        assertThat(late.superseded()).isFalse();
        assertThat(reader.unit(UNIT).orElseThrow().state().phase()).isEqualTo(Phase.VALIDATING);
    }

    @Test
    void keepsWhyAPersonIsNeeded() {
        // Given
        units.open(TestingLedger.open(UNIT, "run-1"));
        Attention attention = new Attention(
                MigrationFailure.VERSION_MISSING, "Version 3 is missing", Phase.IMPORTING, List.of("retry", "abort"));

        // When
        units.recordState(
                new RecordState(UNIT, "run-1", 1, 1, unitState(Phase.NEEDS_ATTENTION, Optional.of(attention))));

        // Then
        assertThat(reader.unit(UNIT).orElseThrow().state().attention()).contains(attention);
    }

    @Test
    void countsTheApprovalsOfTheAttempt() {
        // Given
        units.open(TestingLedger.open(UNIT, "run-1"));

        // When
        Recorded first =
                units.recordDecision(decision("run-1", "d1", Decision.approve("bob", "fine"), Disposition.ACCEPTED));
        Recorded again =
                units.recordDecision(decision("run-1", "d1", Decision.approve("bob", "fine"), Disposition.ACCEPTED));
        units.recordDecision(decision("run-1", "d2", Decision.approve("bob", "again"), Disposition.DUPLICATE));
        units.recordDecision(decision("run-1", "d3", Decision.deny("eve", "no"), Disposition.NOT_ALLOWED));

        // Then
        assertThat(first.repeated()).isFalse();
        assertThat(again.repeated()).isTrue();
        assertThat(units.open(TestingLedger.open(UNIT, "run-1")).approvals())
                .containsExactly(new CountedApproval(
                        ApprovalRequest.Subject.CUT_OVER, "bob", "hash", new Validation(7, "digest")));
        assertThat(reader.decisions(UNIT))
                .extracting(RecordedDecision::key, RecordedDecision::disposition)
                .containsExactly(
                        tuple("d1", Disposition.ACCEPTED),
                        tuple("d2", Disposition.DUPLICATE),
                        tuple("d3", Disposition.NOT_ALLOWED));
    }

    @Test
    void countsNoApprovalFromBeforeADenial() {
        // Given
        units.open(TestingLedger.open(UNIT, "run-1"));
        units.recordDecision(decision("run-1", "d1", Decision.approve("bob", "fine"), Disposition.ACCEPTED));

        // When
        units.recordDecision(decision("run-1", "d2", Decision.deny("eve", "no"), Disposition.DENIED));

        // Then
        assertThat(units.open(TestingLedger.open(UNIT, "run-1")).approvals()).isEmpty();
    }

    @Test
    void countsNoApprovalOfAQuestionThatHasEnded() {
        // Given
        units.open(TestingLedger.open(UNIT, "run-1"));
        units.recordDecision(decision("run-1", "d1", Decision.approve("bob", "fine"), Disposition.ACCEPTED));

        // When
        units.recordState(new RecordState(
                UNIT, "run-1", 1, 1, unitState(Phase.NEEDS_ATTENTION, Optional.empty(), Optional.of(NOW))));

        // Then
        assertThat(units.open(TestingLedger.open(UNIT, "run-2")).approvals()).isEmpty();
    }

    @Test
    void aRunThatContinuesAnotherTakesNothingUp() {
        // Given
        units.open(TestingLedger.open(UNIT, "run-1"));
        units.recordState(state("run-1", 8, Phase.WATCHING));

        // When
        LedgerActivities.Open next = TestingLedger.open(UNIT, "run-2");
        Opened opened = units.open(new LedgerActivities.Open(
                next.unit(),
                next.migration(),
                next.kind(),
                next.workflowId(),
                next.workflowType(),
                next.runId(),
                next.requestedBy(),
                next.request(),
                Optional.of("run-1")));

        // Then
        assertThat(opened.takenUp()).isFalse();
        assertThat(opened.attempt()).isEqualTo(1);
        assertThat(opened.state().phase()).isEqualTo(Phase.WATCHING);
        assertThat(units.recordState(state("run-2", 1, Phase.COMPLETED)).repeated())
                .isFalse();
    }

    @Test
    void keepsADecisionThatCameBeforeAnythingWasAsked() {
        // Given
        units.open(TestingLedger.open(UNIT, "run-1"));
        Decision early = Decision.approve("bob", "go");

        // When
        units.recordDecision(
                new RecordDecision(UNIT, "run-1", 1, "d1", early, Disposition.EARLY, Optional.empty(), NOW));

        // Then
        assertThat(reader.decisions(UNIT))
                .containsExactly(new RecordedDecision(UNIT, "d1", 1, early, Disposition.EARLY, Optional.empty(), NOW));
    }

    @Test
    void listsWhatIsUnfinished() {
        // Given
        units.open(TestingLedger.open("sales", "run-0"));
        units.open(TestingLedger.open(UNIT, "run-1"));
        units.open(TestingLedger.open("other", "run-2"));

        // When
        units.recordState(state("run-1", 1, Phase.COMPLETED));

        // Then
        assertThat(reader.unfinished()).extracting(UnitOfWork::unitId).containsExactly("other", "sales");
        assertThat(reader.unitsOf("sales")).extracting(UnitOfWork::unitId).containsExactly("sales", UNIT);
        assertThat(reader.units(2)).hasSize(2);
        assertThat(reader.unit(UNIT).orElseThrow().finishedAt()).contains(NOW);
    }

    @Test
    void storesAReportByItsDigest() {
        // Given
        ReportStore reports = database.ledger().reports();

        // When
        String digest = reports.store(UNIT, "validation", "{\"status\":\"ok\"}");
        String again = reports.store(UNIT, "validation", "{\"status\":\"ok\"}");

        // Then
        assertThat(digest)
                .isEqualTo(again)
                .isEqualTo("a29ee2b15c494311c52521766e44af56a3ad2248e7a8ab465e5206463c13d288");
        assertThat(reader.report(digest))
                .contains(new StoredReport(digest, UNIT, "validation", "{\"status\":\"ok\"}", NOW));
        assertThat(reader.latestReport(UNIT, "validation")).isPresent();
        assertThat(reader.latestReport(UNIT, "assess")).isEmpty();
    }

    private static RecordState state(String runId, long sequence, Phase phase) {
        return new RecordState(UNIT, runId, 1, sequence, unitState(phase, Optional.empty()));
    }

    private static UnitState unitState(Phase phase, Optional<Attention> attention) {
        return unitState(phase, attention, Optional.empty());
    }

    private static UnitState unitState(Phase phase, Optional<Attention> attention, Optional<Instant> answersSince) {
        return new UnitState(
                phase,
                Optional.empty(),
                attention,
                Optional.of("hash"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                UnitFacts.unknown("orders"),
                Optional.empty(),
                answersSince);
    }

    private static RecordDecision decision(String runId, String key, Decision decision, Disposition disposition) {
        ApprovalRequest asked = new ApprovalRequest(
                ApprovalRequest.Subject.CUT_OVER, UNIT, "hash", 7, "digest", NOW, Optional.empty(), 1, List.of());
        return new RecordDecision(UNIT, runId, 1, key, decision, disposition, Optional.of(asked), NOW);
    }
}
