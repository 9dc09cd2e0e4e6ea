package io.lakeshift.workflows.kinds.syncedtables;

import io.lakeshift.workflows.KindWorkflows;
import io.lakeshift.workflows.TaskQueues;
import io.lakeshift.workflows.setup.SetUpRemovals;
import java.util.List;
import java.util.Map;

/** What synced tables brings to Temporal. */
public final class SyncedTablesWorkflows {
    public static final KindWorkflows KIND = new KindWorkflows(
            SyncedTableMigration.KIND,
            List.of(
                    SyncedTableMigrationWorkflow.class,
                    PlanSyncedTablesWorkflow.class,
                    RefreshSyncedTableWorkflow.class,
                    RehearseRollbackWorkflow.class,
                    SwitchSubsetWorkflow.class),
            Map.of(
                    TaskQueues.LIFECYCLE,
                    List.of(
                            SyncedTableAssessments.class,
                            SyncedTableImports.class,
                            SyncedTableRemovals.class,
                            SyncedTableRefreshes.class,
                            SyncedTableRehearsals.class,
                            SyncedTableSchedules.class,
                            SyncedTableSmokeTests.class,
                            SyncedTableSubsets.class,
                            SyncedTableWatches.class,
                            SetUpRemovals.class),
                    TaskQueues.COPY,
                    List.of(SyncedTableValidations.class, SyncedTableWirings.class)));

    private SyncedTablesWorkflows() {}
}
