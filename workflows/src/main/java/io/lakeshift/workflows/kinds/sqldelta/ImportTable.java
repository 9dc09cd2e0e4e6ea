package io.lakeshift.workflows.kinds.sqldelta;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.Optional;

/** The verb {@code import}: one table, no cut over. Workflow id {@code import/<alias>}: never twice at one time. */
@WorkflowInterface
public interface ImportTable {
    @WorkflowMethod
    TableImports.Imported importTable(Request request);

    /** @param batch workflow id of the batch to report to; empty for a table on its own */
    record Request(TableImports.Import imports, Optional<String> batch) {}

    static String workflowId(String alias) {
        return "import/" + alias;
    }
}
