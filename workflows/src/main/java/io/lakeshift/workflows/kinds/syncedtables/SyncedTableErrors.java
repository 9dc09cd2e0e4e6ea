package io.lakeshift.workflows.kinds.syncedtables;

import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableImports.Seen;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSmokeTests.Answered;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableValidations.Verdict;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTablesSetup.Application;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What the syncedtables kind says to people; the life cycle adds the next command. */
final class SyncedTableErrors {
    private SyncedTableErrors() {}

    static String rowsDiffer(SyncedTableSpec table, Verdict verdict) {
        String rows = verdict.expected() < 0 || verdict.expected() == verdict.actual()
                ? table.target() + " has " + verdict.actual() + " rows, but is not as " + table.source()
                        + " at version " + verdict.version()
                : "PostgreSQL has " + verdict.actual() + " rows of " + table.target() + ", expected are "
                        + verdict.expected() + " at version " + verdict.version() + " of " + table.source();
        return rows + ". " + String.join("; ", verdict.notes()) + ".";
    }

    static String recreateRequired(String unit, SyncedTableSpec table, List<String> reasons) {
        return recreate(table, reasons) + " Roll it back with 'lakeshift rollback " + unit
                + "' and start its plan again: that asks for approval, and brings indexes and grants with it. Until then"
                + " applications read the old rows, and none while it is made anew.";
    }

    static String recreate(SyncedTableSpec table, List<String> reasons) {
        return "No update can make " + table.target() + " like " + table.source() + " again, it has to be recreated: "
                + String.join("; ", reasons) + ".";
    }

    static String didNotArrive(SyncedTableSpec table, List<String> columns) {
        return "New columns of " + table.source() + " did not come with this update: " + String.join(", ", columns)
                + ". Refresh once more; if they still do not come, the table has to be recreated.";
    }

    static String stale(String unit, Duration age, Duration objective) {
        return "the oldest change that is not here is " + age + " old, the objective is " + objective
                + ": lakeshift refresh " + unit;
    }

    static String noLongerFresh(SyncedTableSpec table, Seen seen) {
        return table.target() + " is " + seen.state() + (seen.message().isBlank() ? "" : " (" + seen.message() + ")")
                + ": applications still read its last rows where it has any. See its pipeline"
                + seen.pipelineId().map(id -> " " + id).orElse("") + ".";
    }

    static String notGone(SyncedTableSpec table) {
        return table.target() + " was deleted in Unity Catalog hours ago and is still shown there, so its table in"
                + " PostgreSQL is left. Look at its state in the workspace, then roll back again.";
    }

    static String smokeTestFailed(Application application, SmokeTest test, Answered last) {
        return "The application was switched, and its smoke test did not pass"
                + (last.again() ? " within " + test.within() : "") + ": " + last.said() + ". So it was switched back: "
                + application.file()
                + " is as it was, the application reads what it read before, and the tables stay as"
                + " they are. A retry switches and tests again.";
    }

    static Finding tooLarge(long there, long planned) {
        return Finding.blocker(
                "TOO_LARGE",
                "The database holds " + gigabytes(there) + " and the plan's sources are " + gigabytes(planned)
                        + " of files; a Lakebase holds 2 TB.",
                "pg_database_size, DESCRIBE DETAIL",
                "Take tables out of the plan, or spread them over several Lakebases.");
    }

    private static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%,d GB", bytes / 1_000_000_000L);
    }
}
