package io.lakeshift.activities.syncedtables;

import io.lakeshift.workflows.syncedtables.Backend;
import io.lakeshift.workflows.syncedtables.SyncMode;
import io.lakeshift.workflows.syncedtables.SyncedTableAssessments.Estimate;
import io.lakeshift.workflows.syncedtables.SyncedTablesSetup.Sizing;
import java.util.Locale;

/**
 * Durations and costs by Databricks' own formula, rows / (speed × capacity units × 3600) hours of pipeline. A month is as
 * many runs as the plan says; of a pipeline that always runs it is 730 hours.
 */
final class Estimates {
    private static final double HOURS_PER_MONTH = 730;
    private static final double SECONDS_PER_HOUR = 3600;
    /** What a triggered run moves, where nobody has measured it. */
    private static final double CHANGED = 0.05;

    private Estimates() {}

    /** @param sharing how many tables share the pipeline, this one included */
    static Estimate of(Backend backend, Sizing sizing, SyncMode mode, long rows, int sharing) {
        if (rows < 0) {
            return Estimate.UNKNOWN;
        }
        double units = sizing.capacityUnits();
        double importHours = rows / (backend.snapshotRowsPerSecond() * units * SECONDS_PER_HOUR);
        long importSeconds = Math.round(Math.ceil(importHours * SECONDS_PER_HOUR));
        String load = String.format(
                Locale.ROOT,
                "load %,d rows / (%,d rows/s x %s CU) = %,d s",
                rows,
                backend.snapshotRowsPerSecond(),
                plain(units),
                importSeconds);
        if (mode == SyncMode.CONTINUOUS) {
            double month = sizing.pipelineHourlyRate() * HOURS_PER_MONTH / Math.max(1, sharing);
            return new Estimate(
                    importSeconds,
                    importHours * sizing.pipelineHourlyRate(),
                    month,
                    load
                            + String.format(
                                    Locale.ROOT,
                                    "; %.2f $/h x 730 h / %d tables = %.2f $ a month",
                                    sizing.pipelineHourlyRate(),
                                    Math.max(1, sharing),
                                    month));
        }
        boolean full = mode == SyncMode.SNAPSHOT;
        double moved = full ? rows : rows * CHANGED;
        long speed = full ? backend.snapshotRowsPerSecond() : backend.incrementalRowsPerSecond();
        double hours = moved / (speed * units * SECONDS_PER_HOUR);
        double run = hours * sizing.pipelineHourlyRate();
        return new Estimate(
                importSeconds,
                run,
                run * sizing.runsPerMonth(),
                load
                        + String.format(
                                Locale.ROOT,
                                "; a run moves %,.0f rows / (%,d rows/s x %s CU x 3600) x %.2f $/h = %.2f $, x %d = %.2f $ a"
                                        + " month",
                                moved,
                                speed,
                                plain(units),
                                sizing.pipelineHourlyRate(),
                                run,
                                sizing.runsPerMonth(),
                                run * sizing.runsPerMonth()));
    }

    /** The hours of one run, for whoever wants to know whether a schedule can hold. */
    static double runHours(Backend backend, Sizing sizing, SyncMode mode, long rows) {
        boolean full = mode == SyncMode.SNAPSHOT;
        double moved = full ? rows : rows * CHANGED;
        long speed = full ? backend.snapshotRowsPerSecond() : backend.incrementalRowsPerSecond();
        return moved / (speed * sizing.capacityUnits() * SECONDS_PER_HOUR);
    }

    private static String plain(double units) {
        return units == Math.rint(units) ? Long.toString((long) units) : Double.toString(units);
    }
}
