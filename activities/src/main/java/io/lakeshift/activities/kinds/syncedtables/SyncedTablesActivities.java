package io.lakeshift.activities.kinds.syncedtables;

import io.lakeshift.activities.ActivityResources;
import io.lakeshift.activities.KindActivities;
import io.lakeshift.activities.audit.StepAudit;
import io.lakeshift.activities.databricks.Workspaces;
import io.lakeshift.activities.execution.StepRunner;
import io.lakeshift.activities.lakebase.LakebaseConnections;
import io.lakeshift.activities.ledger.CreatedObjects;
import io.lakeshift.activities.ledger.Leases;
import io.lakeshift.activities.ledger.LedgerReader;
import io.lakeshift.workflows.TaskQueues;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableMigration;
import io.temporal.client.WorkflowClient;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import java.time.Clock;
import java.util.List;

/** The activities of synced tables. */
public final class SyncedTablesActivities implements KindActivities {
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

    public SyncedTablesActivities(ActivityResources resources) {
        this.schedules = schedules(resources.client());
        this.clock = resources.clock();
        this.workspaces = resources.workspaces();
        this.smokeTestCommands = resources.smokeTestCommands();
        this.steps = resources.steps();
        this.objects = resources.ledger().createdObjects();
        this.leases = resources.ledger().leases();
        this.units = resources.ledger().reader();
        this.audit = new StepAudit(resources.ledger().audit(), SyncedTableMigration.KIND, clock);
    }

    private static ScheduleClient schedules(WorkflowClient client) {
        return ScheduleClient.newInstance(
                client.getWorkflowServiceStubs(),
                ScheduleClientOptions.newBuilder()
                        .setNamespace(client.getOptions().getNamespace())
                        .setDataConverter(client.getOptions().getDataConverter())
                        .build());
    }

    @Override
    public List<Object> on(TaskQueues queue) {
        return switch (queue) {
            case LIFECYCLE ->
                List.of(
                        new SyncedTableAssessmentsImpl(workspaces, lakebase, steps, objects, leases),
                        new SyncedTableImportsImpl(workspaces, lakebase, steps, objects, leases, audit),
                        new SyncedTableRemovalsImpl(workspaces, lakebase, steps, objects, leases, audit, units),
                        new SyncedTableRefreshesImpl(workspaces, steps, objects, clock),
                        new SyncedTableRehearsalsImpl(workspaces, lakebase, steps, objects),
                        new SyncedTableWatchesImpl(workspaces, lakebase, steps, clock),
                        new SyncedTableSchedulesImpl(schedules, steps, objects, audit),
                        new SyncedTableSmokeTestsImpl(steps, smokeTestCommands),
                        new SyncedTableSubsetsImpl(steps, objects, units, audit));
            case COPY ->
                List.of(
                        new SyncedTableValidationsImpl(workspaces, lakebase, steps),
                        new SyncedTableWiringsImpl(workspaces, lakebase, steps, objects, audit));
            case PUBLISH -> List.of();
        };
    }
}
