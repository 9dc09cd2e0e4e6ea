package io.lakeshift.activities.kinds.syncedtables;

import io.lakeshift.activities.audit.StepAudit;
import io.lakeshift.activities.databricks.CatalogObjects;
import io.lakeshift.activities.databricks.SyncedTables;
import io.lakeshift.activities.databricks.SyncedTables.NewSyncedTable;
import io.lakeshift.activities.databricks.SyncedTables.SyncedTable;
import io.lakeshift.activities.databricks.Workspace;
import io.lakeshift.activities.databricks.WorkspaceException;
import io.lakeshift.activities.databricks.WorkspaceException.Reason;
import io.lakeshift.activities.databricks.Workspaces;
import io.lakeshift.activities.execution.StepRunner;
import io.lakeshift.activities.kinds.syncedtables.SyncSlots.Slots;
import io.lakeshift.activities.lakebase.LakebaseConnections;
import io.lakeshift.activities.lakebase.LakebaseDatabase;
import io.lakeshift.activities.lakebase.Occupant;
import io.lakeshift.activities.ledger.CreatedObjects;
import io.lakeshift.activities.ledger.Leases;
import io.lakeshift.activities.ledger.Made;
import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.databricks.Lakebase;
import io.lakeshift.workflows.databricks.Standing;
import io.lakeshift.workflows.databricks.TableName;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableImports;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec.Decision;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTablesSetup;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Creates what the plan says. What is to be made is noted before it is asked for, and looked for before it is made. */
public final class SyncedTableImportsImpl implements SyncedTableImports {
    private final Workspaces workspaces;
    private final LakebaseConnections connections;
    private final StepRunner steps;
    private final Made made;
    private final SyncSlots slots;
    private final StepAudit audit;

    public SyncedTableImportsImpl(
            Workspaces workspaces,
            LakebaseConnections connections,
            StepRunner steps,
            CreatedObjects objects,
            Leases leases,
            StepAudit audit) {
        this.workspaces = workspaces;
        this.connections = connections;
        this.steps = steps;
        this.made = new Made(objects);
        this.slots = new SyncSlots(leases);
        this.audit = audit;
    }

    @Override
    public Prepared prepare(Prepare request) {
        return steps.reading(progress -> {
            SyncedTablesSetup setup = request.setup();
            Workspace workspace = workspaces.of(setup.lakebase().profile());
            List<String> created = new ArrayList<>();
            TableName target = request.table().target();
            // First of all: a table of the migration that is removed meanwhile leaves the schemas for this one.
            made.note(
                    Made.Kind.SYNC_PLANNED,
                    target.full(),
                    Optional.of(request.table().source().full()));
            SyncedTablesSetup.Staging staging = setup.staging();
            CatalogSchemas schemas = new CatalogSchemas(workspace, made, audit);
            if (staging.createIfMissing()) {
                schemas.create(staging.catalog(), staging.schema()).ifPresent(created::add);
            }
            if (setup.createTargetSchema()) {
                schemas.create(target.catalog(), target.schema()).ifPresent(created::add);
            }
            try (LakebaseDatabase database = connections.open(workspace, setup.lakebase())) {
                if (!database.schemaExists(target.schema())) {
                    made.note(Made.Kind.POSTGRES_SCHEMA, target.schema(), Optional.empty());
                }
            }
            if (request.decision().enableChangeDataFeed()) {
                enableFeed(workspace, setup, request.table(), created);
            }
            return new Prepared(created);
        });
    }

    private void enableFeed(Workspace workspace, SyncedTablesSetup setup, SyncedTableSpec spec, List<String> created) {
        boolean on = workspace
                .catalog()
                .table(spec.source())
                .filter(CatalogObjects.SourceTable::changeDataFeed)
                .isPresent();
        if (on) {
            return;
        }
        String warehouse =
                setup.lakebase().warehouse().orElseThrow(() -> SyncedTableMessages.needsWarehouse(spec.source()));
        made.note(Made.Kind.CHANGE_DATA_FEED, spec.source().full(), Optional.of("off"));
        workspace
                .warehouse(warehouse)
                .run(ModeFindings.enableFeed(spec.source()).replaceAll(";$", ""));
        audit.did("CHANGE_DATA_FEED_ENABLED", -1, spec.source().full());
        created.add("change data feed of " + spec.source());
    }

    @Override
    public Created create(Create request) {
        return steps.reading(progress -> {
            SyncedTablesSetup setup = request.setup();
            SyncedTableSpec spec = request.table();
            Workspace workspace = workspaces.of(setup.lakebase().profile());
            SyncedTables tables = workspace.syncedTables(setup.lakebase());
            Optional<SyncedTable> there = tables.find(spec.target());
            if (there.isPresent()) {
                return settled(spec, found(there.get(), request));
            }
            Optional<String> shared = Optional.empty();
            if (request.decision().pipelineOf().isPresent()) {
                TableName leader = request.decision().pipelineOf().get();
                Optional<SyncedTable> led = tables.find(leader);
                shared = led.flatMap(SyncedTable::pipelineId);
                if (shared.isEmpty()) {
                    return pipelineNotYet(request, leader, led);
                }
            }
            TargetClaim claim = new TargetClaim(made, Made.migrationOf(Made.unit()), spec.target());
            Optional<Occupant> replaced;
            try (LakebaseDatabase database = connections.open(workspace, setup.lakebase())) {
                replaced = claim.look(database, workspace, setup.lakebase(), spec);
                Optional<Slots> full = slots.take(database, Made.unit());
                if (full.isPresent()) {
                    return noConnectionsYet(request, full.get());
                }
            }
            claim.note(replaced);
            replaced.ifPresent(occupant -> audit.did("POSTGRES_TABLE_TAKEN_OVER", -1, occupant.words()));
            try {
                return settled(spec, create(tables, request, shared));
            } catch (WorkspaceException e) {
                return settled(spec, notCreated(tables, request, shared, e, claim));
            }
        });
    }

    private static Created pipelineNotYet(Create request, TableName leader, Optional<SyncedTable> led) {
        boolean failed =
                led.filter(table -> table.standing() == Standing.FAILED).isPresent();
        if (failed || request.overdue()) {
            throw SyncedTableMessages.noPipelineToShare(request.table().target(), leader, led);
        }
        return new Created(Outcome.PIPELINE_NOT_YET, "the pipeline of " + leader);
    }

    /** While loads are under way there will be room; without one, others hold the connections, perhaps for ever. */
    private static Created noConnectionsYet(Create request, Slots slots) {
        if (request.overdue() && slots.holders().isEmpty()) {
            throw SyncedTableMessages.noConnections(request.table().target(), slots);
        }
        return new Created(Outcome.NO_CONNECTIONS_YET, "connections: " + slots.text());
    }

    /** From here on Unity Catalog tells that the source has this table. */
    private Created settled(SyncedTableSpec spec, Created created) {
        made.removed(
                Made.migrationOf(Made.unit()),
                Made.Kind.SYNC_PLANNED,
                spec.target().full());
        return created;
    }

    private Created create(SyncedTables tables, Create request, Optional<String> pipeline) {
        SyncedTablesSetup setup = request.setup();
        SyncedTableSpec spec = request.table();
        Decision decision = request.decision();
        tables.create(new NewSyncedTable(
                spec.target(),
                spec.source(),
                spec.primaryKey(),
                spec.timeseriesKey(),
                decision.mode(),
                pipeline,
                setup.staging().catalog(),
                setup.staging().schema(),
                setup.sizing().speeds().accelerated()));
        audit.did("SYNCED_TABLE_CREATED", -1, spec.target() + " from " + spec.source() + " " + decision.mode());
        return new Created(Outcome.CREATED, "");
    }

    private Created notCreated(
            SyncedTables tables,
            Create request,
            Optional<String> pipeline,
            WorkspaceException refused,
            TargetClaim claim) {
        SyncedTableSpec spec = request.table();
        boolean unknown = refused.reason() == Reason.OUTCOME_UNKNOWN;
        if (!unknown) {
            // Whoever makes it now, or has made it meanwhile, owns it: a rollback leaves it.
            claim.withdrawFirst();
        }
        boolean perhaps = unknown || refused.reason() == Reason.EXISTS;
        Optional<SyncedTable> there = perhaps ? tables.find(spec.target()) : Optional.empty();
        if (there.isPresent()) {
            return found(there.get(), request);
        }
        if (!refused.failure().retryable()) {
            slots.giveBack(Made.unit());
        }
        if (refused.reason() == Reason.NOT_BY_THIS_API) {
            claim.withdraw();
            throw ByHand.synced(request, pipeline, refused);
        }
        if (!perhaps && refused.failure() == MigrationFailure.WORKSPACE_REFUSED) {
            requireRoomAtSource(request);
        }
        boolean feed =
                String.valueOf(refused.getMessage()).toLowerCase(Locale.ROOT).contains("change data feed");
        throw feed && !perhaps ? SyncedTableMessages.feedRequired(spec, refused) : refused;
    }

    /** Somebody may have taken the last of the source's places since the plan was made. */
    private void requireRoomAtSource(Create request) {
        Lakebase lakebase = request.setup().lakebase();
        SyncedTableSpec spec = request.table();
        Set<String> there = new SourceQuota(
                        workspaces.of(lakebase.profile()).inventory().read(lakebase), List.of())
                .of(spec.source());
        if (there.size() >= SourceQuota.MOST) {
            throw SyncedTableMessages.sourceFull(spec, there);
        }
    }

    private static Created found(SyncedTable there, Create request) {
        SpecComparison.difference(
                        there,
                        request.table(),
                        request.decision(),
                        request.setup().lakebase())
                .ifPresent(difference -> {
                    throw SyncedTableMessages.existsDifferently(there.name(), difference);
                });
        return new Created(Outcome.FOUND, "");
    }

    @Override
    public Seen look(Look request) {
        return steps.reading(progress -> {
            Workspace workspace = workspaces.of(request.lakebase().profile());
            try {
                Seen seen = new SyncedTableLook(workspace).seen(request);
                if (seen.standing() == Standing.READY || seen.standing() == Standing.DEGRADED) {
                    slots.giveBack(Made.unit());
                } else {
                    slots.renew(Made.unit());
                }
                return seen;
            } catch (WorkspaceException e) {
                if (e.failure() == MigrationFailure.SYNC_FAILED) {
                    slots.giveBack(Made.unit());
                }
                throw e;
            }
        });
    }
}
