package io.lakeshift.workflows.kinds.sqldelta;

import io.lakeshift.workflows.BatchReporter;
import io.lakeshift.workflows.ChildReport;
import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.Phase;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.util.Optional;

/**
 * Imports one table.
 *
 * <ol>
 *   <li>What one attempt has made durable, the next does not do again.
 *   <li>Cancelled, it ends at a slice's end, and says so to its batch as for every other end.
 * </ol>
 */
public final class ImportTableWorkflow implements ImportTable {
    private static final String VERB = "import";

    private final TableImports imports = TableStubs.imports();

    @Override
    public TableImports.Imported importTable(Request request) {
        String name = VerbBoard.nameOf(request.imports().table());
        BatchReporter reporter = new BatchReporter(request.batch());
        VerbBoard.started(VERB, name, Phase.IMPORTING);
        try {
            TableImports.Imported imported = imports.importTable(request.imports());
            VerbBoard.ended(
                    VERB,
                    name,
                    "version " + imported.version() + ", " + imported.activeFiles() + " active files, "
                            + imported.filesProcessed() + " file actions stored");
            reporter.report(
                    ChildReport.Outcome.SUCCEEDED,
                    Optional.empty(),
                    imported.version(),
                    imported.activeFiles(),
                    Optional.empty());
            return imported;
        } catch (ActivityFailure e) {
            String why = MigrationFailure.applicationFailureIn(e)
                    .map(failure -> failure.getType() + ": " + failure.getOriginalMessage())
                    .orElse("the import was cancelled or did not answer");
            Workflow.newDetachedCancellationScope(() ->
                            reporter.report(ChildReport.Outcome.FAILED, Optional.empty(), -1, -1, Optional.of(why)))
                    .run();
            throw e;
        }
    }
}
