package io.lakeshift.workflows.kinds.syncedtables;

import io.lakeshift.workflows.lifecycle.MigrationResult;
import io.lakeshift.workflows.lifecycle.Policy;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.Optional;

/**
 * Brings one Unity Catalog table into Lakebase. The workflow id is the unit, {@code name/target table}. People act on it
 * through {@link io.lakeshift.workflows.lifecycle.LifeCycleControl}.
 */
@WorkflowInterface
public interface SyncedTableMigration {
    String KIND = "syncedtables";

    @WorkflowMethod
    MigrationResult migrate(Request request);

    /**
     * @param migration the plan's {@code metadata.name}
     * @param expectedPlanHash refuses, before anything is created, where the source now leads to another plan
     * @param batch workflow id of the batch to report to; empty for a table on its own
     */
    record Request(
            String migration,
            SyncedTablesSetup setup,
            SyncedTableSpec table,
            Policy policy,
            Optional<String> expectedPlanHash,
            String requestedBy,
            Optional<String> batch) {
        public String unit() {
            return migration + "/" + table.alias();
        }
    }
}
