package io.lakeshift.workflows.lifecycle;

import static io.lakeshift.workflows.testing.TestingMigration.UNIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lakeshift.workflows.LakeshiftDataConverter;
import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.kinds.sqldelta.TableHeads.Authority;
import io.lakeshift.workflows.testing.TestingControl;
import io.lakeshift.workflows.testing.TestingMigration;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.sdk.v1.WorkflowMetadata;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApprovalTest {
    private static final Policy TWO_OF_THREE = Policy.DEFAULT.withApproval(new Policy.Approval(
            2, List.of("ann", "bob", "rita"), Optional.of(Duration.ofDays(2)), true, Optional.empty()));

    private final TestingMigration migration = new TestingMigration();

    @AfterEach
    void close() {
        migration.close();
    }

    @Test
    void aSignalOfAPlainClientApprovesLikeAnUpdate() {
        // Given
        migration.start(Policy.DEFAULT);
        migration.awaitQuestion();

        // When
        untyped().signal("approve", Map.of("approver", "ann", "approve", true, "someday", "unknown"));

        // Then
        assertThat(migration.result().phase()).isEqualTo(Phase.COMPLETED);
        assertThat(migration.ledger.dispositions()).containsExactly(Disposition.ACCEPTED);
    }

    @Test
    void theStatusPageHoldsAPayloadThatApprovesAsItIs() throws Exception {
        // Given
        migration.start(Policy.DEFAULT);
        Progress asked = migration.awaitQuestion();
        String page = StatusPage.markdown(asked, List.of(), Optional.empty());
        Matcher payload = Pattern.compile("signal -w '(.*)' --name approve --input '(.*)'")
                .matcher(page);

        // When
        assertThat(payload.find()).as(page).isTrue();
        untyped().signal("approve", new ObjectMapper().readTree(payload.group(2).replace("YOU", "ann")));

        // Then
        assertThat(payload.group(1)).isEqualTo(UNIT);
        assertThat(migration.result().phase()).isEqualTo(Phase.COMPLETED);
        assertThat(migration.ledger.decisions.get(0).decision().headVersion()).contains(4L);
    }

    @Test
    void thePageOfAnApprovedMigrationSaysWhoApproved() {
        // Given
        migration.start(Policy.DEFAULT);
        migration.awaitQuestion();

        // When
        untyped().signal("approve", Map.of("approver", "ann"));

        // Then
        assertThat(migration.result().phase()).isEqualTo(Phase.COMPLETED);
        assertThat(untyped()
                        .query("__temporal_workflow_metadata", WorkflowMetadata.class)
                        .getCurrentDetails())
                .contains("| cut over approved by | ann |");
    }

    @Test
    void theQuorumNeedsDifferentPeopleWhoMayDecide() {
        // Given
        migration.start(TWO_OF_THREE);
        migration.awaitQuestion();
        TestingControl control = migration.control();

        // When
        List<Answer> answers = List.of(
                control.approve(Decision.approve("eve", "me too")),
                control.approve(Decision.approve("rita", "my own")),
                control.approve(Decision.approve("ann", "fine")),
                control.approve(Decision.approve("ann", "fine again")),
                control.approve(Decision.approve("bob", "fine")));

        // Then
        assertThat(answers)
                .extracting(Answer::code)
                .containsExactly("NOT_ALLOWED", "NOT_ALLOWED", "ACCEPTED", "DUPLICATE", "ACCEPTED");
        assertThat(answers)
                .extracting(Answer::message)
                .containsExactly(
                        "Recorded, changes nothing: the policy of sales-to-sql/sales does not let eve decide.",
                        "Recorded, changes nothing: the policy of sales-to-sql/sales does not let rita decide.",
                        "Counted: 1 of 2 approvals of sales-to-sql/sales.",
                        "Recorded, changes nothing: that is already decided for sales-to-sql/sales.",
                        "sales-to-sql/sales is approved by bob.");
        assertThat(migration.result().phase()).isEqualTo(Phase.COMPLETED);
        assertThat(migration.ledger.dispositions())
                .containsExactly(
                        Disposition.NOT_ALLOWED,
                        Disposition.NOT_ALLOWED,
                        Disposition.ACCEPTED,
                        Disposition.DUPLICATE,
                        Disposition.ACCEPTED);
        assertThat(migration.audit.of(AuditEvent.DECISION)).hasSize(5);
    }

    @Test
    void staleAndForeignDecisionsAreRecordedAndChangeNothing() {
        // Given
        migration.start(Policy.DEFAULT);
        ApprovalRequest asked = migration.awaitQuestion().approval().orElseThrow();
        TestingControl control = migration.control();
        Decision bound = Decision.approve("ann", "ok").boundTo(asked);

        // When
        List<String> codes = List.of(
                control.approve(with(bound, "other/table", asked.planHash(), 4, asked.validationDigest()))
                        .code(),
                control.approve(with(bound, UNIT, "another plan", 4, asked.validationDigest()))
                        .code(),
                control.approve(with(bound, UNIT, asked.planHash(), 3, asked.validationDigest()))
                        .code(),
                control.approve(with(bound, UNIT, asked.planHash(), 4, "another report"))
                        .code());

        // Then
        assertThat(codes).containsExactly("FOREIGN", "STALE", "STALE", "STALE");
        assertThat(control.progress().phase()).isEqualTo(Phase.AWAITING_APPROVAL);
        assertThat(control.progress().approval().orElseThrow().approversSoFar()).isEmpty();
        assertThat(migration.ledger.dispositions())
                .containsExactly(Disposition.FOREIGN, Disposition.STALE, Disposition.STALE, Disposition.STALE);
        assertThat(control.approve(bound).accepted()).isTrue();
    }

    @Test
    void anEarlyDecisionIsRecordedAndAskedForAgain() throws Exception {
        // Given
        migration.table.hold("import");
        migration.start(Policy.DEFAULT);
        migration.table.awaitHeld("import");

        // When
        Answer early = migration.control().approve(Decision.approve("ann", "in advance"));
        migration.table.release("import");

        // Then
        assertThat(early)
                .isEqualTo(new Answer(
                        false,
                        "EARLY",
                        "Recorded, changes nothing: sales-to-sql/sales is not asking for an approval. See: lakeshift"
                                + " explain sales-to-sql/sales"));
        assertThat(migration.awaitQuestion().approval().orElseThrow().approversSoFar())
                .isEmpty();
        assertThat(migration.ledger.dispositions()).containsExactly(Disposition.EARLY);
    }

    @Test
    void aDenialLeavesWritersAsTheyWereAndARetryAsksAfresh() {
        // Given
        migration.start(Policy.DEFAULT);
        migration.awaitQuestion();

        // When
        Answer answer = migration.control().reject(Decision.approve("ann", "month end"));

        // Then
        assertThat(answer)
                .isEqualTo(
                        new Answer(true, "DENIED", "sales-to-sql/sales is denied by ann; writers are as they were."));
        Attention attention = migration.await(Phase.NEEDS_ATTENTION).attention().orElseThrow();
        assertThat(attention)
                .isEqualTo(new Attention(
                        MigrationFailure.APPROVAL_DENIED,
                        "ann said no to sales-to-sql/sales (month end). Writers are as they were. To ask again: lakeshift"
                                + " retry sales-to-sql/sales; to give up: lakeshift abort sales-to-sql/sales",
                        Phase.AWAITING_APPROVAL,
                        List.of("retry", "abort")));
        assertThat(migration.table.authority()).isEqualTo(Authority.FILES);
        assertThat(migration.table.calls("raise")).isZero();
        migration.control().retry(new Command("rita", "month end is over"));
        migration.awaitQuestion();
        migration.control().approve(Decision.approve("ann", "now"));
        assertThat(migration.result().phase()).isEqualTo(Phase.COMPLETED);
    }

    @Test
    void anUnansweredQuestionExpires() {
        // Given
        migration.start(TWO_OF_THREE);
        migration.awaitQuestion();
        migration.control().approve(Decision.approve("ann", "fine"));

        // When
        migration.stack.environment().sleep(Duration.ofDays(2).plusMinutes(1));

        // Then
        Attention attention = migration.await(Phase.NEEDS_ATTENTION).attention().orElseThrow();
        assertThat(attention.failure()).isEqualTo(MigrationFailure.APPROVAL_EXPIRED);
        assertThat(attention.message())
                .isEqualTo("The question about sales-to-sql/sales was not answered within PT48H: 1 of 2 approvals."
                        + " Writers are as they were. To ask again: lakeshift retry sales-to-sql/sales; to give up:"
                        + " lakeshift abort sales-to-sql/sales");
        assertThat(migration.audit.of(AuditEvent.APPROVAL_EXPIRED)).hasSize(1);
        assertThat(migration.table.authority()).isEqualTo(Authority.FILES);
    }

    @Test
    void aHeadThatMovedSinceTheApprovalIsCaughtUpProvenAndAskedAgain() {
        // Given
        migration.start(Policy.DEFAULT);
        migration.awaitQuestion();
        migration.table.commitToLog();

        // When
        migration.control().approve(Decision.approve("ann", "version 4 is fine"));

        // Then
        Awaitility.await()
                .until(
                        () -> migration.control().progress().approval(),
                        asked -> asked.isPresent() && asked.get().headVersion() == 5);
        assertThat(migration.control().progress().approval().orElseThrow().approversSoFar())
                .isEmpty();
        assertThat(migration.audit.of(AuditEvent.APPROVAL_STALE))
                .extracting(AuditActivities.Entry::reason)
                .containsExactly(
                        "The head of sales-to-sql/sales moved from version 4 to 5, so the approval no longer says"
                                + " what it was given for. It is caught up, proven and asked again.");
        assertThat(migration.table.calls("raise")).isZero();
        migration.control().approve(Decision.approve("ann", "so is version 5"));
        assertThat(migration.result().phase()).isEqualTo(Phase.COMPLETED);
    }

    @Test
    void aHeadThatMovesWhileTheQuestionIsOpenWithdrawsIt() {
        // Given
        migration.start(TWO_OF_THREE);
        migration.awaitQuestion();
        migration.control().approve(Decision.approve("ann", "fine"));
        migration.table.commitToLog();

        // When
        migration.stack.environment().sleep(Duration.ofMinutes(31));

        // Then
        Awaitility.await()
                .until(
                        () -> migration.control().progress().approval(),
                        asked -> asked.isPresent() && asked.get().headVersion() == 5);
        ApprovalRequest again = migration.control().progress().approval().orElseThrow();
        assertThat(again.approversSoFar()).isEmpty();
        assertThat(migration.audit.of(AuditEvent.APPROVAL_STALE)).hasSize(1);
        assertThat(again.expiresAt().orElseThrow())
                .as("a busy table does not put its expiry off")
                .isBefore(again.since().plus(Duration.ofDays(2)));
    }

    @Test
    void aLegacyCommitInTheLastMomentIsCaughtUpProvenAndAskedAgain() {
        // Given
        migration.table.before("raise", migration.table::commitToLog);
        migration.start(Policy.DEFAULT);
        migration.awaitQuestion();

        // When
        migration.control().approve(Decision.approve("ann", "version 4 is fine"));

        // Then
        Awaitility.await()
                .until(
                        () -> migration.control().progress().approval(),
                        asked -> asked.isPresent() && asked.get().headVersion() == 5);
        assertThat(migration.ledger.state(UNIT).pointOfNoReturnPassed()).isFalse();
        migration.control().approve(Decision.approve("ann", "so is version 5"));
        assertThat(migration.result().phase()).isEqualTo(Phase.COMPLETED);
    }

    @Test
    void aTableThatNeverStandsStillNeedsAttentionWhereNobodyIsAsked() {
        // Given
        migration.table.alwaysBefore("head", migration.table::commitToLog);
        migration.start(Policy.DEFAULT.withApproval(Policy.Approval.NOBODY));

        // When
        Progress progress = migration.await(Phase.NEEDS_ATTENTION);

        // Then
        assertThat(progress.attention().orElseThrow().message())
                .isEqualTo(
                        "The head of sales-to-sql/sales moved 10 times in a row while it was being cut over, so parity"
                                + " never held at the switch. Stop its writers for a moment, then: lakeshift retry"
                                + " sales-to-sql/sales");
        assertThat(migration.table.calls("raise")).isZero();
    }

    @Test
    void anUpdateThatNamesNobodyIsRefusedWithoutATrace() {
        // Given
        migration.start(Policy.DEFAULT);
        migration.awaitQuestion();

        // When
        Throwable thrown = catchThrowable(() -> untyped().update("approve", Answer.class, Map.of("approve", true)));

        // Then
        assertThat(thrown).isInstanceOf(WorkflowUpdateException.class);
        assertThat(thrown.getCause()).hasMessageContaining("MALFORMED: approve needs to say who: set 'approver'.");
        assertThat(migration.stack.client().fetchHistory(UNIT).getHistory().getEventsList())
                .noneMatch(event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED);
    }

    @Test
    void aSignalThatNamesNobodyIsRecordedAsMalformed() {
        // Given
        migration.start(Policy.DEFAULT);
        migration.awaitQuestion();

        // When
        untyped().signal("approve", Map.of("approve", true));

        // Then
        Awaitility.await().until(() -> migration.ledger.dispositions().equals(List.of(Disposition.MALFORMED)));
        assertThat(migration.control().progress().phase()).isEqualTo(Phase.AWAITING_APPROVAL);
    }

    @Test
    void aCutOverWaitsForItsMaintenanceWindow() {
        // Given
        migration.start(Policy.DEFAULT.withApproval(
                new Policy.Approval(1, List.of(), Optional.empty(), false, Optional.of(windowThatIsClosedNow()))));
        migration.awaitQuestion();
        migration.control().approve(Decision.approve("ann", "on the weekend"));

        // When
        Progress waiting = Awaitility.await()
                .until(
                        () -> migration.control().progress(),
                        progress -> progress.waitingFor()
                                .filter(text -> text.startsWith("the maintenance window"))
                                .isPresent());

        // Then
        assertThat(waiting.phase()).isEqualTo(Phase.AWAITING_APPROVAL);
        assertThat(migration.table.calls("raise")).isZero();
        assertThat(migration.result().phase()).isEqualTo(Phase.COMPLETED);
    }

    @Test
    void aPolicyThatNobodyCanSatisfyIsABlocker() {
        // Given
        migration.start(Policy.DEFAULT.withApproval(
                new Policy.Approval(1, List.of("rita"), Optional.empty(), true, Optional.empty())));

        // When
        Progress progress = migration.await(Phase.NEEDS_ATTENTION);

        // Then
        assertThat(progress.attention().orElseThrow().message())
                .isEqualTo(
                        "Nobody may approve sales-to-sql/sales: the requester is excluded and fewer other approvers are"
                                + " listed than the quorum needs. Give it up (lakeshift abort sales-to-sql/sales), list more"
                                + " approvers in the plan, and start again.");
    }

    @Test
    void aDecisionIsReadWhateverIsLeftOut() throws Exception {
        // Given
        ObjectMapper mapper = LakeshiftDataConverter.objectMapper();

        // When
        Decision decision = mapper.readValue("{\"approver\":\" ann \"}", Decision.class);

        // Then
        assertThat(decision.approver()).isEqualTo("ann");
        assertThat(decision.approve()).isTrue();
        assertThat(decision.planHash()).isEmpty();
        assertThat(mapper.readValue(mapper.writeValueAsString(decision), Decision.class))
                .isEqualTo(decision);
    }

    private WorkflowStub untyped() {
        return migration.stack.client().newUntypedWorkflowStub(UNIT);
    }

    private MaintenanceWindow windowThatIsClosedNow() {
        var soon = java.time.Instant.ofEpochMilli(migration.stack.environment().currentTimeMillis())
                .atZone(java.time.ZoneOffset.UTC)
                .plusHours(5);
        return MaintenanceWindow.parse("daily %02d:00-%02d:30 UTC".formatted(soon.getHour(), soon.getHour()));
    }

    private static Decision with(Decision like, String unit, String plan, long head, String digest) {
        return new Decision(
                like.approver(),
                like.approve(),
                like.reason(),
                Optional.of(unit),
                Optional.of(plan),
                Optional.of(head),
                Optional.of(digest),
                Optional.empty());
    }
}
