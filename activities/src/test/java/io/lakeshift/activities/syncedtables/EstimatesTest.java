package io.lakeshift.activities.syncedtables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lakeshift.workflows.syncedtables.Backend;
import io.lakeshift.workflows.syncedtables.SyncMode;
import io.lakeshift.workflows.syncedtables.SyncedTableAssessments.Estimate;
import io.lakeshift.workflows.syncedtables.SyncedTablesSetup.Sizing;
import org.junit.jupiter.api.Test;

/** The guide's own examples: 181 million rows, one autoscaling unit, 2.80 $ an hour. */
class EstimatesTest {
    private static final long ROWS = 181_000_000;

    @Test
    void aDailySnapshotCostsAsInTheGuideAndDoesNotFitIntoADay() {
        Estimate estimate = Estimates.of(Backend.AUTOSCALING, Sizing.DEFAULT, SyncMode.SNAPSHOT, ROWS, 1);
        assertThat(estimate.costPerRun()).isCloseTo(70.39, within(0.01));
        assertThat(estimate.costPerMonth()).isCloseTo(2111.67, within(0.01));
        assertThat(Estimates.runHours(Backend.AUTOSCALING, Sizing.DEFAULT, SyncMode.SNAPSHOT, ROWS))
                .isCloseTo(25.14, within(0.01));
        assertThat(estimate.formula())
                .isEqualTo("load 181,000,000 rows / (2,000 rows/s x 1 CU) = 90,500 s; a run moves 181,000,000 rows /"
                        + " (2,000 rows/s x 1 CU x 3600) x 2.80 $/h = 70.39 $, x 30 = 2111.67 $ a month");
    }

    @Test
    void aDailyTriggeredRunOfFivePercentCostsAsInTheGuide() {
        Estimate estimate = Estimates.of(Backend.AUTOSCALING, Sizing.DEFAULT, SyncMode.TRIGGERED, ROWS, 1);
        assertThat(estimate.costPerMonth()).isCloseTo(1407.78, within(0.01));
    }

    @Test
    void tenContinuousTablesShareThePriceOfOne() {
        assertThat(Estimates.of(Backend.AUTOSCALING, Sizing.DEFAULT, SyncMode.CONTINUOUS, ROWS, 1)
                        .costPerMonth())
                .isCloseTo(2044.00, within(0.01));
        assertThat(Estimates.of(Backend.AUTOSCALING, Sizing.DEFAULT, SyncMode.CONTINUOUS, ROWS, 10)
                        .costPerMonth())
                .isCloseTo(204.40, within(0.01));
    }

    @Test
    void aProvisionedUnitIsEightTimesAsFast() {
        assertThat(Estimates.of(Backend.PROVISIONED, Sizing.DEFAULT, SyncMode.SNAPSHOT, 150_000, 1)
                        .importSeconds())
                .isEqualTo(10);
    }
}
