package io.lakeshift.workflows.kinds.syncedtables;

import static io.lakeshift.workflows.testing.TestingSyncedMigration.UNIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.databricks.SyncMode;
import io.lakeshift.workflows.lifecycle.Command;
import io.lakeshift.workflows.lifecycle.MigrationResult;
import io.lakeshift.workflows.lifecycle.Policy;
import io.lakeshift.workflows.lifecycle.UnitFacts;
import io.lakeshift.workflows.testing.TestingSyncedMigration;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is done for a synced table from its cut over on. */
class SyncedTableUpkeepTest {
    private static final Policy NOBODY_ASKED =
            Policy.DEFAULT.withApproval(Policy.Approval.NOBODY).withRollbackWindow(Duration.ofSeconds(5));
    private static final Command BY_RITA = new Command("rita", "because");

    private final TestingSyncedMigration migration = new TestingSyncedMigration();

    @AfterEach
    void close() {
        migration.close();
    }

    @Test
    void aRenamedColumnAtTheSourceAsksForAPersonWithTheNextCommand() {
        // Given
        migration.table.columns = new SyncedTableWatches.Columns(
                List.of("note (string)"),
                List.of("column amount is not in the source any more: it was dropped or renamed"));

        // When
        migration.start(NOBODY_ASKED);
        var progress = migration.await(Phase.NEEDS_ATTENTION);

        // Then
        assertThat(progress.attention().orElseThrow().failure()).isEqualTo(MigrationFailure.DRIFT);
        assertThat(progress.attention().orElseThrow().message())
                .isEqualTo("No update can make main.fashion_demo_lakebase.products_synced like"
                        + " main.fashion_demo.productsdb again, it has to be recreated: column amount is not in the"
                        + " source any more: it was dropped or renamed. Roll it back with 'lakeshift rollback " + UNIT
                        + "' and start its plan again: that asks for approval, and brings indexes and grants with it."
                        + " Until then applications read the old rows, and none while it is made anew. Next: lakeshift"
                        + " retry | rollback " + UNIT);
    }

    @Test
    void anAddedColumnIsOnlyTold() {
        // Given
        migration.table.columns = new SyncedTableWatches.Columns(List.of("note (string)"), List.of());

        // When
        migration.start(NOBODY_ASKED);
        MigrationResult result = migration.result();

        // Then
        assertThat(result.phase()).isEqualTo(Phase.COMPLETED);
        assertThat(result.facts().details())
                .contains(new UnitFacts.Detail(
                        "new columns", "note (string) at the source; they come with the next update"));
    }

    @Test
    void aTableOlderThanItsObjectiveIsWarnedOf() {
        // Given
        migration.table.lag = Optional.of(new SyncedTableWatches.Lag(Duration.ofMinutes(50), true));

        // When
        migration.start(NOBODY_ASKED, keptUp(SyncMode.TRIGGERED));
        MigrationResult result = migration.result();

        // Then
        assertThat(result.facts().details())
                .contains(new UnitFacts.Detail("behind", "PT50M"))
                .contains(new UnitFacts.Detail(
                        "warning",
                        "the oldest change that is not here is PT50M old, the objective is PT30M: lakeshift refresh "
                                + UNIT));
    }

    private static SyncedTableSpec keptUp(SyncMode mode) {
        return TestingSyncedMigration.spec("productsdb", "products_synced", mode)
                .with(new Upkeep(
                        Optional.of(new Upkeep.Refresh(Optional.of(Duration.ofHours(1)), Optional.empty())),
                        Optional.of(Duration.ofMinutes(30)),
                        List.of()));
    }

    @Test
    void aScheduleIsMadeAtTheCutOverAndGoesWithTheRollback() {
        // When
        migration.start(NOBODY_ASKED.withRollbackWindow(Duration.ofHours(1)), keptUp(SyncMode.TRIGGERED));
        var facts = migration.await(Phase.WATCHING).facts();
        migration.control().rollback(BY_RITA);
        migration.result();

        // Then
        assertThat(facts.details())
                .contains(new UnitFacts.Detail(
                        "refreshed",
                        "every PT1H, Temporal schedule refresh/main.fashion_demo_lakebase.products_synced"));
        assertThat(migration.table.acts)
                .containsSubsequence("wire", "schedule PT1H", "switch application", "unschedule", "delete object");
    }

    @Test
    void nothingIsScheduledForATableThatFollowsByItself() {
        // When
        migration.start(NOBODY_ASKED, keptUp(SyncMode.CONTINUOUS));
        MigrationResult result = migration.result();

        // Then
        assertThat(migration.table.acts).doesNotContain("schedule PT1H");
        assertThat(result.facts().details()).contains(new UnitFacts.Detail("refreshed", "by itself"));
    }

    @Test
    void withoutAScheduleItIsSaidHowToMakeATrigger() {
        // When
        migration.start(NOBODY_ASKED);
        MigrationResult result = migration.result();

        // Then
        assertThat(result.facts().details())
                .contains(new UnitFacts.Detail(
                        "refreshed",
                        "by hand: lakeshift refresh " + UNIT + "; or in the workspace: Jobs & Pipelines, a job with a"
                                + " Database Table Sync pipeline task, Schedules & Triggers, Table update on"
                                + " main.fashion_demo.productsdb"));
    }
}
