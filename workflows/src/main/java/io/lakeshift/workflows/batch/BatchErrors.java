package io.lakeshift.workflows.batch;

import io.lakeshift.workflows.MigrationFailure;

/** What a batch says about children that could not say it themselves. */
final class BatchErrors {
    private BatchErrors() {}

    static String aliasTwice(MigrationBatch.Table table) {
        return MigrationFailure.ALIAS_TAKEN + ": another table of this batch is called " + table.alias() + " too; give "
                + table.path() + " an alias of its own.";
    }

    static String ended(Throwable failure) {
        return MigrationFailure.applicationFailureIn(failure)
                .map(found -> found.getType() + ": " + found.getOriginalMessage())
                .orElse(MigrationFailure.CHILD_LOST + ": it was terminated, cancelled or timed out.");
    }

    static String lost(ChildSweep.State state) {
        return MigrationFailure.CHILD_LOST + ": " + state.workflowId() + " ended without saying how"
                + state.error().map(error -> " (" + error + ")").orElse("") + ". See: lakeshift status "
                + state.workflowId();
    }
}
