package io.lakeshift.workflows.kinds.syncedtables;

import io.lakeshift.workflows.databricks.Lakebase;
import io.lakeshift.workflows.databricks.TableName;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.Optional;

/** The verb {@code refresh}: brings a SNAPSHOT or TRIGGERED table up to its source. */
@WorkflowInterface
public interface RefreshSyncedTable {
    @WorkflowMethod
    Result refresh(Request request);

    /** The workflow's id, so that two people who refresh one table at one time share one update. */
    static String workflowId(TableName target) {
        return "refresh/" + target.full();
    }

    /**
     * @param follow wait until the update has ended
     * @param setup of the migration that made the table, where there is one: its indexes and grants are brought back after
     *     the update
     * @param migration its name; empty where nobody knows
     */
    record Request(
            Lakebase lakebase,
            TableName target,
            boolean follow,
            Optional<SyncedTablesSetup> setup,
            Optional<SyncedTableSpec> table,
            Optional<String> migration) {}

    /**
     * @param state of the update as Databricks names it
     * @param completed false also where it was not waited for
     */
    record Result(
            TableName target,
            String pipelineId,
            Optional<String> updateId,
            String state,
            boolean completed,
            String message) {}
}
