package io.lakeshift.workflows.lifecycle;

import static io.lakeshift.workflows.testing.TestingMigration.UNIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.kinds.sqldelta.TableHeads.Authority;
import io.lakeshift.workflows.testing.TestingMigration;
import io.temporal.failure.CanceledFailure;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {
    private static final Policy NOBODY_ASKED = Policy.DEFAULT.withApproval(Policy.Approval.NOBODY);
    private static final Command STOP = new Command("rita", "maintenance");

    private final TestingMigration migration = new TestingMigration();

    @AfterEach
    void close() {
        migration.close();
    }

    @Test
    void pauseStopsALongImportAndResumeGoesOnWithIt() throws Exception {
        // Given
        migration.table.hold("import");
        migration.start(NOBODY_ASKED);
        migration.table.awaitHeld("import");

        // When
        Answer paused = migration.control().pause(STOP);
        Progress progress = migration.await(Phase.PAUSED);
        Answer resumed = migration.control().resume(new Command("rita", "done"));

        // Then
        assertThat(paused.message())
                .isEqualTo("sales-to-sql/sales stops at its next safe point. To go on: lakeshift resume"
                        + " sales-to-sql/sales");
        assertThat(progress.pausedFrom()).contains(Phase.IMPORTING);
        assertThat(progress.waitingFor()).contains("somebody to let it go on: lakeshift resume sales-to-sql/sales");
        assertThat(resumed).isEqualTo(new Answer(true, "ACCEPTED", "sales-to-sql/sales goes on."));
        assertThat(migration.result().phase()).isEqualTo(Phase.COMPLETED);
        assertThat(migration.table.calls()).containsSequence("import", "import stopped", "import");
    }

    @Test
    void aPausedQuestionIsClosedAndOpensAgainWithItsYeses() {
        // Given
        migration.start(NOBODY_ASKED.withApproval(new Policy.Approval(
                2, java.util.List.of(), java.util.Optional.empty(), false, java.util.Optional.empty())));
        migration.awaitQuestion();
        migration.control().approve(Decision.approve("ann", "fine"));
        migration.control().pause(STOP);
        migration.await(Phase.PAUSED);

        // When
        Answer whilePaused = migration.control().approve(Decision.approve("bob", "fine"));
        migration.control().resume(STOP);
        Progress again = migration.awaitQuestion();

        // Then
        assertThat(whilePaused.accepted()).isFalse();
        assertThat(again.approval().orElseThrow().approversSoFar()).containsExactly("ann");
        migration.control().approve(Decision.approve("bob", "fine"));
        assertThat(migration.result().phase()).isEqualTo(Phase.COMPLETED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"assess", "import", "validate", "head"})
    void anAbortBeforeThePointOfNoReturnLeavesTheFilesInCharge(String during) throws Exception {
        // Given
        migration.table.hold(during);
        migration.start(NOBODY_ASKED);
        migration.table.awaitHeld(during);

        // When
        Answer answer = migration.control().abort(STOP);
        migration.table.release(during);

        // Then
        assertThat(answer.message()).isEqualTo("sales-to-sql/sales is given up; writers are as they were.");
        MigrationResult result = migration.result();
        assertThat(result.phase()).isEqualTo(Phase.ABORTED);
        assertThat(result.failure()).contains(MigrationFailure.ABORTED);
        assertThat(result.message()).isEqualTo("sales-to-sql/sales was given up by rita; writers are as they were.");
        assertThat(migration.table.calls("raise")).isZero();
        assertThat(migration.table.authority()).isEqualTo(Authority.FILES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"raise", "publish", "prove"})
    void anAbortInTheMiddleOfTheCutOverFinishesItAndHandsBack(String during) throws Exception {
        // Given
        migration.table.hold(during);
        migration.start(NOBODY_ASKED);
        migration.table.awaitHeld(during);

        // When
        Answer answer = migration.control().abort(STOP);
        Answer pause = migration.control().pause(STOP);
        migration.table.release(during);

        // Then
        assertThat(answer.message())
                .isEqualTo(
                        "sales-to-sql/sales is past the point of no return: it finishes the step and hands its commits"
                                + " back.");
        assertThat(pause.message()).isEqualTo("Not now: sales-to-sql/sales is CUTTING_OVER and it cannot stop here.");
        assertThat(migration.result().phase()).isEqualTo(Phase.ROLLED_BACK);
        assertThat(migration.table.calls())
                .containsSubsequence("raise", "publish", "prove", "validate", "drain", "validate", "lower");
        assertThat(migration.table.authority()).isEqualTo(Authority.FILES);
        assertThat(migration.table.fenceVersion()).isEmpty();
    }

    @Test
    void cancellingTheWorkflowInTheMiddleOfTheCutOverDoesTheSame() throws Exception {
        // Given
        migration.table.hold("raise");
        migration.start(NOBODY_ASKED);
        migration.table.awaitHeld("raise");

        // When
        migration.stack.client().newUntypedWorkflowStub(UNIT).cancel();
        Answer pause = migration.control().pause(STOP);
        Answer decision = migration.control().approve(Decision.approve("ann", "too late"));
        migration.table.release("raise");

        // Then
        assertThat(pause.code()).isEqualTo("NOT_NOW");
        assertThat(decision.code()).isEqualTo("EARLY");
        assertThat(catchThrowable(migration::result)).hasRootCauseInstanceOf(CanceledFailure.class);
        assertThat(migration.ledger.state(UNIT).phase()).isEqualTo(Phase.ROLLED_BACK);
        assertThat(migration.table.authority()).isEqualTo(Authority.FILES);
    }

    @Test
    void cancellingTheWorkflowBeforeItIsAnAbort() {
        // Given
        migration.start(Policy.DEFAULT);
        migration.awaitQuestion();

        // When
        migration.stack.client().newUntypedWorkflowStub(UNIT).cancel();

        // Then
        assertThat(catchThrowable(migration::result)).hasRootCauseInstanceOf(CanceledFailure.class);
        assertThat(migration.ledger.state(UNIT).phase()).isEqualTo(Phase.ABORTED);
        assertThat(migration.audit.of(AuditEvent.PHASE_ENTERED))
                .last()
                .extracting(AuditActivities.Entry::reason)
                .isEqualTo("abort by temporal: the workflow was cancelled");
    }

    @Test
    void aRollbackInsideItsWindowPublishesEverythingBeforeItLowersTheFence() {
        // Given
        migration.start(NOBODY_ASKED);
        migration.await(Phase.WATCHING);
        migration.table.commitThroughSql();
        migration.table.commitThroughSql();

        // When
        Answer answer = migration.control().rollback(new Command("rita", "report is slower"));

        // Then
        assertThat(answer.message())
                .isEqualTo("sales-to-sql/sales hands its commits back to the files; nothing written is lost.");
        MigrationResult result = migration.result();
        assertThat(result.phase()).isEqualTo(Phase.ROLLED_BACK);
        assertThat(result.failure()).isEmpty();
        assertThat(result.facts().publishedVersion()).isEqualTo(8);
        assertThat(result.facts().uri()).contains("file:/data/sales");
        assertThat(migration.table.calls()).containsSubsequence("drain", "validate", "lower");
        assertThat(migration.audit.of(AuditEvent.PHASE_ENTERED))
                .filteredOn(entry -> entry.detail().equals("ROLLED_BACK"))
                .singleElement()
                .extracting(AuditActivities.Entry::reason)
                .asString()
                .matches("Its files own the commits again\\. The rollback took \\d+\\.\\d{3} s\\.");
    }

    @Test
    void aRollbackAfterARaiseThatWasCutOffRemovesTheFenceItLeft() {
        // Given
        migration.table.failNext(
                "raise, its commit in the log", MigrationFailure.PERMISSION_DENIED, "The database is read-only.");
        migration.start(NOBODY_ASKED);
        migration.await(Phase.NEEDS_ATTENTION);
        assertThat(migration.table.fenceVersion()).isPresent();

        // When
        migration.control().rollback(STOP);

        // Then
        assertThat(migration.result().phase()).isEqualTo(Phase.ROLLED_BACK);
        assertThat(migration.table.fenceVersion()).isEmpty();
    }

    @Test
    void aRollbackThatFailsWaitsAndARetryFinishesIt() {
        // Given
        migration.start(NOBODY_ASKED);
        migration.await(Phase.WATCHING);
        migration.table.failNext("lower", MigrationFailure.PERMISSION_DENIED, "The log is not writable.");
        migration.control().rollback(STOP);
        Progress stuck = migration.await(Phase.NEEDS_ATTENTION);

        // When
        migration.control().retry(new Command("rita", "writable again"));

        // Then
        assertThat(stuck.attention().orElseThrow().failedPhase()).isEqualTo(Phase.ROLLING_BACK);
        assertThat(migration.result().phase()).isEqualTo(Phase.ROLLED_BACK);
    }

    @Test
    void thereIsNothingToRollBackBeforeTheCutOver() {
        // Given
        migration.start(Policy.DEFAULT);
        migration.awaitQuestion();

        // When
        Answer answer = migration.control().rollback(STOP);

        // Then
        assertThat(answer)
                .isEqualTo(new Answer(
                        false,
                        "NOT_NOW",
                        "Not now: sales-to-sql/sales is AWAITING_APPROVAL and nothing has been cut over; to give up:"
                                + " lakeshift abort sales-to-sql/sales."));
        assertThat(migration.audit.of(AuditEvent.COMMAND))
                .extracting(AuditActivities.Entry::detail)
                .containsExactly("rollback NOT_NOW");
    }

    @Test
    void theWindowClosesByItself() {
        // Given
        migration.start(NOBODY_ASKED.withRollbackWindow(Duration.ofHours(2)));
        Progress watching = migration.await(Phase.WATCHING);

        // When
        migration.stack.environment().sleep(Duration.ofHours(2).plusMinutes(5));

        // Then
        assertThat(watching.eta()).contains(watching.since().plus(Duration.ofHours(2)));
        assertThat(migration.result().phase()).isEqualTo(Phase.COMPLETED);
    }

    @Test
    void aSignalWithoutAPayloadIsRecordedAndHarmsNothing() {
        // Given
        migration.start(Policy.DEFAULT);
        migration.awaitQuestion();
        var untyped = migration.stack.client().newUntypedWorkflowStub(UNIT);

        // When
        untyped.signal("abort");
        untyped.signal("approve");

        // Then
        Awaitility.await().until(() -> migration.ledger.dispositions().contains(Disposition.MALFORMED));
        assertThat(migration.audit.of(AuditEvent.COMMAND))
                .extracting(AuditActivities.Entry::detail)
                .containsExactly("abort NOT_NOW");
        assertThat(migration.control().progress().phase()).isEqualTo(Phase.AWAITING_APPROVAL);
    }

    @Test
    void everySignalDoesWhatItsUpdateDoes() {
        // Given
        migration.start(Policy.DEFAULT);
        migration.awaitQuestion();
        var untyped = migration.stack.client().newUntypedWorkflowStub(UNIT);

        // When
        untyped.signal("pause", Map.of("by", "rita"));
        migration.await(Phase.PAUSED);
        untyped.signal("resume", Map.of("by", "rita"));
        migration.awaitQuestion();
        untyped.signal("reject", Map.of("approver", "ann"));
        migration.await(Phase.NEEDS_ATTENTION);
        untyped.signal("retry", Map.of("by", "rita"));
        migration.awaitQuestion();
        untyped.signal("rollback", Map.of("by", "rita"));
        untyped.signal("abort", Map.of("by", "rita"));

        // Then
        assertThat(migration.result().phase()).isEqualTo(Phase.ABORTED);
        Awaitility.await().until(() -> migration.audit.of(AuditEvent.COMMAND).size() == 5);
        assertThat(migration.audit.of(AuditEvent.COMMAND))
                .extracting(AuditActivities.Entry::detail)
                .containsExactly(
                        "pause ACCEPTED", "resume ACCEPTED", "retry ACCEPTED", "rollback NOT_NOW", "abort ACCEPTED");
    }

    @Test
    void theSameCommandByBothDoorsIsCarriedOutAndRecordedOnce() throws Exception {
        // Given
        Command once = STOP.withId("stop-1");
        migration.start(Policy.DEFAULT);
        migration.awaitQuestion();
        Answer first = migration.control().pause(once);
        migration.await(Phase.PAUSED);
        migration.control().resume(STOP);
        migration.awaitQuestion();

        // When
        migration.stack.client().newUntypedWorkflowStub(UNIT).signal("pause", once);
        Answer again = migration
                .stack
                .client()
                .newWorkflowStub(LifeCycleControl.class, UNIT)
                .pause(once);

        // Then
        assertThat(first.accepted()).isTrue();
        assertThat(again).isEqualTo(first);
        assertThat(migration.control().progress().phase()).isEqualTo(Phase.AWAITING_APPROVAL);
        assertThat(migration.audit.of(AuditEvent.COMMAND))
                .extracting(AuditActivities.Entry::detail)
                .containsExactly("pause ACCEPTED", "resume ACCEPTED");
    }

    @Test
    void theSameDecisionByBothDoorsIsCountedAndRecordedOnce() {
        // Given
        Decision yes = Decision.approve("ann", "fine").withId("yes-1");
        migration.start(Policy.DEFAULT.withApproval(new Policy.Approval(
                2, java.util.List.of(), java.util.Optional.empty(), false, java.util.Optional.empty())));
        migration.awaitQuestion();

        // When
        migration.stack.client().newUntypedWorkflowStub(UNIT).signal("approve", yes);
        Answer answer = migration.control().approve(yes);

        // Then
        assertThat(answer.code()).isEqualTo("ACCEPTED");
        assertThat(migration
                        .stack
                        .client()
                        .newWorkflowStub(LifeCycleControl.class, UNIT)
                        .answer(new ActId("yes-1")))
                .contains(answer);
        assertThat(migration.ledger.dispositions()).containsExactly(Disposition.ACCEPTED);
        assertThat(migration.control().progress().approval().orElseThrow().approversSoFar())
                .containsExactly("ann");
    }
}
