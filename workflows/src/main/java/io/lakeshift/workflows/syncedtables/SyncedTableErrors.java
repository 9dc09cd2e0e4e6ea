package io.lakeshift.workflows.syncedtables;

import io.lakeshift.workflows.syncedtables.SyncedTableImports.Seen;
import io.lakeshift.workflows.syncedtables.SyncedTableValidations.Verdict;

/** What the syncedtables kind says to people; the life cycle adds the next command. */
final class SyncedTableErrors {
    private SyncedTableErrors() {}

    static String rowsDiffer(SyncedTableSpec table, Verdict verdict) {
        return "PostgreSQL has " + verdict.actual() + " rows of " + table.target() + ", expected are "
                + verdict.expected() + " at version " + verdict.version() + " of " + table.source() + ". "
                + String.join("; ", verdict.notes()) + ".";
    }

    static String noLongerFresh(SyncedTableSpec table, Seen seen) {
        return table.target() + " is " + seen.state() + (seen.message().isBlank() ? "" : " (" + seen.message() + ")")
                + ": applications still read its last rows where it has any. See its pipeline"
                + seen.pipelineId().map(id -> " " + id).orElse("") + ".";
    }
}
