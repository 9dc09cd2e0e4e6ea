package io.lakeshift.workflows.lifecycle;

import static io.lakeshift.workflows.testing.TestingMigration.UNIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.databricks.Standing;
import io.lakeshift.workflows.testing.TestingLedger;
import io.lakeshift.workflows.testing.TestingMigration;
import io.lakeshift.workflows.testing.TestingStack;
import io.lakeshift.workflows.testing.TestingSyncedMigration;
import io.lakeshift.workflows.testing.TestingSyncedTable;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Weeks that pass in seconds: whatever is waited for, no run's history grows without bound. */
@Timeout(120)
class LongLifeTest {
    /** Far below the 51,200 events at which a Temporal service ends a workflow. */
    private static final int BOUND = 10_000;

    private static final Policy NOBODY_ASKED = Policy.DEFAULT.withApproval(Policy.Approval.NOBODY);

    @Test
    void aWatchOfWeeksGoesOnInNewRuns() {
        try (TestingMigration migration = new TestingMigration()) {
            // When
            migration.start(NOBODY_ASKED.withRollbackWindow(Duration.ofDays(10)));
            MigrationResult result = migration.result();

            // Then
            assertThat(result.phase()).isEqualTo(Phase.COMPLETED);
            assertThat(result.takenUp()).isFalse();
            assertBounded(migration.stack, migration.ledger, UNIT);
            assertThat(migration.audit.of(AuditEvent.STARTED)).hasSize(1);
            assertThat(migration.audit.of(AuditEvent.TAKEN_UP)).isEmpty();
        }
    }

    @Test
    void aQuestionThatNobodyAnswersStaysOpen() {
        try (TestingMigration migration = new TestingMigration()) {
            // Given
            migration.start(Policy.DEFAULT.withRollbackWindow(Duration.ofSeconds(5)));
            migration.awaitQuestion();

            // When
            migration.stack.environment().sleep(Duration.ofDays(20));
            migration.awaitQuestion();
            Answer answer = migration.control().approve(Decision.approve("ann", "at last"));

            // Then
            assertThat(answer.accepted()).isTrue();
            assertThat(migration.result().phase()).isEqualTo(Phase.COMPLETED);
            assertBounded(migration.stack, migration.ledger, UNIT);
        }
    }

    @Test
    void aManualStepThatNobodyDoesIsWaitedFor() {
        try (TestingSyncedMigration migration = new TestingSyncedMigration()) {
            // Given
            migration.table.byHand = true;
            migration.table.progress = look -> TestingSyncedTable.seen(Standing.ABSENT, -1, -1);
            migration.start(NOBODY_ASKED.withRollbackWindow(Duration.ofSeconds(5)));
            migration.await(Phase.NEEDS_ATTENTION);

            // When
            migration.stack.environment().sleep(Duration.ofDays(8));

            // Then
            assertThat(migration.await(Phase.NEEDS_ATTENTION).attention()).isPresent();
            assertBounded(migration.stack, migration.ledger, TestingSyncedMigration.UNIT);
        }
    }

    /** Every run that there was, and there was more than one. */
    private static void assertBounded(TestingStack stack, TestingLedger ledger, String unit) {
        List<Integer> events = ledger.opens.stream()
                .map(open -> stack.client()
                        .fetchHistory(unit, open.runId())
                        .getEvents()
                        .size())
                .toList();
        assertThat(events).hasSizeGreaterThan(1).allMatch(count -> count < BOUND);
    }
}
