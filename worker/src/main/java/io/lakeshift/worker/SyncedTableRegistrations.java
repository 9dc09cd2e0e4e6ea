package io.lakeshift.worker;

import io.lakeshift.activities.audit.StepAudit;
import io.lakeshift.activities.databricks.Workspaces;
import io.lakeshift.activities.execution.StepRunner;
import io.lakeshift.activities.kinds.syncedtables.SyncedTableAssessmentsImpl;
import io.lakeshift.activities.kinds.syncedtables.SyncedTableImportsImpl;
import io.lakeshift.activities.kinds.syncedtables.SyncedTableRefreshesImpl;
import io.lakeshift.activities.kinds.syncedtables.SyncedTableRehearsalsImpl;
import io.lakeshift.activities.kinds.syncedtables.SyncedTableRemovalsImpl;
import io.lakeshift.activities.kinds.syncedtables.SyncedTableSchedulesImpl;
import io.lakeshift.activities.kinds.syncedtables.SyncedTableSmokeTestsImpl;
import io.lakeshift.activities.kinds.syncedtables.SyncedTableSubsetsImpl;
import io.lakeshift.activities.kinds.syncedtables.SyncedTableValidationsImpl;
import io.lakeshift.activities.kinds.syncedtables.SyncedTableWatchesImpl;
import io.lakeshift.activities.kinds.syncedtables.SyncedTableWiringsImpl;
import io.lakeshift.activities.lakebase.LakebaseConnections;
import io.lakeshift.activities.ledger.CreatedObjects;
import io.lakeshift.activities.ledger.Leases;
import io.lakeshift.activities.ledger.LedgerDatabase;
import io.lakeshift.activities.ledger.LedgerReader;
import io.lakeshift.activities.setup.SyncedTableSetUpsImpl;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableMigration;
import io.temporal.client.WorkflowClient;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.temporal.worker.Worker;
import java.time.Clock;

/** The activities of the syncedtables kind. */
final class SyncedTableRegistrations {
    private final Workspaces workspaces;
    private final boolean smokeTestCommands;
    private final LakebaseConnections lakebase = LakebaseConnections.demandingTls();
    private final StepRunner steps;
    private final CreatedObjects objects;
    private final Leases leases;
    private final StepAudit audit;
    private final LedgerReader units;
    private final ScheduleClient schedules;
    private final Clock clock;

    SyncedTableRegistrations(
            WorkflowClient client, WorkerSettings settings, LedgerDatabase ledger, StepRunner steps, Clock clock) {
        this.schedules = ScheduleClient.newInstance(
                client.getWorkflowServiceStubs(),
                ScheduleClientOptions.newBuilder()
                        .setNamespace(client.getOptions().getNamespace())
                        .setDataConverter(client.getOptions().getDataConverter())
                        .build());
        this.clock = clock;
        this.workspaces = settings.workspaces();
        this.smokeTestCommands = settings.smokeTestCommands();
        this.steps = steps;
        this.objects = ledger.createdObjects();
        this.leases = ledger.leases();
        this.units = ledger.reader();
        this.audit = new StepAudit(ledger.audit(), SyncedTableMigration.KIND, clock);
    }

    void registerShort(Worker worker) {
        worker.registerActivitiesImplementations(
                new SyncedTableAssessmentsImpl(workspaces, lakebase, steps, objects, leases),
                new SyncedTableImportsImpl(workspaces, lakebase, steps, objects, leases, audit),
                new SyncedTableRemovalsImpl(workspaces, lakebase, steps, objects, leases, audit, units),
                new SyncedTableSetUpsImpl(workspaces, steps, objects, audit),
                new SyncedTableRefreshesImpl(workspaces, steps, objects, clock),
                new SyncedTableRehearsalsImpl(workspaces, lakebase, steps, objects),
                new SyncedTableWatchesImpl(workspaces, lakebase, steps, clock),
                new SyncedTableSchedulesImpl(schedules, steps, objects, audit),
                new SyncedTableSmokeTestsImpl(steps, smokeTestCommands),
                new SyncedTableSubsetsImpl(steps, objects, units, audit));
    }

    void registerLong(Worker worker) {
        worker.registerActivitiesImplementations(
                new SyncedTableValidationsImpl(workspaces, lakebase, steps),
                new SyncedTableWiringsImpl(workspaces, lakebase, steps, objects, audit));
    }
}
