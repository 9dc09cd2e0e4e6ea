package io.lakeshift.worker;

import io.lakeshift.activities.ActivityResources;
import io.lakeshift.activities.KindActivities;
import io.lakeshift.activities.audit.AuditActivitiesImpl;
import io.lakeshift.activities.audit.StepAudit;
import io.lakeshift.activities.batch.ChildSweepImpl;
import io.lakeshift.activities.ledger.LedgerDatabase;
import io.lakeshift.activities.registry.ActivityRegistry;
import io.lakeshift.activities.setup.SyncedTableSetUpsImpl;
import io.lakeshift.workflows.TaskQueues;
import io.lakeshift.workflows.registry.WorkflowRegistry;
import io.temporal.worker.Worker;
import java.util.List;

/** Which workflows and activities each task queue's workers run. */
final class Registrations {
    private static final String SET_UP = "syncedtables";

    private final ActivityResources resources;
    private final List<KindActivities> kinds;

    Registrations(ActivityResources resources) {
        this.resources = resources;
        this.kinds = ActivityRegistry.kinds(resources);
    }

    void register(TaskQueues queue, Worker worker) {
        if (queue == TaskQueues.LIFECYCLE) {
            WorkflowRegistry.registerWorkflows(worker);
            worker.registerActivitiesImplementations(ofEveryKind());
        }
        kinds.forEach(
                kind -> worker.registerActivitiesImplementations(kind.on(queue).toArray()));
    }

    /** Once the workers take work. */
    void started() {
        kinds.forEach(KindActivities::started);
    }

    private Object[] ofEveryKind() {
        LedgerDatabase ledger = resources.ledger();
        return new Object[] {
            ledger.units(),
            new AuditActivitiesImpl(ledger.audit()),
            new ChildSweepImpl(resources.client(), resources.steps()),
            new SyncedTableSetUpsImpl(
                    resources.workspaces(),
                    resources.steps(),
                    ledger.createdObjects(),
                    new StepAudit(ledger.audit(), SET_UP, resources.clock()))
        };
    }
}
