package io.lakeshift.workflows.kinds.syncedtables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lakeshift.workflows.databricks.Backend;
import io.lakeshift.workflows.databricks.SyncMode;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableAssessments.Estimate;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableAssessments.Measured;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTablesSetup.Sizing;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTablesSetup.Speeds;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The figures of the guides, by the formula of the guides. */
class EstimatesTest {
    private static final Measured LARGE = new Measured(1, 181_000_000, -1, -1);
    private static final Estimates AUTOSCALING = new Estimates(Backend.AUTOSCALING, Sizing.DEFAULT);
    private static final Estimates PROVISIONED = new Estimates(Backend.PROVISIONED, Sizing.DEFAULT);

    @Test
    void aDailySnapshotCostsAsInTheGuideAndDoesNotFitIntoADay() {
        Estimate estimate = AUTOSCALING.of(SyncMode.SNAPSHOT, LARGE, 1);
        assertThat(estimate.costPerRun()).isCloseTo(70.39, within(0.01));
        assertThat(estimate.costPerMonth()).isCloseTo(2111.67, within(0.01));
        assertThat(AUTOSCALING.runHours(SyncMode.SNAPSHOT, LARGE)).isCloseTo(25.14, within(0.01));
        assertThat(AUTOSCALING.intervalHours()).isEqualTo(24);
        assertThat(AUTOSCALING.unitsToFit(SyncMode.SNAPSHOT, LARGE)).isCloseTo(1.05, within(0.01));
        assertThat(AUTOSCALING.bySize(SyncMode.SNAPSHOT, LARGE))
                .isEqualTo("1 CU 25.14 h for 70.39 $, 2 CU 12.57 h for 35.19 $, 4 CU 6.28 h for 17.60 $, 8 CU 3.14 h"
                        + " for 8.80 $");
        assertThat(estimate.formula())
                .isEqualTo("load 181,000,000 rows / (2,000 rows/s x 1 CU) = 90,500 s; a run moves 181,000,000 rows /"
                        + " (2,000 rows/s x 1 CU x 3600) x 2.80 $/h = 70.39 $, x 30 = 2111.67 $ a month");
    }

    @Test
    void aDailyTriggeredRunOfFivePercentCostsAsInTheGuide() {
        Estimate estimate = AUTOSCALING.of(SyncMode.TRIGGERED, LARGE, 1);
        assertThat(estimate.costPerMonth()).isCloseTo(1407.78, within(0.01));
        assertThat(AUTOSCALING.runHours(SyncMode.TRIGGERED, LARGE)).isCloseTo(16.76, within(0.01));
        assertThat(estimate.formula()).contains("a run moves 9,050,000 rows (5.0 % assumed) / (150 rows/s x 1 CU");
    }

    @Test
    void whatWasMeasuredReplacesTheAssumption() {
        Measured measured = new Measured(9, 1_000_000, -1, 0.02);
        assertThat(PROVISIONED.of(SyncMode.TRIGGERED, measured, 1).formula())
                .contains("a run moves 20,000 rows (2.0 % measured) / (1,200 rows/s x 1 CU");
    }

    @Test
    void tenContinuousTablesShareThePriceOfOne() {
        assertThat(AUTOSCALING.of(SyncMode.CONTINUOUS, LARGE, 1).costPerMonth()).isCloseTo(2044.00, within(0.01));
        assertThat(AUTOSCALING.of(SyncMode.CONTINUOUS, LARGE, 10).costPerMonth())
                .isCloseTo(204.40, within(0.01));
        assertThat(AUTOSCALING.of(SyncMode.CONTINUOUS, LARGE, 10).formula())
                .endsWith("2.80 $/h x 730 h / 10 tables = 204.40 $ a month");
    }

    @Test
    void aProvisionedUnitIsEightTimesAsFast() {
        Measured size = new Measured(1, 150_000, -1, -1);
        assertThat(PROVISIONED.of(SyncMode.SNAPSHOT, size, 1).importSeconds()).isEqualTo(10);
        assertThat(AUTOSCALING.of(SyncMode.SNAPSHOT, size, 1).importSeconds()).isEqualTo(75);
    }

    @Test
    void theBreakEvenIsTheSpeedsOwn() {
        assertThat(PROVISIONED.breakEven()).isCloseTo(0.080, within(0.0001));
        assertThat(AUTOSCALING.breakEven()).isCloseTo(0.075, within(0.0001));
    }

    @Test
    void aSpeedOfThePlanReplacesTheDocumentedOneAndIsShown() {
        // Given
        Estimates faster = new Estimates(
                Backend.AUTOSCALING,
                new Sizing(1, 2.80, 30, 10, new Speeds(Optional.of(20_000L), Optional.empty(), true)));

        // When
        Estimate snapshot = faster.of(SyncMode.SNAPSHOT, LARGE, 1);
        Estimate triggered = faster.of(SyncMode.TRIGGERED, LARGE, 1);

        // Then
        assertThat(snapshot.importSeconds()).isEqualTo(9_050);
        assertThat(snapshot.formula())
                .startsWith("load 181,000,000 rows / (20,000 rows/s by the plan x 1 CU) = 9,050 s; a run moves"
                        + " 181,000,000 rows / (20,000 rows/s by the plan x 1 CU x 3600)");
        assertThat(triggered.formula())
                .contains("load 181,000,000 rows / (20,000 rows/s by the plan x 1 CU)")
                .contains("(5.0 % assumed) / (150 rows/s x 1 CU");
        assertThat(faster.breakEven()).isCloseTo(0.0075, within(0.0001));
    }

    @Test
    void askingForAcceleratedSyncsAloneMakesNoEstimateFaster() {
        Sizing asked = new Sizing(1, 2.80, 30, 10, new Speeds(Optional.empty(), Optional.empty(), true));
        assertThat(new Estimates(Backend.AUTOSCALING, asked).of(SyncMode.SNAPSHOT, LARGE, 1))
                .isEqualTo(AUTOSCALING.of(SyncMode.SNAPSHOT, LARGE, 1));
    }

    @Test
    void unknownRowsCostNothingThatAnybodyKnows() {
        assertThat(PROVISIONED.of(SyncMode.SNAPSHOT, Measured.UNKNOWN, 1)).isEqualTo(Estimate.UNKNOWN);
    }
}
