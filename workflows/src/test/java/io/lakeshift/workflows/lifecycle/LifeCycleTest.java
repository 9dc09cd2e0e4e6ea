package io.lakeshift.workflows.lifecycle;

import static io.lakeshift.workflows.testing.TestingMigration.UNIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.kinds.sqldelta.FenceMode;
import io.lakeshift.workflows.kinds.sqldelta.TableHeads.Authority;
import io.lakeshift.workflows.testing.TestingMigration;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LifeCycleTest {
    private static final Policy NOBODY_ASKED = Policy.DEFAULT.withApproval(Policy.Approval.NOBODY);

    private final TestingMigration migration = new TestingMigration();

    @AfterEach
    void close() {
        migration.close();
    }

    @Test
    void goesThroughEveryPhaseInOrderAndEndsCompleted() {
        // Given
        migration.start(Policy.DEFAULT);
        migration.awaitQuestion();
        migration.control().approve(Decision.approve("ann", "looks right"));

        // When
        MigrationResult result = migration.result();

        // Then
        assertThat(result.phase()).isEqualTo(Phase.COMPLETED);
        assertThat(result.failure()).isEmpty();
        assertThat(result.message()).isEqualTo("sales-to-sql/sales is COMPLETED.");
        assertThat(result.facts().version()).isEqualTo(5);
        assertThat(result.facts().activeFiles()).isEqualTo(10);
        assertThat(result.facts().uri()).contains("deltasql://default/sales");
        assertThat(migration.ledger.phases)
                .containsExactly(
                        Phase.PLANNED,
                        Phase.IMPORTING,
                        Phase.VALIDATING,
                        Phase.AWAITING_APPROVAL,
                        Phase.CUTTING_OVER,
                        Phase.WATCHING,
                        Phase.COMPLETED);
        assertThat(migration.table.authority()).isEqualTo(Authority.SQL);
        assertThat(migration.table.calls("prove")).isEqualTo(1);
    }

    @Test
    void auditTellsWhoDidWhat() {
        // Given
        migration.start(Policy.DEFAULT);
        migration.awaitQuestion();
        migration.control().approve(Decision.approve("ann", "looks right"));

        // When
        migration.result();

        // Then
        assertThat(migration.audit.lines())
                .containsExactly(
                        "STARTED rita ASSESSING",
                        "PHASE_ENTERED lakeshift PLANNED",
                        "PHASE_ENTERED lakeshift IMPORTING",
                        "PHASE_ENTERED lakeshift VALIDATING",
                        "PHASE_ENTERED lakeshift AWAITING_APPROVAL",
                        "APPROVAL_ASKED lakeshift CUT_OVER",
                        "DECISION ann yes ACCEPTED",
                        "PHASE_ENTERED lakeshift CUTTING_OVER",
                        "PHASE_ENTERED lakeshift WATCHING",
                        "PHASE_ENTERED lakeshift COMPLETED");
        AuditActivities.Entry decision = migration.audit.of(AuditEvent.DECISION).get(0);
        assertThat(decision.reason()).isEqualTo("looks right");
        assertThat(decision.headVersion()).contains(4L);
        assertThat(decision.planHash()).isPresent();
        assertThat(decision.validationDigest()).isPresent();
    }

    @Test
    void asksNobodyWhereTheQuorumIsZero() {
        // Given
        migration.start(NOBODY_ASKED);

        // When
        MigrationResult result = migration.result();

        // Then
        assertThat(result.phase()).isEqualTo(Phase.COMPLETED);
        assertThat(migration.audit.of(AuditEvent.APPROVAL_ASKED)).isEmpty();
    }

    @Test
    void aBlockerNeedsAttentionAndARetryAssessesAgain() {
        // Given
        migration.table.blockedBy(Finding.blocker(
                "UNSUPPORTED_FEATURE",
                "The table uses feature variantType-preview.",
                "protocol at version 3",
                "Drop the feature."));
        migration.start(NOBODY_ASKED);
        Progress blocked = migration.await(Phase.NEEDS_ATTENTION);
        migration.table.blockedBy();

        // When
        Answer answer = migration.control().retry(new Command("rita", "feature dropped"));

        // Then
        Attention attention = blocked.attention().orElseThrow();
        assertThat(attention.failure()).isEqualTo(MigrationFailure.BLOCKED_BY_ASSESSMENT);
        assertThat(attention.failure().exitCode()).isEqualTo(4);
        assertThat(attention.failedPhase()).isEqualTo(Phase.ASSESSING);
        assertThat(attention.waysOut()).containsExactly("retry", "abort");
        assertThat(attention.message())
                .isEqualTo("The assessment of sales-to-sql/sales found a blocker: UNSUPPORTED_FEATURE: The table uses"
                        + " feature variantType-preview. To fix it: Drop the feature. Then: lakeshift retry"
                        + " sales-to-sql/sales");
        assertThat(answer).isEqualTo(new Answer(true, "ACCEPTED", "sales-to-sql/sales tries again."));
        assertThat(migration.result().phase()).isEqualTo(Phase.COMPLETED);
        assertThat(migration.table.calls("assess")).isEqualTo(2);
    }

    @Test
    void aStrategyThatDoesNotExistYetIsABlockerByName() {
        // Given
        migration.start(Policy.DEFAULT.withStrategy(Policy.Strategy.HYBRID));

        // When
        Progress progress = migration.await(Phase.NEEDS_ATTENTION);

        // Then
        assertThat(progress.waitingFor().orElseThrow())
                .contains("STRATEGY_NOT_AVAILABLE: Strategy hybrid (dual write) is not available yet.");
        assertThat(migration.table.calls()).containsExactly("assess");
    }

    @Test
    void refusesBeforeAnythingIsWrittenWhereThePlanHasChanged() {
        // Given
        migration.expectedPlanHash = Optional.of("the hash of yesterday");
        migration.start(NOBODY_ASKED);

        // When
        MigrationResult result = migration.result();

        // Then
        assertThat(result.phase()).isEqualTo(Phase.ABORTED);
        assertThat(result.failure()).contains(MigrationFailure.PLAN_CHANGED);
        assertThat(result.message())
                .startsWith("The plan of sales-to-sql/sales has changed: asked for plan the hash of yesterday, the"
                        + " source now leads to plan ")
                .endsWith(". Nothing was written. Look at the new plan (lakeshift plan) and start with its hash.");
        assertThat(migration.table.calls()).containsExactly("assess");
    }

    @Test
    void driftNeedsAttentionAndAnAbortLeavesTheFilesInCharge() {
        // Given
        migration.table.drift(true);
        migration.start(Policy.DEFAULT);
        Progress progress = migration.await(Phase.NEEDS_ATTENTION);

        // When
        migration.control().abort(new Command("rita", "later"));

        // Then
        assertThat(progress.attention().orElseThrow().failure()).isEqualTo(MigrationFailure.DRIFT);
        assertThat(progress.attention().orElseThrow().message())
                .isEqualTo(
                        "Catalog and log of sales differ at catalog version 4, log version 4: 1 files missing in SQL,"
                                + " 0 extra, 0 different. part-0.parquet is missing in SQL. See: lakeshift diff sales (report"
                                + " reports/1). Next: lakeshift retry | abort sales-to-sql/sales");
        MigrationResult result = migration.result();
        assertThat(result.phase()).isEqualTo(Phase.ABORTED);
        assertThat(result.failure()).contains(MigrationFailure.DRIFT);
        assertThat(migration.table.calls("raise")).isZero();
        assertThat(migration.table.authority()).isEqualTo(Authority.FILES);
    }

    @Test
    void aLogThatRunsAheadOfEveryProofNeedsAttention() {
        // Given
        migration.table.alwaysBefore("validate", migration.table::commitToLog);
        migration.start(NOBODY_ASKED);

        // When
        Attention attention = migration.await(Phase.NEEDS_ATTENTION).attention().orElseThrow();

        // Then
        assertThat(attention.failure()).isEqualTo(MigrationFailure.LAG);
        assertThat(attention.message())
                .isEqualTo(
                        "The log of sales ran ahead 5 times in a row while it was being proven: catalog at version 8,"
                                + " log at version 9. Stop its writers for a moment. Next: lakeshift retry | abort"
                                + " sales-to-sql/sales");
    }

    @Test
    void aPhaseThatFailsFinallyWaitsForARetry() {
        // Given
        migration.table.failNext(
                "import", MigrationFailure.LOG_CORRUPT, "00000000000000000003.json line 2 is not JSON.");
        migration.start(NOBODY_ASKED);
        Progress progress = migration.await(Phase.NEEDS_ATTENTION);

        // When
        migration.control().retry(new Command("rita", "file restored"));

        // Then
        assertThat(progress.attention().orElseThrow())
                .isEqualTo(new Attention(
                        MigrationFailure.LOG_CORRUPT,
                        "sales-to-sql/sales failed while IMPORTING: 00000000000000000003.json line 2 is not JSON."
                                + " Next: lakeshift retry | abort sales-to-sql/sales",
                        Phase.IMPORTING,
                        List.of("retry", "abort")));
        assertThat(migration.result().phase()).isEqualTo(Phase.COMPLETED);
    }

    @Test
    void wrongCredentialsAtTheStartEndTheWorkflowInsteadOfHangingIt() {
        // Given
        migration.ledger.refusals.set(Integer.MAX_VALUE);
        migration.start(NOBODY_ASKED);

        // When
        Throwable thrown = org.assertj.core.api.Assertions.catchThrowable(migration::result);

        // Then
        assertThat(MigrationFailure.applicationFailureIn(thrown).orElseThrow().getOriginalMessage())
                .isEqualTo("Database connection failed");
        assertThat(MigrationFailure.applicationFailureIn(thrown).orElseThrow().getType())
                .isEqualTo("DATABASE_REFUSED");
    }

    @Test
    void whatCannotBeRecordedDoesNotHappenUntilItCan() {
        // Given
        migration.table.before("import", () -> migration.ledger.refusals.set(3));
        migration.start(NOBODY_ASKED);

        // When
        MigrationResult result = migration.result();

        // Then
        assertThat(result.phase()).isEqualTo(Phase.COMPLETED);
        assertThat(migration.ledger.phases).contains(Phase.VALIDATING);
    }

    @Test
    void offlineAsksForFrozenWritersBeforeItImports() {
        // Given
        migration.start(NOBODY_ASKED.withStrategy(Policy.Strategy.OFFLINE));
        Progress asked = migration.awaitQuestion();

        // When
        migration.control().approve(Decision.approve("ann", "jobs are stopped"));

        // Then
        assertThat(asked.phase()).isEqualTo(Phase.PLANNED);
        assertThat(asked.approval().orElseThrow().subject()).isEqualTo(ApprovalRequest.Subject.WRITERS_FROZEN);
        assertThat(asked.waitingFor())
                .contains("somebody to confirm that the writers of sales-to-sql/sales are stopped (0 of 1): lakeshift"
                        + " approve sales-to-sql/sales");
        assertThat(migration.table.calls("import")).isZero();
        assertThat(migration.result().phase()).isEqualTo(Phase.COMPLETED);
        assertThat(migration.ledger.state(UNIT).writersFrozenBy()).contains("ann");
    }

    @Test
    void withoutAFenceSomebodyHasToVouchForTheWriters() {
        // Given
        migration.fence = FenceMode.NONE;
        migration.start(NOBODY_ASKED);
        Progress asked = migration.awaitQuestion();

        // When
        migration.control().approve(Decision.approve("ann", "jobs are stopped"));

        // Then
        assertThat(asked.findings()).extracting(Finding::code).containsExactly("NO_FENCE");
        assertThat(migration.result().phase()).isEqualTo(Phase.COMPLETED);
        assertThat(migration.table.calls("prove")).isZero();
    }

    @Test
    void aFenceThatDoesNotHoldNeedsAttentionAndOffersTheRollback() {
        // Given
        migration.table.fenceHolds(false);
        migration.start(NOBODY_ASKED);
        Progress progress = migration.await(Phase.NEEDS_ATTENTION);

        // When
        migration.control().rollback(new Command("rita", "not safe"));

        // Then
        assertThat(progress.attention().orElseThrow())
                .isEqualTo(new Attention(
                        MigrationFailure.FENCE_NOT_HOLDING,
                        "An ordinary file writer was not refused by the fence of sales (the commit went through). Next:"
                                + " lakeshift retry | rollback sales-to-sql/sales",
                        Phase.CUTTING_OVER,
                        List.of("retry", "rollback")));
        MigrationResult result = migration.result();
        assertThat(result.phase()).isEqualTo(Phase.ROLLED_BACK);
        assertThat(result.failure()).contains(MigrationFailure.FENCE_NOT_HOLDING);
        assertThat(migration.table.authority()).isEqualTo(Authority.FILES);
    }

    @Test
    void aForeignCommitWhileWatchingNeedsAttention() {
        // Given
        migration.start(NOBODY_ASKED);
        migration.await(Phase.WATCHING);
        migration.table.foreignCommitAt(6);

        // When
        migration.stack.environment().sleep(Duration.ofMinutes(20));

        // Then
        Attention attention = migration.await(Phase.NEEDS_ATTENTION).attention().orElseThrow();
        assertThat(attention.failure()).isEqualTo(MigrationFailure.FOREIGN_COMMIT);
        assertThat(attention.waysOut()).containsExactly("retry", "rollback");
    }

    @Test
    void publishesWhatThePublisherLeftBehindBeforeItComplains() {
        // Given
        migration.start(NOBODY_ASKED);
        migration.await(Phase.WATCHING);
        migration.table.commitThroughSql();
        migration.table.publishingLagsBy(30);

        // When
        MigrationResult result = migration.result();

        // Then
        assertThat(result.phase()).isEqualTo(Phase.COMPLETED);
        assertThat(migration.table.publishedVersion()).isEqualTo(6);
        assertThat(result.facts().publishedVersion()).isEqualTo(6);
    }

    @Test
    void theFirstSqlCommitIsProvenAndDriftProposesTheRollback() {
        // Given
        migration.start(NOBODY_ASKED);
        migration.await(Phase.WATCHING);
        migration.table.commitThroughSql();
        migration.table.publishingLagsBy(30);
        migration.table.drift(true);

        // When
        migration.stack.environment().sleep(Duration.ofMinutes(20));

        // Then
        Attention attention = migration.await(Phase.NEEDS_ATTENTION).attention().orElseThrow();
        assertThat(attention.failure()).isEqualTo(MigrationFailure.DRIFT);
        assertThat(attention.waysOut()).containsExactly("retry", "rollback");
    }

    @Test
    void showsItselfInSearchAttributesAndDetails() {
        // Given
        migration.start(Policy.DEFAULT);
        migration.awaitQuestion();

        // When
        var described = migration.stack.client().newUntypedWorkflowStub(UNIT).describe();

        // Then
        var attributes = described.getTypedSearchAttributes();
        assertThat(attributes.get(io.lakeshift.workflows.SearchAttributes.PHASE))
                .isEqualTo("AWAITING_APPROVAL");
        assertThat(attributes.get(io.lakeshift.workflows.SearchAttributes.TABLE))
                .isEqualTo("sales");
        assertThat(attributes.get(io.lakeshift.workflows.SearchAttributes.KIND)).isEqualTo("sqldelta");
        assertThat(attributes.get(io.lakeshift.workflows.SearchAttributes.BATCH))
                .isEqualTo("sales-to-sql");
    }
}
