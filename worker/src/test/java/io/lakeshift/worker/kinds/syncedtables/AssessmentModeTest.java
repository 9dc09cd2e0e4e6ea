package io.lakeshift.worker.kinds.syncedtables;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.databricks.SyncMode;
import io.lakeshift.workflows.kinds.syncedtables.OnMissingCdf;
import io.lakeshift.workflows.kinds.syncedtables.PlanSyncedTables.Plan;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableAssessments.Assessment;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTablesSetup;
import io.lakeshift.workflows.kinds.syncedtables.Upkeep;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which mode suits what a source does, what it costs, and whether its runs keep their schedule. */
class AssessmentModeTest extends AssessmentScene {
    @ParameterizedTest
    @CsvSource({"9,TRIGGERED", "10,TRIGGERED", "11,SNAPSHOT"})
    void whatChangesDecidesWhichModeIsRecommended(int percent, SyncMode best) {
        // Given
        String table = "changing_" + percent;
        demo.source("CREATE TABLE main.odd." + table
                + " (id bigint, name string) TBLPROPERTIES (delta.enableChangeDataFeed = true)");
        demo.source("INSERT INTO main.odd." + table
                + " SELECT product_id, 'old' FROM main.fashion_demo.productsdb WHERE" + " product_id <= 100");
        demo.source("UPDATE main.odd." + table + " SET name = 'new' WHERE id <= " + percent);
        demo.source("UPDATE main.odd." + table + " SET name = 'newer' WHERE id <= 2");

        // When
        Assessment assessment = assessed(spec("odd", table, List.of("id"), Optional.empty()));

        // Then
        String seen = percent + ".0 % of main.odd." + table + " changes between two runs: " + percent
                + " rows from version 1 to 3, by its change data feed. From 10 % on SNAPSHOT is recommended; by the"
                + " speeds alone it is the faster one from 8.0 % on. ";
        Finding finding = finding(assessment, best == SyncMode.SNAPSHOT ? "OTHER_MODE_SUITS" : "CHANGE_RATE");
        assertThat(finding.message())
                .startsWith(seen
                        + (best == SyncMode.SNAPSHOT
                                ? "SNAPSHOT suits it better than TRIGGERED: for large changes it is about 10 times as"
                                        + " efficient as copying them one by one. A month costs "
                                : "TRIGGERED suits it: the balance of cost and speed for occasional changes. A"
                                        + " month costs "))
                .endsWith(" $ as TRIGGERED and 2044.00 $ as CONTINUOUS with a pipeline of its own.");
        assertThat(assessment.estimate().formula()).contains(percent + ".0 % measured");
    }

    @Test
    void withoutTheFeedTheHistoryTellsHowMuchChanges() {
        // Given
        demo.source("CREATE TABLE main.odd.plain_history (id bigint, name string)");
        demo.source(
                "INSERT INTO main.odd.plain_history SELECT product_id, 'old' FROM main.fashion_demo.productsdb WHERE"
                        + " product_id <= 100");
        demo.source("UPDATE main.odd.plain_history SET name = 'new' WHERE id <= 4");

        // When
        Assessment assessment = assessed(spec("odd", "plain_history", List.of("id"), Optional.empty()));

        // Then
        assertThat(finding(assessment, "CHANGE_RATE").message())
                .startsWith(
                        "4.0 % of main.odd.plain_history changes between two runs: 4 rows from version 1 to 2, by its"
                                + " history.");
    }

    @Test
    void aContinuousTableTellsItsPriceAndAsksForAReason() {
        SyncedTableSpec spec = spec("odd", "clean", List.of("id"), Optional.empty());
        Plan plan = plan(new SyncedTableSpec(
                spec.source(),
                spec.target(),
                spec.primaryKey(),
                SyncMode.CONTINUOUS,
                Optional.empty(),
                OnMissingCdf.SWITCH,
                List.of(),
                Optional.empty(),
                Upkeep.NONE));
        assertFinding(
                plan.units().get(0).assessment(),
                "ALWAYS_RUNS",
                "A CONTINUOUS table has the lowest lag and keeps a pipeline running day and night: 2044.00 $ a month,"
                        + " which the tables that share it share.",
                "Keep it where seconds matter; else set mode: TRIGGERED.");
        assertThat(plan.limits())
                .extracting(limit -> limit.name() + ": " + limit.value())
                .contains(
                        "pipelines that always run: 1 for 1 CONTINUOUS tables = 2044.00 $ a month; one for each would be"
                                + " 2044.00 $");
    }

    @Test
    void aScheduleThatItsRunsCannotKeepIsRefusedWithWhatWouldKeepIt() {
        // Given
        sized(new SyncedTablesSetup.Sizing(0.00001, 2.80, 30, 10, SyncedTablesSetup.Speeds.DOCUMENTED), () -> {
            // When
            SyncedTableSpec daily = spec("odd", "clean", List.of("id"), Optional.empty());
            Finding figure = finding(
                    assessed(daily.with(new Upkeep(
                            Optional.of(new Upkeep.Refresh(Optional.of(Duration.ofMinutes(5)), Optional.empty())),
                            Optional.empty(),
                            List.of()))),
                    "RUN_TOO_LONG");

            // Then
            assertThat(figure.severity()).isEqualTo(Finding.Severity.BLOCKER);
            assertThat(figure.message())
                    .isEqualTo(
                            "A run of main.fashion_demo_lakebase.clean_synced takes about 0.12 h, and the next one is"
                                    + " to begin after 0.08 h.");
            assertThat(figure.remedy().orElseThrow())
                    .isEqualTo("Take 0.01 capacity units or more, or refresh less often. A run takes: 1 CU 0.00 h for"
                            + " 0.00 $, 2 CU 0.00 h for 0.00 $, 4 CU 0.00 h for 0.00 $, 8 CU 0.00 h for 0.00 $.");
        });
    }

    @Test
    void theSpeedOfThePlanIsTheOneOfItsEstimatesAndAnAcceleratedSyncIsSaid() {
        // Given
        sized(
                new SyncedTablesSetup.Sizing(
                        1, 2.80, 30, 10, new SyncedTablesSetup.Speeds(Optional.of(25L), Optional.empty(), true)),
                () -> {
                    // When
                    Assessment assessment = assessed(spec("odd", "clean", List.of("id"), Optional.empty()));

                    // Then
                    assertThat(assessment.estimate().importSeconds()).isEqualTo(4);
                    assertThat(assessment.estimate().formula())
                            .startsWith("load 100 rows / (25 rows/s by the plan x 1 CU) = 4 s; a run moves ")
                            .contains("/ (1,200 rows/s x 1 CU x 3600)");
                    assertThat(finding(assessment, "ACCELERATED_SYNC").message())
                            .isEqualTo(
                                    "An accelerated sync is asked for main.fashion_demo_lakebase.clean_synced. The workspace's"
                                            + " admin has to have enabled it; durations are of the speeds in sizing, and no faster for"
                                            + " it.");
                });
    }

    @Test
    void moreThanOneTriggeredRunInFiveMinutesIsRefused() {
        // Given
        sized(new SyncedTablesSetup.Sizing(1, 2.80, 10_800, 10, SyncedTablesSetup.Speeds.DOCUMENTED), () -> {
            assertFinding(
                    assessed(spec("odd", "clean", List.of("id"), Optional.empty())),
                    "TOO_OFTEN",
                    "10800 runs a month are one every 4.0 minutes for main.fashion_demo_lakebase.clean_synced; a"
                            + " TRIGGERED table takes one every 5 minutes at most.",
                    "Set sizing.runsPerMonth: 8640 or less, or mode: CONTINUOUS.");
        });
    }

    /** While the plan says so. */
    private void sized(SyncedTablesSetup.Sizing sizing, Runnable test) {
        SyncedTablesSetup usual = demo.setup;
        demo.setup = new SyncedTablesSetup(
                usual.lakebase(),
                usual.staging(),
                usual.createTargetSchema(),
                usual.grants(),
                usual.application(),
                sizing);
        try {
            test.run();
        } finally {
            demo.setup = usual;
        }
    }
}
