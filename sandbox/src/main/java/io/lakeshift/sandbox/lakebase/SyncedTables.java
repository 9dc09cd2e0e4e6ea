package io.lakeshift.sandbox.lakebase;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.engine.TableName;
import io.lakeshift.sandbox.http.ApiErrors;
import io.lakeshift.sandbox.http.Json;
import io.lakeshift.sandbox.identity.Identity;
import io.lakeshift.sandbox.pipelines.Pipeline;
import io.lakeshift.sandbox.state.Ids;
import io.lakeshift.sandbox.sync.SyncFailed;
import io.lakeshift.sandbox.unity.Securable;
import io.lakeshift.sandbox.unity.UnityTables;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All synced tables of both control planes. */
public final class SyncedTables {
    private static final int PER_SOURCE = 20;

    private final SyncContext context;
    private final SyncedTableChecks checks;
    private final Ids ids;
    private final Map<TableName, SyncedTable> tables = new LinkedHashMap<>();

    public SyncedTables(SyncContext context, Ids ids) {
        this.context = context;
        this.checks = new SyncedTableChecks(context.unity(), context.engine());
        this.ids = ids;
    }

    /** Makes the table and starts its first synchronisation. */
    public synchronized SyncedTable create(SyncedTableSpec spec, Identity caller) {
        if (tables.containsKey(spec.name())) {
            throw ApiErrors.alreadyExists("Synced table", spec.name().toString());
        }
        checks.check(spec, caller);
        long ofSource = tables.values().stream()
                .filter(it -> it.spec().source().equals(spec.source()))
                .count();
        if (ofSource >= PER_SOURCE) {
            throw new io.lakeshift.sandbox.http.ApiError(
                    400,
                    "QUOTA_EXCEEDED",
                    "Source table '%s' already has %d synced tables, which is the limit."
                            .formatted(spec.source(), PER_SOURCE));
        }
        database(spec);
        SyncedTable table =
                new SyncedTable(spec, ids.uuid(), caller.name(), context.clock().instant());
        SyncPipelines pipelines = context.pipelines();
        Optional<Pipeline> shared = spec.existingPipeline().map(it -> pipelines.joinable(it, spec.policy()));
        tables.put(spec.name(), table);
        register(table);
        pipelines.begin(table, shared);
        return table;
    }

    private void database(SyncedTableSpec spec) {
        boolean there =
                context.databases().find(spec.home(), spec.logicalDatabase()).isPresent();
        if (!there && !spec.createMissing()) {
            throw ApiErrors.notFound("Database '%s' does not exist in '%s'."
                    .formatted(spec.logicalDatabase(), spec.home().name()));
        }
        context.databases().createIfMissing(spec.home(), spec.logicalDatabase());
        if (!spec.createMissing()) {
            String database = context.databases().translate(spec.home(), spec.logicalDatabase());
            try {
                if (!context.synchronizer().schemaExists(database, spec.name().schema())) {
                    throw ApiErrors.notFound("Schema '%s' does not exist in database '%s'."
                            .formatted(spec.name().schema(), spec.logicalDatabase()));
                }
            } catch (java.sql.SQLException e) {
                throw ApiErrors.internal("The database did not answer: " + e.getMessage());
            }
        }
    }

    private void register(SyncedTable table) {
        ObjectNode document = Json.object();
        document.put("table_type", "FOREIGN");
        document.put("data_source_format", "DATABRICKS_ROW_STORE_FORMAT");
        document.put("owner", table.creator());
        document.put("created_at", table.created().toEpochMilli());
        context.engine().describe(table.spec().source()).ifPresent(source -> {
            document.set("columns", UnityTables.columns(source.columns()));
        });
        document.putObject("properties")
                .put("source_table_full_name", table.spec().source().toString());
        context.unity().tables().register(table.spec().name(), document);
        context.unity().grants().grant(Securable.table(table.spec().name()), table.creator(), Set.of("OWNER"));
    }

    /** A look at a table; the last one at a table that is being deleted finds nothing. */
    public synchronized SyncedTable get(TableName name) {
        SyncedTable table = find(name);
        if (table.countPoll()) {
            tables.remove(name);
            context.unity().tables().unregister(name);
            throw missing(name);
        }
        return table;
    }

    private SyncedTable find(TableName name) {
        SyncedTable table = tables.get(name);
        if (table == null) {
            throw missing(name);
        }
        return table;
    }

    private static RuntimeException missing(TableName name) {
        return ApiErrors.noSuch("Synced table", name.toString());
    }

    /** Takes the table out of Unity Catalog, at last; the rows stay in PostgreSQL unless {@code purge}. */
    public synchronized SyncedTable delete(TableName name, Identity caller, boolean purge) {
        SyncedTable table = find(name);
        context.unity().grants().demand(caller, Securable.table(name), "OWNER");
        if (!table.deleting()) {
            table.delete(context.pace().deletingPolls());
            context.pipelines().leave(table);
            if (purge) {
                purge(table);
            }
        }
        return table;
    }

    private void purge(SyncedTable table) {
        try {
            if (table.target().isPresent()) {
                context.synchronizer().drop(table.target().get());
            }
        } catch (SyncFailed e) {
            throw ApiErrors.badRequest("The table could not be dropped in PostgreSQL: " + e.text());
        }
    }

    /** Says of a home whether it answers. */
    public synchronized void stopped(Home home, boolean now) {
        in(home).forEach(it -> it.offline(now));
    }

    public synchronized List<SyncedTable> in(Home home) {
        return tables.values().stream()
                .filter(it -> it.spec().home().equals(home))
                .toList();
    }
}
