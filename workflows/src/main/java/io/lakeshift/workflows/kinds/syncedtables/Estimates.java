package io.lakeshift.workflows.kinds.syncedtables;

import io.lakeshift.workflows.databricks.Backend;
import io.lakeshift.workflows.databricks.SyncMode;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableAssessments.Estimate;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableAssessments.Measured;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTablesSetup.Sizing;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Durations and costs by Databricks' own formula, rows / (speed × capacity units × 3600) hours of pipeline. A month has as
 * many runs as the plan says, evenly over 30 days; a pipeline that always runs has 730 hours of it.
 */
public final class Estimates {
    /** Databricks' rule of thumb: where more changes between two runs, all rows are copied faster than the changes. */
    public static final double SNAPSHOT_ABOVE = 0.10;
    /** The shortest interval between two triggered runs. */
    public static final int LEAST_MINUTES = 5;
    /** What a triggered run moves, where nobody has measured it. */
    private static final double USUAL_CHANGE = 0.05;

    private static final double ALWAYS_ON_HOURS = 730;
    private static final double HOURS_OF_RUNS = 720;
    private static final double SECONDS_PER_HOUR = 3600;

    private final Backend backend;
    private final Sizing sizing;

    public Estimates(Backend backend, Sizing sizing) {
        this.backend = backend;
        this.sizing = sizing;
    }

    /** Of one table: the interval that it is refreshed in, where it has one, counts before the plan's runs a month. */
    public static Estimates of(SyncedTablesSetup setup, SyncedTableSpec spec) {
        Sizing sizing = setup.sizing();
        int runs = every(spec)
                .map(interval -> (int) Math.round(HOURS_OF_RUNS * SECONDS_PER_HOUR / interval.toSeconds()))
                .orElse(sizing.runsPerMonth());
        return new Estimates(setup.lakebase().backend(), sizing.withRunsPerMonth(Math.max(1, runs)));
    }

    /** The interval of a table that is refreshed by itself. */
    public static Optional<Duration> every(SyncedTableSpec spec) {
        return spec.upkeep().refresh().flatMap(Upkeep.Refresh::every);
    }

    public int runsPerMonth() {
        return sizing.runsPerMonth();
    }

    /** @param sharing how many tables share the pipeline, this one included */
    public Estimate of(SyncMode mode, Measured size, int sharing) {
        if (size.rows() < 0) {
            return Estimate.UNKNOWN;
        }
        long seconds = (long) Math.ceil(loadHours(size.rows()) * SECONDS_PER_HOUR);
        String load = format(
                "load %,d rows / (%s x %s CU) = %,d s",
                size.rows(), speedInWords(SyncMode.SNAPSHOT), plain(sizing.capacityUnits()), seconds);
        double month = monthly(mode, size, sharing);
        if (mode == SyncMode.CONTINUOUS) {
            return new Estimate(
                    seconds,
                    loadHours(size.rows()) * sizing.pipelineHourlyRate(),
                    month,
                    load
                            + format(
                                    "; %.2f $/h x 730 h / %d tables = %.2f $ a month",
                                    sizing.pipelineHourlyRate(), Math.max(1, sharing), month));
        }
        double run = runCost(mode, size);
        return new Estimate(
                seconds,
                run,
                month,
                load
                        + format(
                                "; a run moves %,.0f rows%s / (%s x %s CU x 3600) x %.2f $/h = %.2f $, x %d ="
                                        + " %.2f $ a month",
                                moved(mode, size),
                                share(mode, size),
                                speedInWords(mode),
                                plain(sizing.capacityUnits()),
                                sizing.pipelineHourlyRate(),
                                run,
                                sizing.runsPerMonth(),
                                month));
    }

    /** Hours of one run; of a CONTINUOUS table, of its first load. */
    public double runHours(SyncMode mode, Measured size) {
        return mode == SyncMode.CONTINUOUS
                ? loadHours(size.rows())
                : moved(mode, size) / (speed(mode) * sizing.capacityUnits() * SECONDS_PER_HOUR);
    }

    public double runCost(SyncMode mode, Measured size) {
        return runHours(mode, size) * sizing.pipelineHourlyRate();
    }

    public double monthly(SyncMode mode, Measured size, int sharing) {
        return mode == SyncMode.CONTINUOUS
                ? alwaysOn() / Math.max(1, sharing)
                : runCost(mode, size) * sizing.runsPerMonth();
    }

    /** A pipeline that always runs, for a month. */
    public double alwaysOn() {
        return sizing.pipelineHourlyRate() * ALWAYS_ON_HOURS;
    }

    /** The share of changed rows at which copying all rows takes as long as copying the changes. */
    public double breakEven() {
        return (double) speed(SyncMode.TRIGGERED) / speed(SyncMode.SNAPSHOT);
    }

    /** Between two runs. */
    public double intervalHours() {
        return HOURS_OF_RUNS / Math.max(1, sizing.runsPerMonth());
    }

    /** The capacity units with which a run fits into the interval. */
    public double unitsToFit(SyncMode mode, Measured size) {
        return runHours(mode, size) * sizing.capacityUnits() / intervalHours();
    }

    /** One run with 1, 2, 4 and 8 capacity units, for people. */
    public String bySize(SyncMode mode, Measured size) {
        StringBuilder text = new StringBuilder();
        for (int units : new int[] {1, 2, 4, 8}) {
            double hours = runHours(mode, size) * sizing.capacityUnits() / units;
            text.append(text.isEmpty() ? "" : ", ")
                    .append(format("%d CU %.2f h for %.2f $", units, hours, hours * sizing.pipelineHourlyRate()));
        }
        return text.toString();
    }

    private double loadHours(long rows) {
        return rows / (speed(SyncMode.SNAPSHOT) * sizing.capacityUnits() * SECONDS_PER_HOUR);
    }

    private static double moved(SyncMode mode, Measured size) {
        return mode == SyncMode.TRIGGERED ? size.rows() * changed(size) : size.rows();
    }

    private static double changed(Measured size) {
        return size.changed() < 0 ? USUAL_CHANGE : size.changed();
    }

    private static String share(SyncMode mode, Measured size) {
        if (mode != SyncMode.TRIGGERED) {
            return "";
        }
        return format(" (%.1f %% %s)", changed(size) * 100, size.changed() < 0 ? "assumed" : "measured");
    }

    private long speed(SyncMode mode) {
        return planned(mode)
                .orElseGet(() -> mode == SyncMode.SNAPSHOT
                        ? backend.snapshotRowsPerSecond()
                        : backend.incrementalRowsPerSecond());
    }

    private Optional<Long> planned(SyncMode mode) {
        return mode == SyncMode.SNAPSHOT
                ? sizing.speeds().snapshot()
                : sizing.speeds().incremental();
    }

    private String speedInWords(SyncMode mode) {
        return format("%,d rows/s%s", speed(mode), planned(mode).isPresent() ? " by the plan" : "");
    }

    private static String plain(double units) {
        return units == Math.rint(units) ? Long.toString((long) units) : Double.toString(units);
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
