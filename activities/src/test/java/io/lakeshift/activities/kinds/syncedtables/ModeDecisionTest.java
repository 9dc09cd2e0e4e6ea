package io.lakeshift.activities.kinds.syncedtables;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakeshift.activities.databricks.CatalogObjects.SourceTable;
import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.databricks.SyncMode;
import io.lakeshift.workflows.databricks.TableName;
import io.lakeshift.workflows.kinds.syncedtables.OnMissingCdf;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec.Decision;
import io.lakeshift.workflows.kinds.syncedtables.Upkeep;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModeDecisionTest {
    private static final TableName SOURCE = new TableName("main", "demo", "Order Items");

    @Test
    void withTheFeedOnTheModeIsTheOneAskedFor() {
        ModeDecision made =
                ModeDecision.of(spec(SyncMode.TRIGGERED, OnMissingCdf.FAIL), source("MANAGED", "DELTA", "TRUE"));
        assertThat(made.decision().mode()).isEqualTo(SyncMode.TRIGGERED);
        assertThat(made.finding()).isEmpty();
    }

    @Test
    void withTheFeedOffTheTableIsSwitchedAndToldSo() {
        ModeDecision made =
                ModeDecision.of(spec(SyncMode.CONTINUOUS, OnMissingCdf.SWITCH), source("MANAGED", "DELTA", "false"));
        assertThat(made.decision())
                .isEqualTo(new Decision(
                        SyncMode.SNAPSHOT, "the source's change data feed is off", false, Optional.empty()));
        assertThat(made.finding().orElseThrow().remedy())
                .contains("For CONTINUOUS: ALTER TABLE `main`.`demo`.`Order Items` SET TBLPROPERTIES"
                        + " (delta.enableChangeDataFeed = true); Or set onMissingCdf: enable. A synced table keeps the"
                        + " mode that it was created with.");
    }

    @Test
    void theFeedIsEnabledOnlyWhereThatIsAsked() {
        ModeDecision made =
                ModeDecision.of(spec(SyncMode.TRIGGERED, OnMissingCdf.ENABLE), source("MANAGED", "DELTA", "false"));
        assertThat(made.decision().enableChangeDataFeed()).isTrue();
        assertThat(made.decision().mode()).isEqualTo(SyncMode.TRIGGERED);
    }

    @Test
    void orTheTableIsRefused() {
        ModeDecision made =
                ModeDecision.of(spec(SyncMode.TRIGGERED, OnMissingCdf.FAIL), source("MANAGED", "DELTA", "false"));
        assertThat(made.finding().orElseThrow().severity()).isEqualTo(Finding.Severity.BLOCKER);
    }

    @Test
    void viewsAndIcebergTablesAreAlwaysSnapshotsAndNeverAltered() {
        assertThat(ModeDecision.of(spec(SyncMode.TRIGGERED, OnMissingCdf.ENABLE), source("VIEW", "unknown", "false"))
                        .decision())
                .isEqualTo(new Decision(SyncMode.SNAPSHOT, "a VIEW has no change data feed", false, Optional.empty()));
        assertThat(ModeDecision.of(spec(SyncMode.TRIGGERED, OnMissingCdf.ENABLE), source("MANAGED", "ICEBERG", "true"))
                        .decision()
                        .mode())
                .isEqualTo(SyncMode.SNAPSHOT);
    }

    @Test
    void whatWasDecidedStaysWhateverBecomesOfTheFeed() {
        Decision decided = new Decision(SyncMode.SNAPSHOT, "it was off", false, Optional.empty());
        assertThat(ModeDecision.of(
                                spec(SyncMode.TRIGGERED, OnMissingCdf.SWITCH).decided(decided),
                                source("MANAGED", "DELTA", "true"))
                        .decision())
                .isEqualTo(decided);
    }

    @Test
    void aSnapshotNeedsNoFeed() {
        ModeDecision made =
                ModeDecision.of(spec(SyncMode.SNAPSHOT, OnMissingCdf.FAIL), source("MANAGED", "DELTA", "false"));
        assertThat(made.finding()).isEmpty();
    }

    private static SyncedTableSpec spec(SyncMode mode, OnMissingCdf onMissing) {
        return new SyncedTableSpec(
                SOURCE,
                new TableName("main", "lakebase", "orders_synced"),
                List.of("id"),
                mode,
                Optional.empty(),
                onMissing,
                List.of(),
                Optional.empty(),
                Upkeep.NONE);
    }

    private static SourceTable source(String type, String format, String feed) {
        return new SourceTable(
                SOURCE,
                type,
                format,
                Map.of("delta.enableChangeDataFeed", feed),
                List.of(),
                List.of("id"),
                "me",
                false,
                "");
    }
}
