package io.lakeshift.activities.kinds.syncedtables;

import io.lakeshift.activities.databricks.CatalogObjects.SourceTable;
import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.databricks.SyncMode;
import io.lakeshift.workflows.kinds.syncedtables.Estimates;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableAssessments.Measured;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which mode suits what a source does, and whether its runs fit between one another. */
final class ModeAdvice {
    private ModeAdvice() {}

    /** By what was measured; CONTINUOUS is a question of lag and not of the amount, so it is never recommended. */
    static Finding of(
            SyncedTableSpec spec,
            SourceTable source,
            Optional<SourceHistory.Change> change,
            Measured measured,
            Estimates estimates) {
        if (change.isEmpty()) {
            return ModeFindings.changeUnknown(spec, costs(measured, estimates));
        }
        boolean much = measured.changed() > Estimates.SNAPSHOT_ABOVE;
        SyncMode best = much || !source.mayHaveChangeDataFeed() ? SyncMode.SNAPSHOT : SyncMode.TRIGGERED;
        String seen = String.format(
                Locale.ROOT,
                "%.1f %% of %s changes between two runs: %,d rows from version %d to %d, %s.",
                measured.changed() * 100,
                spec.source(),
                change.get().rows(),
                change.get().from(),
                change.get().to(),
                change.get().how());
        String even = String.format(
                Locale.ROOT,
                " From 10 %% on SNAPSHOT is recommended; by the speeds alone it is the faster one from %.1f %% on.",
                estimates.breakEven() * 100);
        boolean other = spec.mode() != best && spec.mode() != SyncMode.CONTINUOUS;
        return other
                ? ModeFindings.otherModeSuits(spec, best, seen + even, costs(measured, estimates))
                : ModeFindings.modeSuits(best, seen + even, costs(measured, estimates));
    }

    private static String costs(Measured measured, Estimates estimates) {
        return String.format(
                Locale.ROOT,
                "A month costs %.2f $ as SNAPSHOT, %.2f $ as TRIGGERED and %.2f $ as CONTINUOUS with a pipeline of its"
                        + " own.",
                estimates.monthly(SyncMode.SNAPSHOT, measured, 1),
                estimates.monthly(SyncMode.TRIGGERED, measured, 1),
                estimates.monthly(SyncMode.CONTINUOUS, measured, 1));
    }

    static List<Finding> ofSchedule(SyncedTableSpec spec, SyncMode mode, Measured measured, Estimates estimates) {
        List<Finding> findings = new ArrayList<>();
        if (mode == SyncMode.CONTINUOUS) {
            return findings;
        }
        double minutes = estimates.intervalHours() * 60;
        if (mode == SyncMode.TRIGGERED && minutes < Estimates.LEAST_MINUTES) {
            findings.add(ModeFindings.tooOften(spec, estimates.runsPerMonth(), minutes));
        }
        if (measured.rows() >= 0 && estimates.runHours(mode, measured) > estimates.intervalHours()) {
            findings.add(ModeFindings.runTooLong(
                    spec,
                    String.format(
                            Locale.ROOT,
                            "takes about %.2f h, and the next one is to begin after %.2f h",
                            estimates.runHours(mode, measured),
                            estimates.intervalHours()),
                    String.format(Locale.ROOT, "%.2f", Math.ceil(estimates.unitsToFit(mode, measured) * 100) / 100),
                    estimates.bySize(mode, measured)));
        }
        return findings;
    }
}
