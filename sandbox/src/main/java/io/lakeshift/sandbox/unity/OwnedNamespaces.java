package io.lakeshift.sandbox.unity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.engine.TableName;
import io.lakeshift.sandbox.http.ApiErrors;
import io.lakeshift.sandbox.http.Json;
import io.lakeshift.sandbox.identity.Identity;
import java.util.List;

/** Catalogs and schemas as somebody makes and drops them, by REST or by SQL: who lacks the privilege is refused. */
public final class OwnedNamespaces {
    private final Unity unity;

    public OwnedNamespaces(Unity unity) {
        this.unity = unity;
    }

    public ObjectNode createCatalog(ObjectNode document, Identity caller) {
        unity.grants().demand(caller, Unity.METASTORE, "CREATE_CATALOG");
        ObjectNode catalog = unity.namespaces().createCatalog(document, caller.name());
        unity.own(Securable.catalog(catalog.path("name").asText()), caller);
        return catalog;
    }

    public ObjectNode createSchema(ObjectNode document, Identity caller) {
        String catalog = Json.text(document, "catalog_name").orElseThrow(() -> ApiErrors.missing("catalog_name"));
        unity.namespaces().catalog(catalog);
        unity.grants().demand(caller, Securable.catalog(catalog), "USE_CATALOG");
        unity.grants().demand(caller, Securable.catalog(catalog), "CREATE_SCHEMA");
        ObjectNode schema = unity.namespaces().createSchema(document, caller.name());
        unity.own(new Securable(Securable.Type.SCHEMA, schema.path("full_name").asText()), caller);
        return schema;
    }

    /** @param force with everything in it */
    public void deleteCatalog(String name, boolean force, Identity caller) {
        unity.namespaces().catalog(name);
        unity.grants().demand(caller, Securable.catalog(name), "OWNER");
        List<ObjectNode> schemas = unity.namespaces().schemas(name);
        unity.namespaces().demandDroppable(name, force);
        schemas.forEach(it -> empty(name, it.path("name").asText()));
        unity.namespaces().deleteCatalog(name, true);
        unity.grants().forget(Securable.catalog(name));
    }

    /**
     * @param full {@code catalog.schema}
     * @param force with everything in it
     */
    public void deleteSchema(String full, boolean force, Identity caller) {
        ObjectNode schema = unity.namespaces().schema(full);
        unity.grants().demand(caller, new Securable(Securable.Type.SCHEMA, full), "OWNER");
        String catalog = schema.path("catalog_name").asText();
        String name = schema.path("name").asText();
        List<ObjectNode> tables = unity.tables().list(catalog, name);
        if (!tables.isEmpty() && !force) {
            throw ApiErrors.badRequest(
                    "Schema '%s' is not empty. The schema has %d table(s).".formatted(full, tables.size()));
        }
        empty(catalog, name);
        unity.namespaces().deleteSchema(full);
    }

    private void empty(String catalog, String schema) {
        List<Securable> tables = unity.tables().list(catalog, schema).stream()
                .map(it -> Securable.table(TableName.parse(it.path("full_name").asText())))
                .toList();
        unity.tables().deleteAll(catalog, schema);
        tables.forEach(unity.grants()::forget);
        unity.grants().forget(Securable.schema(catalog, schema));
    }
}
