package io.lakeshift.sandbox.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.engine.Column;
import io.lakeshift.sandbox.engine.Row;
import io.lakeshift.sandbox.engine.SqlRequest;
import io.lakeshift.sandbox.engine.SqlResult;
import io.lakeshift.sandbox.engine.TableName;
import io.lakeshift.sandbox.engine.Token;
import io.lakeshift.sandbox.engine.Tokens;
import io.lakeshift.sandbox.http.Json;
import io.lakeshift.sandbox.unity.Unity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tables of {@code information_schema} that people ask most: schemata, tables, columns, table_constraints,
 * key_column_usage. Of one catalog, or through {@code system} of all.
 */
final class InformationSchema {
    private static final String NAME = "information_schema";

    private final Unity unity;

    InformationSchema(Unity unity) {
        this.unity = unity;
    }

    /** The request with those of these tables that it names. */
    SqlRequest tell(SqlRequest request) {
        List<Token> tokens = Tokens.of(request.sql()).all();
        Map<TableName, SqlResult> told = new HashMap<>();
        for (int i = 0; i + 2 < tokens.size(); i++) {
            boolean named = tokens.get(i).isName()
                    && tokens.get(i).text().equalsIgnoreCase(NAME)
                    && tokens.get(i + 1).is(".");
            if (named) {
                boolean ofCatalog =
                        i > 1 && tokens.get(i - 1).is(".") && tokens.get(i - 2).isName();
                String catalog =
                        ofCatalog ? tokens.get(i - 2).text() : request.catalog().orElse("main");
                add(told, new TableName(catalog, NAME, tokens.get(i + 2).text()));
            }
        }
        return told.isEmpty() ? request : request.with(told);
    }

    private void add(Map<TableName, SqlResult> told, TableName name) {
        List<String> catalogs = name.catalog().equals("system")
                ? unity.namespaces().catalogs().stream()
                        .map(it -> it.path("name").asText())
                        .toList()
                : List.of(name.catalog());
        switch (name.table()) {
            case "schemata" ->
                told.put(name, rows(schemas(catalogs), "catalog_name", "schema_name", "schema_owner", "comment"));
            case "tables" ->
                told.put(
                        name,
                        rows(
                                tables(catalogs),
                                "table_catalog",
                                "table_schema",
                                "table_name",
                                "table_type",
                                "table_owner",
                                "comment",
                                "data_source_format",
                                "storage_path"));
            case "columns" ->
                told.put(
                        name,
                        rows(
                                columns(catalogs),
                                "table_catalog",
                                "table_schema",
                                "table_name",
                                "column_name",
                                "ordinal_position",
                                "is_nullable",
                                "full_data_type",
                                "data_type"));
            case "table_constraints" ->
                told.put(
                        name,
                        rows(
                                constraints(catalogs),
                                "constraint_catalog",
                                "constraint_schema",
                                "constraint_name",
                                "table_catalog",
                                "table_schema",
                                "table_name",
                                "constraint_type"));
            case "key_column_usage" ->
                told.put(
                        name,
                        rows(
                                keys(catalogs),
                                "constraint_catalog",
                                "constraint_schema",
                                "constraint_name",
                                "table_catalog",
                                "table_schema",
                                "table_name",
                                "column_name",
                                "ordinal_position"));
            default -> {}
        }
    }

    private static SqlResult rows(List<ObjectNode> documents, String... columns) {
        List<Row> rows = new ArrayList<>();
        for (ObjectNode document : documents) {
            List<@Nullable String> cells = new ArrayList<>();
            for (String column : columns) {
                cells.add(document.hasNonNull(column) ? document.get(column).asText() : null);
            }
            rows.add(new Row(cells));
        }
        return new SqlResult(
                Arrays.stream(columns)
                        .map(it -> new Column(it, it.equals("ordinal_position") ? "int" : "string", true))
                        .toList(),
                rows);
    }

    private List<ObjectNode> schemas(List<String> catalogs) {
        return catalogs.stream()
                .flatMap(catalog -> unity.namespaces().schemas(catalog).stream())
                .map(schema -> {
                    ObjectNode row = Json.object();
                    row.set("catalog_name", schema.path("catalog_name"));
                    row.set("schema_name", schema.path("name"));
                    row.set("schema_owner", schema.path("owner"));
                    row.set("comment", schema.path("comment"));
                    return row;
                })
                .toList();
    }

    private List<ObjectNode> found(List<String> catalogs) {
        return catalogs.stream()
                .flatMap(catalog -> unity.namespaces().schemas(catalog).stream())
                .flatMap(schema ->
                        unity
                                .tables()
                                .list(
                                        schema.path("catalog_name").asText(),
                                        schema.path("name").asText())
                                .stream())
                .toList();
    }

    private static ObjectNode row(ObjectNode table) {
        ObjectNode row = Json.object();
        row.set("table_catalog", table.path("catalog_name"));
        row.set("table_schema", table.path("schema_name"));
        row.set("table_name", table.path("name"));
        return row;
    }

    private List<ObjectNode> tables(List<String> catalogs) {
        return found(catalogs).stream()
                .map(table -> {
                    ObjectNode row = row(table);
                    row.set("table_type", table.path("table_type"));
                    row.set("table_owner", table.path("owner"));
                    row.set("comment", table.path("comment"));
                    row.set("data_source_format", table.path("data_source_format"));
                    row.set("storage_path", table.path("storage_location"));
                    return row;
                })
                .toList();
    }

    private List<ObjectNode> columns(List<String> catalogs) {
        List<ObjectNode> rows = new ArrayList<>();
        for (ObjectNode table : found(catalogs)) {
            for (JsonNode column : table.path("columns")) {
                ObjectNode row = row(table);
                row.set("column_name", column.path("name"));
                row.put("ordinal_position", column.path("position").asInt());
                row.put("is_nullable", column.path("nullable").asBoolean(true) ? "YES" : "NO");
                row.set("full_data_type", column.path("type_text"));
                row.put(
                        "data_type",
                        column.path("type_text").asText().split("[(<]", 2)[0].toUpperCase(Locale.ROOT));
                rows.add(row);
            }
        }
        return rows;
    }

    private List<ObjectNode> constraints(List<String> catalogs) {
        List<ObjectNode> rows = new ArrayList<>();
        for (ObjectNode table : found(catalogs)) {
            for (JsonNode each : table.path("table_constraints")) {
                if (each.has("primary_key_constraint")) {
                    ObjectNode row = row(table);
                    row.set("constraint_catalog", table.path("catalog_name"));
                    row.set("constraint_schema", table.path("schema_name"));
                    row.set(
                            "constraint_name",
                            each.path("primary_key_constraint").path("name"));
                    row.put("constraint_type", "PRIMARY KEY");
                    row.set("key", each.path("primary_key_constraint").path("child_columns"));
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    private List<ObjectNode> keys(List<String> catalogs) {
        List<ObjectNode> rows = new ArrayList<>();
        for (ObjectNode constraint : constraints(catalogs)) {
            int position = 0;
            for (JsonNode column : constraint.path("key")) {
                ObjectNode row = constraint.deepCopy();
                row.set("column_name", column);
                row.put("ordinal_position", ++position);
                rows.add(row);
            }
        }
        return rows;
    }
}
