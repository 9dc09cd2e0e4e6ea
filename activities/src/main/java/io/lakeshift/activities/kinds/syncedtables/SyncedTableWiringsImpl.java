package io.lakeshift.activities.kinds.syncedtables;

import io.lakeshift.activities.audit.StepAudit;
import io.lakeshift.activities.databricks.Workspace;
import io.lakeshift.activities.databricks.Workspaces;
import io.lakeshift.activities.execution.StepRunner;
import io.lakeshift.activities.lakebase.LakebaseConnections;
import io.lakeshift.activities.lakebase.LakebaseDatabase;
import io.lakeshift.activities.ledger.CreatedObjects;
import io.lakeshift.activities.ledger.Made;
import io.lakeshift.workflows.databricks.TableName;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableWirings;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTablesSetup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Indexes, grants and the application, each brought to what is wanted. */
public final class SyncedTableWiringsImpl implements SyncedTableWirings {
    private final Workspaces workspaces;
    private final LakebaseConnections connections;
    private final StepRunner steps;
    private final Made made;
    private final StepAudit audit;
    private final ApplicationSwitch applications;

    public SyncedTableWiringsImpl(
            Workspaces workspaces,
            LakebaseConnections connections,
            StepRunner steps,
            CreatedObjects objects,
            StepAudit audit) {
        this.workspaces = workspaces;
        this.connections = connections;
        this.steps = steps;
        this.made = new Made(objects);
        this.audit = audit;
        this.applications = new ApplicationSwitch(made, audit);
    }

    @Override
    public Wired wire(Wire request) {
        return steps.reading(progress -> {
            SyncedTablesSetup setup = request.setup();
            TableName table = request.table().target();
            Workspace workspace = workspaces.of(setup.lakebase().profile());
            try (LakebaseDatabase database = connections.open(workspace, setup.lakebase())) {
                List<String> repaired = new ArrayList<>();
                database.indexes()
                        .bring(table, request.table().indexes())
                        .forEach(name -> repaired.add("index " + name));
                repaired.addAll(database.grants().bring(table, setup.grants()));
                repaired.forEach(what -> audit.did("WIRED " + what, -1, table.full()));
                return new Wired(repaired);
            }
        });
    }

    @Override
    public Switched switchApplication(SwitchApplication request) {
        return steps.reading(progress -> {
            SyncedTablesSetup.Application application = request.application();
            made.note(Made.Kind.CUT_OVER, request.unit(), Optional.empty());
            applications.to(
                    request.migration(),
                    application,
                    application.file(),
                    () -> waitingFor(request).isEmpty());
            return new Switched(waitingFor(request));
        });
    }

    private List<String> waitingFor(SwitchApplication request) {
        List<String> done = made.names(request.migration(), Made.Kind.CUT_OVER);
        return request.application().units().stream()
                .filter(unit -> !done.contains(unit))
                .toList();
    }
}
