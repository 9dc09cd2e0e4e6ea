package io.lakeshift.workflows.syncedtables;

import io.lakeshift.workflows.syncedtables.SyncedTableImports.Seen;
import io.lakeshift.workflows.syncedtables.SyncedTableValidations.Verdict;

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

    static String noLongerFresh(SyncedTableSpec table, Seen seen) {
        return table.target() + " is " + seen.state() + (seen.message().isBlank() ? "" : " (" + seen.message() + ")")
                + ": applications still read its last rows where it has any. See its pipeline"
                + seen.pipelineId().map(id -> " " + id).orElse("") + ".";
    }
}
