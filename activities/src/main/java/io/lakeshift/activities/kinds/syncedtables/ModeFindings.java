package io.lakeshift.activities.kinds.syncedtables;

import io.lakeshift.activities.databricks.Quoting;
import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.databricks.SyncMode;
import io.lakeshift.workflows.databricks.TableName;
import io.lakeshift.workflows.kinds.syncedtables.Estimates;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import java.util.Locale;

/** What is said of modes: what they need, which one suits, and what they cost. */
final class ModeFindings {
    private ModeFindings() {}

    static Finding feedNeedsWarehouse(SyncedTableSpec spec) {
        return Finding.blocker(
                "WAREHOUSE_MISSING",
                "onMissingCdf: enable changes " + spec.source() + " through a SQL warehouse, and the plan names none.",
                "spec.warehouse",
                "Set spec.warehouse to the id of a SQL warehouse, or run it yourself: " + enableFeed(spec.source()));
    }

    static Finding feedIsOff(SyncedTableSpec spec) {
        return Finding.blocker(
                "CDF_OFF",
                "Mode " + spec.mode() + " needs the change data feed of " + spec.source() + ", which is off.",
                "delta.enableChangeDataFeed",
                enableFeed(spec.source()) + " Or set mode: SNAPSHOT or onMissingCdf: switch for this table.");
    }

    static Finding switchedToSnapshot(SyncedTableSpec spec) {
        return Finding.warning(
                "MODE_SWITCHED",
                spec.target() + " will be SNAPSHOT instead of " + spec.mode() + ": the change data feed of "
                        + spec.source() + " is off.",
                "delta.enableChangeDataFeed",
                "For " + spec.mode() + ": " + enableFeed(spec.source()) + " Or set onMissingCdf: enable. A synced table"
                        + " keeps the mode that it was created with.");
    }

    static Finding feedWillBeEnabled(SyncedTableSpec spec) {
        return Finding.warning(
                "CDF_WILL_BE_ENABLED",
                "The plan changes the source: " + enableFeed(spec.source()),
                "onMissingCdf: enable",
                "Set onMissingCdf: switch to leave the source as it is. A rollback leaves the feed on.");
    }

    static Finding noFeedPossible(SyncedTableSpec spec, String what) {
        return Finding.warning(
                "MODE_SWITCHED",
                spec.target() + " will be SNAPSHOT instead of " + spec.mode() + ": " + what
                        + " has no change data feed.",
                spec.source().full(),
                "Set mode: SNAPSHOT for this table.");
    }

    static String enableFeed(TableName source) {
        return "ALTER TABLE " + Quoting.databricks(source) + " SET TBLPROPERTIES (delta.enableChangeDataFeed = true);";
    }

    static Finding accelerated(SyncedTableSpec spec) {
        return Finding.info(
                "ACCELERATED_SYNC",
                "An accelerated sync is asked for " + spec.target() + ". The workspace's admin has to have enabled it;"
                        + " durations are of the speeds in sizing, and no faster for it.");
    }

    static Finding alwaysRuns(double monthly) {
        return Finding.warning(
                "ALWAYS_RUNS",
                String.format(
                        Locale.ROOT,
                        "A CONTINUOUS table has the lowest lag and keeps a pipeline running day and night: %.2f $ a month,"
                                + " which the tables that share it share.",
                        monthly),
                "mode: CONTINUOUS",
                "Keep it where seconds matter; else set mode: TRIGGERED.");
    }

    static Finding noTrigger(SyncedTableSpec spec) {
        return Finding.info(
                "NO_TRIGGER",
                "After the first load " + spec.target() + " changes only when somebody refreshes it: lakeshift refresh "
                        + spec.target() + ", or a table update trigger of a Databricks job.");
    }

    static Finding tooOften(SyncedTableSpec spec, int runs, double minutes) {
        return Finding.blocker(
                "TOO_OFTEN",
                String.format(
                        Locale.ROOT,
                        "%d runs a month are one every %.1f minutes for %s; a TRIGGERED table takes one every %d minutes"
                                + " at most.",
                        runs,
                        minutes,
                        spec.target(),
                        Estimates.LEAST_MINUTES),
                "sizing.runsPerMonth: " + runs,
                "Set sizing.runsPerMonth: 8640 or less, or mode: CONTINUOUS.");
    }

    /** A plan that says when its tables are refreshed must be able to; else it is a figure to think about. */
    static Finding runTooLong(SyncedTableSpec spec, String takes, String units, String bySize) {
        String message = "A run of " + spec.target() + " " + takes + ".";
        String remedy =
                "Take " + units + " capacity units or more, or refresh less often. A run takes: " + bySize + ".";
        return spec.upkeep().refresh().isPresent()
                ? Finding.blocker("RUN_TOO_LONG", message, "refresh", remedy)
                : Finding.warning("RUN_TOO_LONG", message, "sizing", remedy);
    }

    static Finding changeUnknown(SyncedTableSpec spec, String costs) {
        return Finding.info(
                "CHANGE_RATE_UNKNOWN",
                "How much of " + spec.source()
                        + " changes is not known: nothing has been committed since it was loaded."
                        + " SNAPSHOT is recommended where more than 10 % changes between two runs. " + costs);
    }

    static Finding modeSuits(SyncMode mode, String seen, String costs) {
        return Finding.info("CHANGE_RATE", seen + " " + mode + " suits it" + why(mode) + ". " + costs);
    }

    static Finding otherModeSuits(SyncedTableSpec spec, SyncMode best, String seen, String costs) {
        return Finding.warning(
                "OTHER_MODE_SUITS",
                seen + " " + best + " suits it better than " + spec.mode() + why(best) + ". " + costs,
                "mode: " + spec.mode(),
                "Set mode: " + best + " for this table.");
    }

    private static String why(SyncMode mode) {
        return mode == SyncMode.SNAPSHOT
                ? ": for large changes it is about 10 times as efficient as copying them one by one"
                : ": the balance of cost and speed for occasional changes";
    }
}
