package io.lakeshift.workflows.kinds.syncedtables;

import static io.lakeshift.workflows.testing.TestingSyncedMigration.UNIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.databricks.Standing;
import io.lakeshift.workflows.databricks.SyncMode;
import io.lakeshift.workflows.databricks.TableName;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec.Decision;
import io.lakeshift.workflows.lifecycle.Command;
import io.lakeshift.workflows.lifecycle.MigrationResult;
import io.lakeshift.workflows.lifecycle.Policy;
import io.lakeshift.workflows.lifecycle.UnitFacts;
import io.lakeshift.workflows.testing.TestingSyncedMigration;
import io.lakeshift.workflows.testing.TestingSyncedTable;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The waiting and the order of one synced table's migration. */
class SyncedTableMigrationTest {
    private static final Policy NOBODY_ASKED =
            Policy.DEFAULT.withApproval(Policy.Approval.NOBODY).withRollbackWindow(Duration.ofSeconds(5));
    private static final Command BY_RITA = new Command("rita", "because");

    private final TestingSyncedMigration migration = new TestingSyncedMigration();

    @AfterEach
    void close() {
        migration.close();
    }

    @Test
    void goesThroughInOrder() {
        // When
        migration.start(NOBODY_ASKED);
        MigrationResult result = migration.result();

        // Then
        assertThat(result.phase()).isEqualTo(Phase.COMPLETED);
        assertThat(result.kind()).isEqualTo("syncedtables");
        assertThat(migration.table.acts)
                .startsWith("prepare TRIGGERED", "create products_synced TRIGGERED", "validate", "wire");
        assertThat(migration.table.acts).contains("switch application").doesNotContain("delete object");
    }

    @Test
    void waitsThirtyHoursForALoadThatMoves() {
        // Given
        migration.table.progress = look -> TestingSyncedTable.seen(
                migration.stack.environment().currentTimeMillis() - began()
                                > Duration.ofHours(30).toMillis()
                        ? Standing.READY
                        : Standing.WAITING,
                4,
                look);

        // When
        migration.start(NOBODY_ASKED);
        MigrationResult result = migration.result();

        // Then
        assertThat(result.phase()).isEqualTo(Phase.COMPLETED);
        assertThat(migration.table.longestQuiet()).isLessThan(Duration.ofMinutes(10));
    }

    private long start = -1;

    private synchronized long began() {
        start = start < 0 ? migration.stack.environment().currentTimeMillis() : start;
        return start;
    }

    @Test
    void aLoadThatStandsStillPastItsDeadlineNeedsAttentionAndCanBeTakenBack() {
        // Given
        migration.table.progress = look -> TestingSyncedTable.seen(Standing.WAITING, -1, 7);

        // When
        migration.start(NOBODY_ASKED);
        migration.stack.environment().sleep(Duration.ofHours(2));
        var attention = migration.await(Phase.NEEDS_ATTENTION).attention().orElseThrow();
        migration.control().rollback(BY_RITA);
        MigrationResult result = migration.result();

        // Then
        assertThat(attention.failure()).isEqualTo(MigrationFailure.SYNC_OVERDUE);
        assertThat(attention.message())
                .isEqualTo(UNIT + " failed while IMPORTING: It is not ready. Next: lakeshift retry | rollback " + UNIT);
        assertThat(migration.table.longestQuiet()).isGreaterThan(Duration.ofMinutes(60));
        assertThat(result.phase()).isEqualTo(Phase.ROLLED_BACK);
        assertThat(migration.table.acts).endsWith("application back", "delete object", "drop table", "remove schemas");
    }

    @Test
    void aTableThatUnityCatalogDoesNotForgetIsLookedForWithinBounds() {
        // Given
        migration.table.gonePolls = Integer.MAX_VALUE;
        migration.start(NOBODY_ASKED.withRollbackWindow(Duration.ofHours(1)));
        migration.await(Phase.WATCHING);
        long before = migration.stack.client().fetchHistory(UNIT).getEvents().size();

        // When
        migration.control().rollback(BY_RITA);
        migration.stack.environment().sleep(Duration.ofHours(7));
        var attention = migration.await(Phase.NEEDS_ATTENTION).attention().orElseThrow();
        long events = migration.stack.client().fetchHistory(UNIT).getEvents().size() - before;
        migration.table.gonePolls = 0;
        migration.control().rollback(BY_RITA);
        MigrationResult result = migration.result();

        // Then
        assertThat(attention.failure()).isEqualTo(MigrationFailure.SYNC_OVERDUE);
        assertThat(attention.message()).contains("is still shown there");
        assertThat(events).isLessThan(700);
        assertThat(result.phase()).isEqualTo(Phase.ROLLED_BACK);
    }

    @Test
    void aFailedSyncIsNotWaitedFor() {
        // Given
        migration.table.progress = look -> TestingSyncedTable.seen(Standing.FAILED, -1, 0);

        // When
        migration.start(NOBODY_ASKED);
        var attention = migration.await(Phase.NEEDS_ATTENTION).attention().orElseThrow();

        // Then
        assertThat(attention.failure()).isEqualTo(MigrationFailure.SYNC_FAILED);
        assertThat(migration.table.looks).hasSize(1);
    }

    @Test
    void aDegradedTableIsNotCutOver() {
        // Given
        migration.table.progress =
                look -> TestingSyncedTable.seen(look == 0 ? Standing.READY : Standing.DEGRADED, 4, 1000);

        // When
        migration.start(NOBODY_ASKED);
        migration.await(Phase.NEEDS_ATTENTION);

        // Then
        assertThat(migration.table.acts).doesNotContain("wire");
    }

    @Test
    void keepsTheModeThatThePlanDecided() {
        // Given
        migration.table.decided = SyncMode.TRIGGERED;
        SyncedTableSpec spec = TestingSyncedMigration.spec("productsdb", "products_synced", SyncMode.TRIGGERED)
                .decided(new Decision(SyncMode.SNAPSHOT, "the feed is off", false, Optional.empty()));

        // When
        migration.start(NOBODY_ASKED, spec);
        migration.result();

        // Then
        assertThat(migration.table.acts).contains("create products_synced SNAPSHOT");
    }

    @Test
    void waitsForThePipelineThatItShares() {
        // Given
        migration.table.pipelineAfterTries = 3;
        SyncedTableSpec spec = TestingSyncedMigration.spec("productsdb", "products_synced", SyncMode.CONTINUOUS)
                .decided(new Decision(
                        SyncMode.CONTINUOUS,
                        "as asked",
                        false,
                        Optional.of(new TableName("main", "fashion_demo_lakebase", "first"))));

        // When
        migration.start(NOBODY_ASKED, spec);

        // Then
        assertThat(migration.result().phase()).isEqualTo(Phase.COMPLETED);
    }

    @Test
    void waitsForWhatAPersonMakesByHandAndGoesOnByItself() {
        // Given
        migration.table.byHand = true;

        // When
        migration.start(NOBODY_ASKED);
        var attention = migration.await(Phase.NEEDS_ATTENTION).attention().orElseThrow();
        migration.stack.environment().sleep(Duration.ofHours(3));
        int looks = migration.table.looks.size();
        migration.table.acts.add("made by hand");
        MigrationResult result = migration.result();

        // Then
        assertThat(attention.failure()).isEqualTo(MigrationFailure.BY_HAND);
        assertThat(attention.message())
                .isEqualTo(UNIT + " failed while IMPORTING: Make it by hand. Next: lakeshift retry | rollback " + UNIT);
        assertThat(looks).isBetween(20, 40);
        assertThat(result.phase()).isEqualTo(Phase.COMPLETED);
    }

    @Test
    void whoMadeItByHandMaySaySo() {
        // Given
        migration.table.byHand = true;
        migration.start(NOBODY_ASKED);
        migration.await(Phase.NEEDS_ATTENTION);

        // When
        migration.table.acts.add("made by hand");
        migration.control().retry(BY_RITA);

        // Then
        assertThat(migration.result().phase()).isEqualTo(Phase.COMPLETED);
    }

    @Test
    void doesNotWaitForEverForThePipelineThatItShares() {
        // Given
        migration.table.pipelineAfterTries = Integer.MAX_VALUE;
        SyncedTableSpec spec = TestingSyncedMigration.spec("productsdb", "products_synced", SyncMode.CONTINUOUS)
                .decided(new Decision(
                        SyncMode.CONTINUOUS,
                        "as asked",
                        false,
                        Optional.of(new TableName("main", "fashion_demo_lakebase", "first"))));

        // When
        migration.start(NOBODY_ASKED, spec);
        migration.stack.environment().sleep(Duration.ofMinutes(90));
        var waiting = migration.await(Phase.IMPORTING).facts().details();
        migration.stack.environment().sleep(Duration.ofHours(1));
        var attention = migration.await(Phase.NEEDS_ATTENTION).attention().orElseThrow();

        // Then
        assertThat(waiting).contains(new UnitFacts.Detail("waits for", "the pipeline of its leader"));
        assertThat(attention.failure()).isEqualTo(MigrationFailure.SYNC_OVERDUE);
        assertThat(attention.message())
                .isEqualTo(UNIT + " failed while IMPORTING: There is no pipeline to share. Next: lakeshift retry |"
                        + " rollback " + UNIT);
    }

    @Test
    void aLoadOfFourteenMinutesIsWaitedForAndTheLooksTellHowLongNothingMoves() {
        // Given
        migration.table.progress = look -> TestingSyncedTable.seen(
                migration.stack.environment().currentTimeMillis() - began()
                                > Duration.ofMinutes(14).toMillis()
                        ? Standing.READY
                        : Standing.WAITING,
                -1,
                7);

        // When
        migration.start(NOBODY_ASKED);
        MigrationResult result = migration.result();

        // Then
        assertThat(result.phase()).isEqualTo(Phase.COMPLETED);
        assertThat(migration.table.longestQuiet()).isBetween(Duration.ofMinutes(13), Duration.ofMinutes(15));
    }

    @Test
    void rowsThatDifferAreDrift() {
        // Given
        migration.table.matches = false;

        // When
        migration.start(NOBODY_ASKED);
        var attention = migration.await(Phase.NEEDS_ATTENTION).attention().orElseThrow();

        // Then
        assertThat(attention.failure()).isEqualTo(MigrationFailure.DRIFT);
        assertThat(attention.message())
                .isEqualTo("PostgreSQL has 999 rows of main.fashion_demo_lakebase.products_synced, expected are 1000 at"
                        + " version 4 of main.fashion_demo.productsdb. by key. Next: lakeshift retry | rollback "
                        + UNIT);
    }
}
