package io.lakeshift.workflows.kinds.syncedtables;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSmokeTests.Answered;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSubsets.Stage;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSubsets.Subset;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSubsets.Unit;
import io.lakeshift.workflows.lifecycle.Answer;
import io.lakeshift.workflows.lifecycle.ApprovalRequest;
import io.lakeshift.workflows.lifecycle.Command;
import io.lakeshift.workflows.lifecycle.Decision;
import io.lakeshift.workflows.lifecycle.Policy;
import io.lakeshift.workflows.lifecycle.Progress;
import io.lakeshift.workflows.lifecycle.UnitFacts.Detail;
import io.lakeshift.workflows.testing.TestingAudit;
import io.lakeshift.workflows.testing.TestingLedger;
import io.lakeshift.workflows.testing.TestingStack;
import io.lakeshift.workflows.testing.TestingSubsets;
import io.lakeshift.workflows.testing.TestingSweep;
import io.lakeshift.workflows.testing.TestingSyncedMigration;
import io.lakeshift.workflows.testing.TestingSyncedTable;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Going without tables that were given up is a question of its own. */
class SwitchSubsetTest {
    private static final String UNIT = "fashion-demo/switch-subset";
    private static final String USERS = "fashion-demo/users_synced";
    private static final Command BY_RITA = new Command("rita", "because");

    private final TestingSubsets subsets = new TestingSubsets();
    private final TestingSyncedTable table = new TestingSyncedTable();
    private final TestingLedger ledger = new TestingLedger();
    private final TestingStack stack = new TestingStack(subsets, table, ledger, new TestingAudit(), new TestingSweep());

    @AfterEach
    void close() {
        stack.close();
    }

    @Test
    void asksEvenWhereNobodyIsAskedAboutTables() {
        // When
        start(List.of(USERS), Policy.Approval.NOBODY);
        Progress asked = stack.awaitQuestion(UNIT);
        boolean early = subsets.switched;
        stack.control(UNIT).approve(Decision.approve("ann", "go without"));
        Progress watching = stack.awaitPhase(UNIT, Phase.WATCHING);

        // Then
        ApprovalRequest request = asked.approval().orElseThrow();
        assertThat(request.quorum()).isEqualTo(1);
        assertThat(request.headVersion()).isEqualTo(1);
        assertThat(request.validationDigest())
                .isEqualTo(new Subset(List.of(TestingSyncedMigration.UNIT), List.of(USERS))
                        .validation()
                        .digest());
        assertThat(asked.facts().details())
                .contains(
                        new Detail("cut over", TestingSyncedMigration.UNIT),
                        new Detail("left out", USERS + " (ABORTED)"),
                        new Detail("application", "as it was"));
        assertThat(early).isFalse();
        assertThat(watching.facts().details()).contains(new Detail("application", "switched"));
        assertThat(subsets.switches).hasSize(1);
    }

    @Test
    void whoeverAskedMayNotApproveWhereThePolicySaysSo() {
        // When
        start(List.of(USERS), new Policy.Approval(1, List.of(), Optional.empty(), true, Optional.empty()));
        stack.awaitQuestion(UNIT);
        Answer answer = stack.control(UNIT).approve(Decision.approve("rita", "mine"));

        // Then
        assertThat(answer.code()).isEqualTo("NOT_ALLOWED");
        assertThat(subsets.switched).isFalse();
    }

    @Test
    void everyUnitThatStandsInTheWayIsNamedWithTheNextCommand() {
        // Given
        subsets.units = List.of(
                TestingSubsets.cutOver("a"),
                TestingSubsets.givenUp("b"),
                new Unit("fashion-demo/c", Stage.ON_ITS_WAY, "NEEDS_ATTENTION"),
                new Unit("fashion-demo/d", Stage.ON_ITS_WAY, "IMPORTING"),
                new Unit("fashion-demo/e", Stage.NOT_BEGUN, ""));

        // When
        start(List.of("fashion-demo/a", "fashion-demo/d"), Policy.Approval.ANYBODY);
        Progress blocked = stack.awaitPhase(UNIT, Phase.NEEDS_ATTENTION);

        // Then
        assertThat(blocked.attention().orElseThrow().failure()).isEqualTo(MigrationFailure.BLOCKED_BY_ASSESSMENT);
        assertThat(blocked.attention().orElseThrow().waysOut()).containsExactly("retry", "abort");
        assertThat(blocked.findings()).extracting(Finding::severity).containsOnly(Finding.Severity.BLOCKER);
        assertThat(blocked.findings())
                .extracting(finding -> finding.code() + ": " + finding.message() + " "
                        + finding.remedy().orElseThrow())
                .containsExactly(
                        "CUT_OVER: fashion-demo/a is cut over, so it is not left out. lakeshift abort " + UNIT
                                + ", then leave it away.",
                        "NOT_NAMED: fashion-demo/b has ended (ABORTED) and is not among what is left out. lakeshift abort "
                                + UNIT + ", then: lakeshift switch fashion-demo --without b.",
                        "NOT_CUT_OVER: fashion-demo/c is NEEDS_ATTENTION and not cut over. bring it to its cut over, or"
                                + " leave it out: lakeshift abort fashion-demo/c.",
                        "NOT_GIVEN_UP: fashion-demo/d is IMPORTING, and only what has ended is left out. lakeshift abort"
                                + " fashion-demo/d.",
                        "NOT_BEGUN: fashion-demo/e has not begun, so it may still be cut over. start it: lakeshift migrate"
                                + " -f PLAN.");
    }

    @Test
    void oneMoreTableThatIsCutOverAsksAgain() {
        // Given
        subsets.units = List.of(TestingSubsets.cutOver("a"), TestingSubsets.cutOver("b"), TestingSubsets.givenUp("c"));
        start(List.of("fashion-demo/c"), Policy.Approval.ANYBODY);
        stack.awaitQuestion(UNIT);

        // When
        subsets.units = List.of(TestingSubsets.cutOver("a"), TestingSubsets.givenUp("b"), TestingSubsets.givenUp("c"));
        stack.control(UNIT).approve(Decision.approve("ann", "go without c"));
        Progress blocked = stack.awaitPhase(UNIT, Phase.NEEDS_ATTENTION);

        // Then
        assertThat(subsets.switched).isFalse();
        assertThat(blocked.attention().orElseThrow().message())
                .isEqualTo(
                        "What was to be switched is no longer so: fashion-demo/b has ended (ABORTED) and is not among"
                                + " what is left out. To fix it: lakeshift abort " + UNIT
                                + ", then: lakeshift switch fashion-demo --without b --without c. Next: lakeshift retry | abort "
                                + UNIT);
    }

    @Test
    void whatIsSwitchedAlreadyIsNotSwitchedAgain() {
        // Given
        subsets.switched = true;

        // When
        start(List.of(USERS), Policy.Approval.ANYBODY);
        Progress blocked = stack.awaitPhase(UNIT, Phase.NEEDS_ATTENTION);
        stack.control(UNIT).abort(BY_RITA);
        stack.awaitPhase(UNIT, Phase.ABORTED);

        // Then
        assertThat(blocked.attention().orElseThrow().message())
                .startsWith("The assessment of " + UNIT + " found a blocker: SWITCHED_ALREADY: /etc/app.env reads the"
                        + " synced tables already. To fix it: lakeshift abort " + UNIT + ".");
        assertThat(table.acts).isEmpty();
    }

    @Test
    void aRollbackPutsTheApplicationBackAndTouchesNoTable() {
        // Given
        start(List.of(USERS), Policy.Approval.ANYBODY);
        stack.awaitQuestion(UNIT);
        stack.control(UNIT).approve(Decision.approve("ann", "go without"));
        stack.awaitPhase(UNIT, Phase.WATCHING);

        // When
        Answer answer = stack.control(UNIT).rollback(BY_RITA);
        stack.awaitPhase(UNIT, Phase.ROLLED_BACK);

        // Then
        assertThat(answer.message()).isEqualTo(UNIT + " puts the application back; the tables stay.");
        assertThat(table.acts).containsExactly("smoke test", "application back");
    }

    @Test
    void anApplicationThatDoesNotWorkWithoutThemIsPutBack() {
        // Given
        table.smokeTest =
                ask -> new Answered(false, false, "GET https://shop.example.com answered 500, expected is 200");

        // When
        start(List.of(USERS), Policy.Approval.ANYBODY);
        stack.awaitQuestion(UNIT);
        stack.control(UNIT).approve(Decision.approve("ann", "go without"));
        Progress failed = stack.awaitPhase(UNIT, Phase.NEEDS_ATTENTION);

        // Then
        assertThat(failed.attention().orElseThrow().failure()).isEqualTo(MigrationFailure.SMOKE_TEST_FAILED);
        assertThat(failed.attention().orElseThrow().failedPhase()).isEqualTo(Phase.CUTTING_OVER);
        assertThat(table.acts).containsExactly("smoke test", "application back");
    }

    private void start(List<String> without, Policy.Approval approval) {
        SmokeTest test = new SmokeTest(
                List.of(new SmokeTest.Page("https://shop.example.com", 200)), List.of(), Duration.ofSeconds(1));
        WorkflowClient.start(
                stack.stub(SwitchSubset.class, UNIT)::run,
                new SwitchSubset.Request(
                        "fashion-demo",
                        TestingSyncedMigration.setup(Optional.of(test))
                                .application()
                                .orElseThrow(),
                        without,
                        Policy.DEFAULT.withApproval(approval),
                        "rita"));
    }
}
