package io.lakeshift.sandbox.unity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.engine.Column;
import io.lakeshift.sandbox.engine.TableDefinition;
import io.lakeshift.sandbox.engine.TableDescription;
import io.lakeshift.sandbox.engine.TableEngine;
import io.lakeshift.sandbox.engine.TableName;
import io.lakeshift.sandbox.http.ApiError;
import io.lakeshift.sandbox.http.ApiErrors;
import io.lakeshift.sandbox.http.Json;
import io.lakeshift.sandbox.state.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Tables as Unity Catalog shows them: what the engine knows of a table, with what only the catalog knows laid over it;
 * and those that only the catalog knows, such as synced tables.
 */
public final class UnityTables {
    private final TableEngine engine;
    private final Namespaces namespaces;
    private final Map<TableName, ObjectNode> overlays = new TreeMap<>();
    private final Map<TableName, ObjectNode> registered = new TreeMap<>();

    public UnityTables(TableEngine engine, Namespaces namespaces) {
        this.engine = engine;
        this.namespaces = namespaces;
    }

    public synchronized Optional<ObjectNode> find(TableName name) {
        ObjectNode own = registered.get(name);
        if (own != null) {
            return Optional.of(own.deepCopy());
        }
        return engine.describe(name).map(this::document);
    }

    public synchronized ObjectNode get(TableName name) {
        namespaces.schema(name.schemaName());
        return find(name).orElseThrow(() -> ApiErrors.unityMissing("Table", name.toString()));
    }

    public synchronized List<ObjectNode> list(String inCatalog, String inSchema) {
        namespaces.schema(inCatalog + "." + inSchema);
        String catalog = inCatalog.toLowerCase(Locale.ROOT);
        String schema = inSchema.toLowerCase(Locale.ROOT);
        Stream<TableName> own = registered.keySet().stream()
                .filter(it -> it.catalog().equals(catalog) && it.schema().equals(schema));
        return Stream.concat(engine.tables(catalog, schema).stream(), own)
                .sorted()
                .map(it -> find(it).orElseThrow())
                .toList();
    }

    /** A table that the engine does not hold. */
    public synchronized void register(TableName name, ObjectNode document) {
        ObjectNode own = base(name);
        own.setAll(document);
        registered.put(name, own);
    }

    public synchronized boolean unregister(TableName name) {
        return registered.remove(name) != null;
    }

    public synchronized void delete(TableName name) {
        get(name);
        if (registered.containsKey(name)) {
            throw ApiErrors.badRequest(
                    "'%s' is a synced table. Use the synced table API to delete it.".formatted(name));
        }
        engine.dropTable(name);
        overlays.remove(name);
    }

    /** All of a schema, before the schema goes. A synced table stops that: it is deleted through its own API. */
    synchronized void deleteAll(String catalog, String schema) {
        List<ObjectNode> tables = list(catalog, schema);
        List<TableName> names = tables.stream()
                .map(it -> TableName.parse(it.path("full_name").asText()))
                .toList();
        names.stream().filter(registered::containsKey).findFirst().ifPresent(this::delete);
        names.forEach(this::delete);
    }

    synchronized void createExternal(TableName name, ObjectNode request, String location, String user) {
        if (find(name).isPresent()) {
            throw new ApiError(400, "TABLE_ALREADY_EXISTS", "Table '%s' already exists".formatted(name));
        }
        List<Column> columns = new ArrayList<>();
        for (JsonNode each : request.path("columns")) {
            columns.add(new Column(
                    each.path("name").asText(),
                    each.path("type_text").asText(),
                    each.path("nullable").asBoolean(true)));
        }
        engine.createTable(new TableDefinition(name, columns, Json.entries(request.path("properties"))), user);
        ObjectNode overlay = Json.object().put("table_type", "EXTERNAL").put("storage_location", location);
        overlay.put("owner", user);
        describe(name, overlay);
    }

    /** What lies over the engine's description, to be changed in place. */
    synchronized ObjectNode overlay(TableName name) {
        get(name);
        return overlays.computeIfAbsent(name, it -> Json.object());
    }

    /** Lays fields over the engine's description: owner, row_filter, column masks, storage, constraints. */
    public synchronized void describe(TableName name, ObjectNode fields) {
        overlay(name).setAll(fields);
    }

    /** Declares a primary key, which nobody enforces. */
    public synchronized void addPrimaryKey(TableName name, String constraint, List<String> columns) {
        ObjectNode table = get(name);
        for (JsonNode each : table.path("table_constraints")) {
            if (each.has("primary_key_constraint")) {
                throw new ApiError(
                        400, "CONSTRAINT_ALREADY_EXISTS", "Table '%s' already has a primary key.".formatted(name));
            }
        }
        ObjectNode key = Json.object();
        key.put("name", constraint);
        key.set("child_columns", Json.texts(columns));
        ObjectNode overlay = overlay(name);
        ArrayNode constraints = overlay.withArray("table_constraints");
        constraints.addObject().set("primary_key_constraint", key);
    }

    public synchronized void dropConstraint(TableName name, String constraint) {
        ArrayNode kept = Json.array();
        for (JsonNode each : overlay(name).withArray("table_constraints")) {
            boolean named = each.properties().stream()
                    .anyMatch(it -> it.getValue().path("name").asText().equals(constraint));
            if (!named) {
                kept.add(each);
            }
        }
        overlay(name).set("table_constraints", kept);
    }

    private ObjectNode document(TableDescription description) {
        ObjectNode table = base(description.name());
        table.put("table_type", description.isView() ? "VIEW" : "MANAGED");
        table.put("table_id", description.id());
        table.put("created_at", description.created().toEpochMilli());
        if (description.isView()) {
            table.put("view_definition", description.viewText().orElseThrow());
        } else {
            table.put("data_source_format", "DELTA");
            table.put(
                    "storage_location",
                    namespaces
                                    .catalog(description.name().catalog())
                                    .path("storage_root")
                                    .asText("s3://sandbox-default-storage")
                            + "/__unitystorage/tables/" + description.id());
        }
        table.set("properties", Json.map(description.properties()));
        table.set("columns", columns(description.columns(), overlays.get(description.name())));
        ObjectNode overlay = overlays.get(description.name());
        if (overlay != null) {
            overlay.properties().stream()
                    .filter(it -> !it.getKey().equals("masks"))
                    .forEach(it -> table.set(it.getKey(), it.getValue().deepCopy()));
        }
        return table;
    }

    /** Columns as tables show them. */
    public static ArrayNode columns(List<Column> columns) {
        return columns(columns, null);
    }

    private static ArrayNode columns(List<Column> columns, @org.jspecify.annotations.Nullable ObjectNode overlay) {
        ArrayNode nodes = Json.array();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            ObjectNode node = nodes.addObject();
            node.put("name", column.name());
            node.put("type_text", column.type());
            node.put("type_name", typeName(column.type()));
            node.put("type_json", "\"" + column.type() + "\"");
            node.put("position", i);
            node.put("nullable", column.nullable());
            if (overlay != null && overlay.path("masks").has(column.name())) {
                node.set("mask", overlay.path("masks").get(column.name()).deepCopy());
            }
        }
        return nodes;
    }

    private static String typeName(String type) {
        String base = type.split("[(<]", 2)[0].strip();
        return switch (base) {
            case "bigint" -> "LONG";
            case "smallint" -> "SHORT";
            case "tinyint" -> "BYTE";
            default -> base.toUpperCase(java.util.Locale.ROOT);
        };
    }

    private ObjectNode base(TableName name) {
        ObjectNode table = Json.object();
        table.put("name", name.table());
        table.put("catalog_name", name.catalog());
        table.put("schema_name", name.schema());
        table.put("full_name", name.toString());
        table.put("metastore_id", Namespaces.METASTORE_ID);
        table.put("table_id", Ids.ofName("table " + name));
        return table;
    }
}
