package io.lakeshift.sandbox.unity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.http.ApiErrors;
import io.lakeshift.sandbox.http.Json;
import io.lakeshift.sandbox.state.Ids;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Catalogs and schemas, as documents. */
public final class Namespaces {
    static final String METASTORE_ID = Ids.ofName("metastore");

    private final Clock clock;
    private final Map<String, ObjectNode> catalogs = new TreeMap<>();
    private final Map<String, ObjectNode> schemas = new TreeMap<>();

    public Namespaces(Clock clock) {
        this.clock = clock;
    }

    public synchronized ObjectNode createCatalog(ObjectNode request, String owner) {
        String name = name(request);
        if (catalogs.containsKey(name)) {
            throw new io.lakeshift.sandbox.http.ApiError(
                    400, "CATALOG_ALREADY_EXISTS", "Catalog '%s' already exists".formatted(name));
        }
        ObjectNode catalog = request.deepCopy();
        stamp(catalog, name, owner);
        catalog.put("full_name", name);
        catalog.put("catalog_type", catalog.path("catalog_type").asText("MANAGED_CATALOG"));
        catalog.put("securable_type", "CATALOG");
        catalog.put("isolation_mode", "OPEN");
        catalog.put("id", Ids.ofName("catalog " + name));
        Json.text(catalog, "storage_root").ifPresent(it -> catalog.put("storage_location", it));
        catalogs.put(name, catalog);
        createSchema(Json.object().put("name", "information_schema").put("catalog_name", name), "System user");
        return catalog.deepCopy();
    }

    public synchronized ObjectNode createSchema(ObjectNode request, String owner) {
        String catalog = Json.text(request, "catalog_name")
                .orElseThrow(() -> ApiErrors.missing("catalog_name"))
                .toLowerCase(Locale.ROOT);
        catalog(catalog);
        String name = name(request);
        String full = catalog + "." + name;
        if (schemas.containsKey(full)) {
            throw new io.lakeshift.sandbox.http.ApiError(
                    400, "SCHEMA_ALREADY_EXISTS", "Schema '%s' already exists".formatted(full));
        }
        ObjectNode schema = request.deepCopy();
        stamp(schema, name, owner);
        schema.put("catalog_name", catalog);
        schema.put("full_name", full);
        schema.put("catalog_type", "MANAGED_CATALOG");
        schema.put("securable_type", "SCHEMA");
        schema.put("schema_id", Ids.ofName("schema " + full));
        schemas.put(full, schema);
        return schema.deepCopy();
    }

    /** A registered PostgreSQL database shows its schemas; one that is about to be made shows up with its table. */
    public synchronized void mirrorSchema(String catalog, String schema, String owner) {
        if (!hasSchema(catalog, schema)) {
            createSchema(Json.object().put("name", schema).put("catalog_name", catalog), owner);
        }
    }

    private static String name(ObjectNode request) {
        String name = Json.text(request, "name").orElseThrow(() -> ApiErrors.missing("name"));
        if (!name.matches("[^./ \\p{Cntrl}]{1,255}")) {
            throw ApiErrors.badRequest("'%s' is not a valid name.".formatted(name));
        }
        return name.toLowerCase(Locale.ROOT);
    }

    private void stamp(ObjectNode document, String name, String owner) {
        long now = clock.millis();
        document.put("name", name);
        document.put("owner", owner);
        document.put("created_by", owner);
        document.put("created_at", now);
        document.put("updated_at", now);
        document.put("updated_by", owner);
        document.put("metastore_id", METASTORE_ID);
    }

    public synchronized ObjectNode catalog(String name) {
        return Optional.ofNullable(catalogs.get(name.toLowerCase(Locale.ROOT)))
                .orElseThrow(() -> ApiErrors.unityMissing("Catalog", name))
                .deepCopy();
    }

    public synchronized ObjectNode schema(String full) {
        catalog(full.split("\\.", 2)[0]);
        return Optional.ofNullable(schemas.get(full.toLowerCase(Locale.ROOT)))
                .orElseThrow(() -> ApiErrors.unityMissing("Schema", full))
                .deepCopy();
    }

    public synchronized boolean hasSchema(String catalog, String schema) {
        return schemas.containsKey((catalog + "." + schema).toLowerCase(Locale.ROOT));
    }

    public synchronized boolean hasCatalog(String catalog) {
        return catalogs.containsKey(catalog.toLowerCase(Locale.ROOT));
    }

    public synchronized List<ObjectNode> catalogs() {
        return catalogs.values().stream().map(ObjectNode::deepCopy).toList();
    }

    public synchronized List<ObjectNode> schemas(String catalog) {
        catalog(catalog);
        return schemas.values().stream()
                .filter(it -> it.path("catalog_name").asText().equals(catalog.toLowerCase(Locale.ROOT)))
                .map(ObjectNode::deepCopy)
                .toList();
    }

    public synchronized ObjectNode updateCatalog(String name, ObjectNode changes) {
        catalog(name);
        return update(catalogs, name, changes);
    }

    public synchronized ObjectNode updateSchema(String full, ObjectNode changes) {
        schema(full);
        return update(schemas, full, changes);
    }

    private ObjectNode update(Map<String, ObjectNode> all, String name, ObjectNode changes) {
        ObjectNode document = java.util.Objects.requireNonNull(all.get(name.toLowerCase(Locale.ROOT)));
        for (String field : List.of("comment", "owner", "properties")) {
            if (changes.has(field)) {
                document.set(field, changes.get(field));
            }
        }
        document.put("updated_at", clock.millis());
        return document.deepCopy();
    }

    public synchronized void deleteSchema(String full) {
        schema(full);
        schemas.remove(full.toLowerCase(Locale.ROOT));
    }

    synchronized void demandDroppable(String name, boolean force) {
        catalog(name);
        boolean empty =
                schemas(name).stream().allMatch(it -> it.path("name").asText().equals("information_schema"));
        if (!empty && !force) {
            throw ApiErrors.badRequest("Catalog '%s' is not empty. The catalog has schemas.".formatted(name));
        }
    }

    public synchronized void deleteCatalog(String name, boolean force) {
        demandDroppable(name, force);
        schemas.keySet().removeIf(it -> it.startsWith(name.toLowerCase(Locale.ROOT) + "."));
        catalogs.remove(name.toLowerCase(Locale.ROOT));
    }
}
