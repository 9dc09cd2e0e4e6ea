package io.lakeshift.activities.kinds.syncedtables;

import io.lakeshift.activities.audit.StepAudit;
import io.lakeshift.activities.databricks.Workspace;
import io.lakeshift.activities.databricks.WorkspaceException;
import io.lakeshift.activities.databricks.Workspaces;
import io.lakeshift.activities.execution.StepRunner;
import io.lakeshift.activities.kinds.syncedtables.TargetClaim.Left;
import io.lakeshift.activities.lakebase.LakebaseConnections;
import io.lakeshift.activities.lakebase.LakebaseDatabase;
import io.lakeshift.activities.ledger.CreatedObjects;
import io.lakeshift.activities.ledger.Leases;
import io.lakeshift.activities.ledger.LedgerReader;
import io.lakeshift.activities.ledger.Made;
import io.lakeshift.activities.setup.SetUpRemoval;
import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.databricks.Lakebase;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableMigration;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableRemovals;
import io.lakeshift.workflows.setup.SetUpRemovals;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Takes back what the ledger says was made. */
public final class SyncedTableRemovalsImpl implements SyncedTableRemovals, SetUpRemovals {
    private final Workspaces workspaces;
    private final LakebaseConnections connections;
    private final StepRunner steps;
    private final Made made;
    private final SyncSlots slots;
    private final StepAudit audit;
    private final LedgerReader units;

    public SyncedTableRemovalsImpl(
            Workspaces workspaces,
            LakebaseConnections connections,
            StepRunner steps,
            CreatedObjects objects,
            Leases leases,
            StepAudit audit,
            LedgerReader units) {
        this.workspaces = workspaces;
        this.connections = connections;
        this.steps = steps;
        this.made = new Made(objects);
        this.slots = new SyncSlots(leases);
        this.audit = audit;
        this.units = units;
    }

    @Override
    public Done switchApplicationBack(SwitchBack request) {
        return steps.reading(progress -> {
            // First, so that nobody switches the application to this table once it has been looked at.
            made.removed(request.migration(), Made.Kind.CUT_OVER, request.unit());
            boolean back = new ApplicationSwitch(made, audit).back(request.migration(), request.application());
            return new Done(
                    back ? List.of("application " + request.application().file() + " is as it was") : List.of());
        });
    }

    @Override
    public Deleted deleteObject(Delete request) {
        return steps.reading(progress -> {
            slots.giveBack(Made.unit());
            if (!made.by(
                    request.migration(),
                    Made.Kind.SYNCED_TABLE,
                    request.target().full())) {
                return new Deleted(false);
            }
            Workspace workspace = workspaces.of(request.lakebase().profile());
            if (workspace
                    .syncedTables(request.lakebase())
                    .find(request.target())
                    .isPresent()) {
                workspace.syncedTables(request.lakebase()).delete(request.target());
                audit.did("SYNCED_TABLE_DELETED", -1, request.target().full());
            }
            return new Deleted(true);
        });
    }

    @Override
    public Gone look(LookGone request) {
        return steps.reading(progress -> new Gone(workspaces
                .of(request.lakebase().profile())
                .syncedTables(request.lakebase())
                .find(request.target())
                .isEmpty()));
    }

    @Override
    public Done dropTable(DropTable request) {
        return steps.reading(progress -> {
            Workspace workspace = workspaces.of(request.lakebase().profile());
            List<String> did = new ArrayList<>();
            try (LakebaseDatabase database = connections.open(workspace, request.lakebase())) {
                Optional<Left> left = new TargetClaim(made, request.migration(), request.target()).left(database);
                if (left.isPresent()) {
                    audit.did("POSTGRES_TABLE_LEFT", -1, left.get().words());
                    did.add("left " + left.get().words() + " in PostgreSQL, "
                            + left.get().why());
                } else if (database.drops().table(request.target())) {
                    audit.did("POSTGRES_TABLE_DROPPED", -1, request.target().full());
                    did.add("dropped " + request.target() + " in PostgreSQL");
                }
            }
            made.removed(
                    request.migration(),
                    Made.Kind.SYNCED_TABLE,
                    request.target().full());
            return new Done(did);
        });
    }

    @Override
    public Done removeSchemas(RemoveSchemas request) {
        return steps.reading(progress -> {
            made.removed(
                    request.migration(),
                    Made.Kind.SYNC_PLANNED,
                    request.target().full());
            return new Done(removeShared(request.migration(), request.lakebase()));
        });
    }

    @Override
    public Removed removeSetUp(RemoveSetUp request) {
        return steps.reading(progress -> new Removed(removeShared(request.migration(), request.lakebase())));
    }

    /** A table that has not begun its import makes the schemas anew; one that has still needs them, and takes them along. */
    private List<String> removeShared(String migration, Lakebase lakebase) {
        List<String> did = new ArrayList<>();
        boolean needed = Stream.of(Made.Kind.SYNCED_TABLE, Made.Kind.SYNC_PLANNED)
                .anyMatch(kind -> !made.names(migration, kind).isEmpty());
        if (needed) {
            return did;
        }
        Workspace workspace = workspaces.of(lakebase.profile());
        List<String> postgres = made.names(migration, Made.Kind.POSTGRES_SCHEMA);
        if (!postgres.isEmpty()) {
            try (LakebaseDatabase database = connections.open(workspace, lakebase)) {
                for (String schema : postgres) {
                    if (database.schemaExists(schema)) {
                        did.add(drop(database, schema));
                    }
                    made.removed(migration, Made.Kind.POSTGRES_SCHEMA, schema);
                }
            }
        }
        for (String name : made.names(migration, Made.Kind.CATALOG_SCHEMA)) {
            did.add(remove(workspace, name));
            made.removed(migration, Made.Kind.CATALOG_SCHEMA, name);
        }
        if (isLast(migration)) {
            did.addAll(new SetUpRemoval(workspace, connections, made, audit).of(migration, lakebase));
        }
        return did;
    }

    private String drop(LakebaseDatabase database, String schema) {
        Optional<String> left = database.drops().schema(schema);
        if (left.isPresent()) {
            audit.did("POSTGRES_SCHEMA_LEFT " + schema, -1, left.get());
            return "left schema " + schema + " in PostgreSQL: " + left.get();
        }
        audit.did("POSTGRES_SCHEMA_DROPPED " + schema, -1, schema);
        return "dropped schema " + schema + " in PostgreSQL";
    }

    /**
     * A table that has nothing of its own yet still wants something to stand on. One that is given up before its import
     * takes nothing back, so where it is the last, what all stood on is left to {@code set-up --remove}.
     */
    private boolean isLast(String migration) {
        String unit = Made.unit();
        return units.unitsOf(migration).stream()
                .filter(other -> other.kind().equals(SyncedTableMigration.KIND)
                        && !other.unitId().equals(unit))
                .allMatch(other -> other.isFinished() || other.state().phase() == Phase.ROLLING_BACK);
    }

    private String remove(Workspace workspace, String name) {
        int dot = name.indexOf('.');
        try {
            workspace.catalog().deleteSchema(name.substring(0, dot), name.substring(dot + 1));
        } catch (WorkspaceException e) {
            if (!e.saysNotEmpty()) {
                throw e;
            }
            // What others have put into it is theirs.
            audit.did("CATALOG_SCHEMA_LEFT " + name, -1, String.valueOf(e.getMessage()));
            return "left schema " + name + ": " + e.getMessage();
        }
        audit.did("CATALOG_SCHEMA_DELETED " + name, -1, name);
        return "deleted schema " + name;
    }
}
