package io.lakeshift.worker;

import io.lakeshift.activities.audit.AuditActivitiesImpl;
import io.lakeshift.activities.audit.StepAudit;
import io.lakeshift.activities.batch.ChildSweepImpl;
import io.lakeshift.activities.connections.ConnectionRegistry;
import io.lakeshift.activities.execution.StepRunner;
import io.lakeshift.activities.kinds.sqldelta.PublishMetrics;
import io.lakeshift.activities.kinds.sqldelta.ShardPublishingImpl;
import io.lakeshift.activities.kinds.sqldelta.TableAssessmentsImpl;
import io.lakeshift.activities.kinds.sqldelta.TableDiscoveryImpl;
import io.lakeshift.activities.kinds.sqldelta.TableFencesImpl;
import io.lakeshift.activities.kinds.sqldelta.TableHeadsImpl;
import io.lakeshift.activities.kinds.sqldelta.TableImportsImpl;
import io.lakeshift.activities.kinds.sqldelta.TablePublishingImpl;
import io.lakeshift.activities.kinds.sqldelta.TableValidationsImpl;
import io.lakeshift.activities.kinds.sqldelta.Tables;
import io.lakeshift.activities.ledger.LedgerDatabase;
import io.lakeshift.workflows.TaskQueues;
import io.lakeshift.workflows.kinds.sqldelta.SqlDeltaMigration;
import io.lakeshift.workflows.registry.WorkflowRegistry;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import java.time.Clock;

/** Which workflows and activities each task queue's workers run. */
final class Registrations {
    /** How the audit chain and the search attributes call an import that belongs to no migration. */
    private static final String IMPORT = "import";

    private final WorkflowClient client;
    private final LedgerDatabase ledger;
    private final StepRunner steps;
    private final Clock clock;
    private final Tables tables;
    private final ConnectionRegistry connections;
    private final StepAudit audit;
    private final PublishMetrics metrics;
    private final SyncedTableRegistrations synced;

    Registrations(
            WorkflowClient client,
            ConnectionRegistry connections,
            LedgerDatabase ledger,
            StepRunner steps,
            WorkerSettings settings,
            Clock clock) {
        this.client = client;
        this.ledger = ledger;
        this.steps = steps;
        this.clock = clock;
        this.metrics = settings.metrics();
        this.connections = connections;
        this.tables = new Tables(connections);
        this.audit = new StepAudit(ledger.audit(), SqlDeltaMigration.KIND, clock);
        this.synced = new SyncedTableRegistrations(client, settings, ledger, steps, clock);
    }

    void register(TaskQueues queue, Worker worker) {
        switch (queue) {
            case LIFECYCLE -> {
                WorkflowRegistry.registerWorkflows(worker);
                worker.registerActivitiesImplementations(
                        ledger.units(),
                        new AuditActivitiesImpl(ledger.audit()),
                        new ChildSweepImpl(client, steps),
                        new TableAssessmentsImpl(tables, steps),
                        new TableDiscoveryImpl(steps),
                        new TableHeadsImpl(tables, steps),
                        new TableFencesImpl(tables, steps, audit));
                synced.registerShort(worker);
            }
            case COPY -> {
                worker.registerActivitiesImplementations(
                        new TableImportsImpl(tables, steps, new StepAudit(ledger.audit(), IMPORT, clock)),
                        new TableValidationsImpl(tables, steps, ledger.reports(), clock),
                        new TablePublishingImpl(tables, steps, audit));
                synced.registerLong(worker);
            }
            case PUBLISH ->
                worker.registerActivitiesImplementations(new ShardPublishingImpl(connections, steps, metrics, clock));
        }
    }
}
