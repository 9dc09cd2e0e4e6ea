package io.lakeshift.workflows.registry;

import io.lakeshift.workflows.KindWorkflows;
import io.lakeshift.workflows.TaskQueues;
import io.lakeshift.workflows.batch.ChildSweep;
import io.lakeshift.workflows.batch.MigrationBatchWorkflow;
import io.lakeshift.workflows.kinds.sqldelta.SqlDeltaWorkflows;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTablesWorkflows;
import io.lakeshift.workflows.lifecycle.AuditActivities;
import io.lakeshift.workflows.lifecycle.LedgerActivities;
import io.lakeshift.workflows.setup.SetUpSyncedTablesWorkflow;
import io.lakeshift.workflows.setup.SyncedTableSetUps;
import io.temporal.worker.Worker;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which workflow types there are, and which activity ports each queue's workers must implement. The worker registers
 * from here, and the replay tests check that each type has recorded histories.
 */
public final class WorkflowRegistry {
    private static final KindWorkflows OF_EVERY_KIND = new KindWorkflows(
            "lakeshift",
            List.of(MigrationBatchWorkflow.class, SetUpSyncedTablesWorkflow.class),
            Map.of(
                    TaskQueues.LIFECYCLE,
                    List.of(LedgerActivities.class, AuditActivities.class, ChildSweep.class, SyncedTableSetUps.class)));

    /** A kind is registered by its line here. */
    private static final List<KindWorkflows> KINDS = List.of(SqlDeltaWorkflows.KIND, SyncedTablesWorkflows.KIND);

    private WorkflowRegistry() {}

    /** The implementation of every workflow type. All run on {@link TaskQueues#LIFECYCLE}. */
    public static List<Class<?>> workflows() {
        return all().<Class<?>>flatMap(kind -> kind.workflows().stream()).toList();
    }

    /** The ports whose implementations the workers of a queue register. */
    public static List<Class<?>> activities(TaskQueues queue) {
        return all().<Class<?>>flatMap(kind -> kind.ports(queue).stream()).toList();
    }

    public static void registerWorkflows(Worker worker) {
        worker.registerWorkflowImplementationTypes(workflows().toArray(Class<?>[]::new));
    }

    private static Stream<KindWorkflows> all() {
        return Stream.concat(Stream.of(OF_EVERY_KIND), KINDS.stream());
    }
}
