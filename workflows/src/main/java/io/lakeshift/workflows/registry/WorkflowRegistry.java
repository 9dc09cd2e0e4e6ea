package io.lakeshift.workflows.registry;

import io.lakeshift.workflows.TaskQueues;
import io.lakeshift.workflows.batch.ChildSweep;
import io.lakeshift.workflows.batch.MigrationBatchWorkflow;
import io.lakeshift.workflows.kinds.sqldelta.AssessTablesWorkflow;
import io.lakeshift.workflows.kinds.sqldelta.DiscoverTablesWorkflow;
import io.lakeshift.workflows.kinds.sqldelta.ImportTableWorkflow;
import io.lakeshift.workflows.kinds.sqldelta.PlanMigrationWorkflow;
import io.lakeshift.workflows.kinds.sqldelta.PublishShardWorkflow;
import io.lakeshift.workflows.kinds.sqldelta.ShardPublishing;
import io.lakeshift.workflows.kinds.sqldelta.SqlDeltaMigrationWorkflow;
import io.lakeshift.workflows.kinds.sqldelta.TableAssessments;
import io.lakeshift.workflows.kinds.sqldelta.TableDiscovery;
import io.lakeshift.workflows.kinds.sqldelta.TableFences;
import io.lakeshift.workflows.kinds.sqldelta.TableHeads;
import io.lakeshift.workflows.kinds.sqldelta.TableImports;
import io.lakeshift.workflows.kinds.sqldelta.TablePublishing;
import io.lakeshift.workflows.kinds.sqldelta.TableValidations;
import io.lakeshift.workflows.kinds.sqldelta.ValidateTableWorkflow;
import io.lakeshift.workflows.kinds.syncedtables.PlanSyncedTablesWorkflow;
import io.lakeshift.workflows.kinds.syncedtables.RefreshSyncedTableWorkflow;
import io.lakeshift.workflows.kinds.syncedtables.RehearseRollbackWorkflow;
import io.lakeshift.workflows.kinds.syncedtables.SwitchSubsetWorkflow;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableAssessments;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableImports;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableMigrationWorkflow;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableRefreshes;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableRehearsals;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableRemovals;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSchedules;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSmokeTests;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSubsets;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableValidations;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableWatches;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableWirings;
import io.lakeshift.workflows.lifecycle.AuditActivities;
import io.lakeshift.workflows.lifecycle.LedgerActivities;
import io.lakeshift.workflows.setup.SetUpRemovals;
import io.lakeshift.workflows.setup.SetUpSyncedTablesWorkflow;
import io.lakeshift.workflows.setup.SyncedTableSetUps;
import io.temporal.worker.Worker;
import java.util.List;

/**
 * Which workflow types there are, and which activity ports each queue's workers must implement. The worker registers
 * from here, and the replay tests check that each type has recorded histories.
 */
public final class WorkflowRegistry {
    private static final List<Class<?>> WORKFLOWS = List.of(
            SqlDeltaMigrationWorkflow.class,
            PlanMigrationWorkflow.class,
            MigrationBatchWorkflow.class,
            ImportTableWorkflow.class,
            ValidateTableWorkflow.class,
            AssessTablesWorkflow.class,
            DiscoverTablesWorkflow.class,
            PublishShardWorkflow.class,
            SyncedTableMigrationWorkflow.class,
            PlanSyncedTablesWorkflow.class,
            SetUpSyncedTablesWorkflow.class,
            RefreshSyncedTableWorkflow.class,
            RehearseRollbackWorkflow.class,
            SwitchSubsetWorkflow.class);

    private WorkflowRegistry() {}

    /** The implementation of every workflow type. All run on {@link TaskQueues#LIFECYCLE}. */
    public static List<Class<?>> workflows() {
        return WORKFLOWS;
    }

    /** The ports whose implementations the workers of a queue register. */
    public static List<Class<?>> activities(TaskQueues queue) {
        return switch (queue) {
            case LIFECYCLE ->
                List.of(
                        LedgerActivities.class,
                        AuditActivities.class,
                        TableAssessments.class,
                        TableDiscovery.class,
                        TableHeads.class,
                        TableFences.class,
                        ChildSweep.class,
                        SyncedTableAssessments.class,
                        SyncedTableImports.class,
                        SyncedTableRemovals.class,
                        SyncedTableRefreshes.class,
                        SyncedTableSetUps.class,
                        SetUpRemovals.class,
                        SyncedTableRehearsals.class,
                        SyncedTableSchedules.class,
                        SyncedTableSmokeTests.class,
                        SyncedTableSubsets.class,
                        SyncedTableWatches.class);
            case COPY ->
                List.of(
                        TableImports.class,
                        TableValidations.class,
                        TablePublishing.class,
                        SyncedTableValidations.class,
                        SyncedTableWirings.class);
            case PUBLISH -> List.of(ShardPublishing.class);
        };
    }

    public static void registerWorkflows(Worker worker) {
        worker.registerWorkflowImplementationTypes(WORKFLOWS.toArray(Class<?>[]::new));
    }
}
