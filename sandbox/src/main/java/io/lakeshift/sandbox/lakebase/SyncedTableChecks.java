package io.lakeshift.sandbox.lakebase;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.engine.Column;
import io.lakeshift.sandbox.engine.TableDescription;
import io.lakeshift.sandbox.engine.TableEngine;
import io.lakeshift.sandbox.engine.TableName;
import io.lakeshift.sandbox.http.ApiErrors;
import io.lakeshift.sandbox.http.Json;
import io.lakeshift.sandbox.identity.Identity;
import io.lakeshift.sandbox.sync.TargetTable;
import io.lakeshift.sandbox.sync.TypeMap;
import io.lakeshift.sandbox.unity.Unity;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What a synced table is refused for before anything is made. */
final class SyncedTableChecks {
    private final Unity unity;
    private final TableEngine engine;

    SyncedTableChecks(Unity unity, TableEngine engine) {
        this.unity = unity;
        this.engine = engine;
    }

    void check(SyncedTableSpec spec, Identity caller) {
        names(spec);
        target(spec, caller);
        TableDescription source = source(spec, caller);
        protectedRows(spec);
        columns(spec, source.columns());
        policy(spec, source);
        storage(spec, caller);
    }

    private static void names(SyncedTableSpec spec) {
        for (String part : List.of(spec.name().schema(), spec.name().table())) {
            if (!part.matches("[A-Za-z0-9_]+")) {
                throw ApiErrors.badRequest(
                        "Synced table name '%s' is invalid. Only letters, digits and underscores are allowed."
                                .formatted(spec.name()));
            }
            if (part.getBytes(StandardCharsets.UTF_8).length > TargetTable.LONGEST_NAME) {
                throw ApiErrors.badRequest("'%s' is longer than the %d bytes of a PostgreSQL name."
                        .formatted(part, TargetTable.LONGEST_NAME));
            }
        }
    }

    private void target(SyncedTableSpec spec, Identity caller) {
        unity.namespaces().schema(spec.name().schemaName());
        unity.grants().demandCreate(caller, spec.name().catalog(), spec.name().schema());
        if (unity.tables().find(spec.name()).isPresent()) {
            throw ApiErrors.alreadyExists("Table", spec.name().toString());
        }
    }

    private TableDescription source(SyncedTableSpec spec, Identity caller) {
        TableName name = spec.source();
        unity.namespaces().schema(name.schemaName());
        Optional<TableDescription> source = engine.describe(name);
        if (source.isEmpty()) {
            throw ApiErrors.unityMissing("Table", name.toString());
        }
        unity.grants().demandSelect(caller, name);
        return source.get();
    }

    private void protectedRows(SyncedTableSpec spec) {
        ObjectNode table = unity.tables().get(spec.source());
        boolean masked = false;
        for (JsonNode column : table.path("columns")) {
            masked |= column.has("mask");
        }
        if (table.has("row_filter") || masked) {
            throw ApiErrors.badRequest(
                    "Source table '%s' has a row filter or column mask and cannot be synced.".formatted(spec.source()));
        }
    }

    private static void columns(SyncedTableSpec spec, List<Column> columns) {
        for (Column column : columns) {
            if (TypeMap.toPostgres(column.type()).isEmpty()) {
                throw ApiErrors.badRequest("Column '%s' of source table '%s' has the unsupported type %s."
                        .formatted(column.name(), spec.source(), column.type().toUpperCase(java.util.Locale.ROOT)));
            }
        }
        for (String key : spec.key()) {
            Column column = named(columns, key)
                    .orElseThrow(
                            () -> ApiErrors.badRequest("Primary key column '%s' does not exist in source table '%s'."
                                    .formatted(key, spec.source())));
            if (TypeMap.toPostgres(column.type()).filter("jsonb"::equals).isPresent()) {
                throw ApiErrors.badRequest("Primary key column '%s' has the type %s, which cannot be a key."
                        .formatted(key, column.type()));
            }
        }
        spec.timeseriesKey().filter(it -> named(columns, it).isEmpty()).ifPresent(it -> {
            throw ApiErrors.badRequest(
                    "Timeseries key column '%s' does not exist in source table '%s'.".formatted(it, spec.source()));
        });
    }

    private static Optional<Column> named(List<Column> columns, String name) {
        return columns.stream().filter(it -> it.name().equalsIgnoreCase(name)).findFirst();
    }

    private static void policy(SyncedTableSpec spec, TableDescription source) {
        if (spec.policy() == Policy.SNAPSHOT) {
            return;
        }
        if (source.isView()) {
            throw ApiErrors.badRequest("Source '%s' is a view; only the SNAPSHOT scheduling policy is supported."
                    .formatted(spec.source()));
        }
        if (!source.hasChangeDataFeed()) {
            throw ApiErrors.badRequest(
                    "Change data feed is not enabled on source table '%s', which %s requires. Run: ALTER TABLE %s SET TBLPROPERTIES (delta.enableChangeDataFeed = true)"
                            .formatted(spec.source(), spec.policy(), spec.source()));
        }
    }

    private void storage(SyncedTableSpec spec, Identity caller) {
        Optional<String> catalog = Json.text(spec.document(), "new_pipeline_spec.storage_catalog");
        Optional<String> schema = Json.text(spec.document(), "new_pipeline_spec.storage_schema");
        if (catalog.isPresent() != schema.isPresent()) {
            throw ApiErrors.badRequest("storage_catalog and storage_schema must be given together.");
        }
        if (catalog.isPresent() && schema.isPresent()) {
            unity.namespaces().schema(catalog.get() + "." + schema.get());
            unity.grants().demandCreate(caller, catalog.get(), schema.get());
        }
    }
}
