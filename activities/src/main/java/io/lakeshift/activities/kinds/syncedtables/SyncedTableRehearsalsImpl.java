package io.lakeshift.activities.kinds.syncedtables;

import io.lakeshift.activities.databricks.Quoting;
import io.lakeshift.activities.databricks.SyncedTables.SyncedTable;
import io.lakeshift.activities.databricks.Workspace;
import io.lakeshift.activities.databricks.Workspaces;
import io.lakeshift.activities.execution.StepRunner;
import io.lakeshift.activities.kinds.syncedtables.TargetClaim.Left;
import io.lakeshift.activities.lakebase.LakebaseConnections;
import io.lakeshift.activities.lakebase.LakebaseDatabase;
import io.lakeshift.activities.ledger.CreatedObjects;
import io.lakeshift.activities.ledger.Made;
import io.lakeshift.activities.setup.SetUpRemoval;
import io.lakeshift.workflows.databricks.Resource;
import io.lakeshift.workflows.databricks.TableName;
import io.lakeshift.workflows.kinds.syncedtables.RehearseRollback.Fate;
import io.lakeshift.workflows.kinds.syncedtables.RehearseRollback.Step;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableRehearsals;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTablesSetup;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares what the ledger says was made with what is there now. */
public final class SyncedTableRehearsalsImpl implements SyncedTableRehearsals {
    private static final String MADE = "this migration made it";
    private static final String NOT_MADE = "this migration did not make it";

    private final Workspaces workspaces;
    private final LakebaseConnections connections;
    private final StepRunner steps;
    private final Made made;

    public SyncedTableRehearsalsImpl(
            Workspaces workspaces, LakebaseConnections connections, StepRunner steps, CreatedObjects objects) {
        this.workspaces = workspaces;
        this.connections = connections;
        this.steps = steps;
        this.made = new Made(objects);
    }

    @Override
    public Looked table(LookAtTable request) {
        return steps.reading(progress -> {
            TableName target = request.target();
            String object = "synced table " + target + " in Unity Catalog";
            if (!made.by(request.migration(), Made.Kind.SYNCED_TABLE, target.full())) {
                return new Looked(List.of(new Step(Fate.LEFT, object, NOT_MADE + ", or it is removed already")));
            }
            Workspace workspace = workspaces.of(request.lakebase().profile());
            Optional<SyncedTable> there =
                    workspace.syncedTables(request.lakebase()).find(target);
            List<Step> seen = new ArrayList<>();
            seen.add(
                    there.isPresent()
                            ? new Step(Fate.REMOVED, object, MADE + "; waited for until Unity Catalog has forgotten it")
                            : new Step(Fate.LEFT, object, "it is gone already"));
            postgres(request, workspace, seen);
            there.flatMap(SyncedTable::pipelineId)
                    .ifPresent(id -> seen.add(new Step(
                            Fate.LEFT,
                            "pipeline " + id,
                            "Databricks ends it with its last table; one that other tables share goes on for them")));
            return new Looked(seen);
        });
    }

    private void postgres(LookAtTable request, Workspace workspace, List<Step> seen) {
        TableName target = request.target();
        String table = "table " + Quoting.postgres(target) + " in PostgreSQL";
        try (LakebaseDatabase database = connections.open(workspace, request.lakebase())) {
            if (database.occupant(target).isEmpty()) {
                seen.add(new Step(Fate.LEFT, table, "there is none"));
                return;
            }
            TargetClaim claim = new TargetClaim(made, request.migration(), target);
            Optional<Left> left = claim.left(database);
            if (left.isPresent()) {
                seen.add(new Step(
                        Fate.LEFT,
                        table,
                        "there is " + left.get().words() + ", " + left.get().why()));
                return;
            }
            for (String dependent : database.drops().dependents(target)) {
                seen.add(new Step(
                        Fate.IN_THE_WAY,
                        dependent,
                        "it depends on " + Quoting.postgres(target)
                                + ": drop or change it first; Lakeshift never cascades"));
            }
            String made = claim.tookOver() ? "this migration replaced the one that was there" : MADE;
            seen.add(new Step(Fate.REMOVED, table, made + "; its indexes and grants go with it"));
        }
    }

    @Override
    public Around around(LookAround request) {
        return steps.reading(progress -> {
            String migration = request.migration();
            SyncedTablesSetup setup = request.setup();
            List<Step> before = new ArrayList<>();
            setup.application()
                    .filter(application -> made.by(migration, Made.Kind.APPLICATION, application.file()))
                    .ifPresent(application -> before.add(new Step(
                            Fate.PUT_BACK,
                            "application " + application.file(),
                            "as they were: "
                                    + String.join(
                                            ", ",
                                            application.set().keySet().stream()
                                                    .sorted()
                                                    .toList()))));
            List<Step> after = new ArrayList<>();
            List<String> staying = staying(request);
            schemas(request, staying, after);
            // What the tables stand on goes with the last of them.
            for (Resource.Kind kind : SetUpRemoval.ORDER) {
                made.names(migration, Made.kind(kind))
                        .forEach(name -> after.add(schema(kind.words() + " " + name, true, staying)));
            }
            for (String source : made.names(migration, Made.Kind.CHANGE_DATA_FEED)) {
                after.add(new Step(
                        Fate.LEFT, "change data feed of " + source, "this migration enabled it, others may read it"));
            }
            after.add(new Step(Fate.LEFT, "the source tables", "a rollback never touches them"));
            return new Around(before, after);
        });
    }

    /** The migration's tables that are not rolled back this time. */
    private List<String> staying(LookAround request) {
        List<String> targets = request.tables().stream().map(TableName::full).toList();
        return made.names(request.migration(), Made.Kind.SYNCED_TABLE).stream()
                .filter(name -> !targets.contains(name))
                .toList();
    }

    private void schemas(LookAround request, List<String> staying, List<Step> after) {
        String migration = request.migration();
        Set<String> catalog = new LinkedHashSet<>();
        Set<String> postgres = new LinkedHashSet<>();
        request.tables().forEach(table -> {
            postgres.add(table.schema());
            catalog.add(table.catalog() + "." + table.schema());
        });
        SyncedTablesSetup.Staging staging = request.setup().staging();
        catalog.add(staging.catalog() + "." + staging.schema());
        postgres.forEach(name -> after.add(schema(
                "schema " + Quoting.postgres(name) + " in PostgreSQL",
                made.by(migration, Made.Kind.POSTGRES_SCHEMA, name),
                staying)));
        catalog.forEach(name -> after.add(schema(
                "schema " + name + " in Unity Catalog", made.by(migration, Made.Kind.CATALOG_SCHEMA, name), staying)));
    }

    private static Step schema(String what, boolean madeHere, List<String> staying) {
        if (!madeHere) {
            return new Step(Fate.LEFT, what, NOT_MADE);
        }
        return staying.isEmpty()
                ? new Step(Fate.REMOVED, what, MADE + "; left where anything else is in it by then")
                : new Step(Fate.LEFT, what, "other tables of the migration are in it: " + String.join(", ", staying));
    }
}
