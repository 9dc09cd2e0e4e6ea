package io.lakeshift.sandbox.lakebase.provisioned;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.engine.TableName;
import io.lakeshift.sandbox.http.ApiErrors;
import io.lakeshift.sandbox.http.ApiRequest;
import io.lakeshift.sandbox.http.ApiResponse;
import io.lakeshift.sandbox.http.Json;
import io.lakeshift.sandbox.http.Router;
import io.lakeshift.sandbox.identity.Identity;
import io.lakeshift.sandbox.lakebase.Databases;
import io.lakeshift.sandbox.lakebase.Home;
import io.lakeshift.sandbox.state.Ids;
import io.lakeshift.sandbox.state.Pages;
import io.lakeshift.sandbox.unity.Unity;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Logical databases that are registered as Unity Catalog catalogs: {@code /api/2.0/database/catalogs}. */
public final class DatabaseCatalogs {
    private static final String BASE = "/api/2.0/database/catalogs";

    private final Unity unity;
    private final Databases databases;
    private final Instances instances;
    private final Map<String, ObjectNode> catalogs = new TreeMap<>();

    public DatabaseCatalogs(Unity unity, Databases databases, Instances instances) {
        this.unity = unity;
        this.databases = databases;
        this.instances = instances;
    }

    public void routes(Router router) {
        router.post(BASE, this::create)
                .get("/api/2.0/database/instances/{instance}/catalogs", this::list)
                .get(BASE + "/{name}", request -> ApiResponse.ok(get(request.variable("name"))))
                .delete(BASE + "/{name}", this::delete);
    }

    public synchronized Optional<ObjectNode> find(String name) {
        return Optional.ofNullable(catalogs.get(name));
    }

    /** The schema of a table that is about to be made along with it. */
    void mirror(TableName table, Identity creator) {
        unity.namespaces().mirrorSchema(table.catalog(), table.schema(), creator.name());
    }

    private ObjectNode get(String name) {
        return find(name).orElseThrow(() -> ApiErrors.noSuch("Database catalog", name));
    }

    private synchronized ApiResponse list(ApiRequest request) {
        return Pages.of(
                request,
                "database_catalogs",
                catalogs.values().stream()
                        .filter(it -> it.path("database_instance_name").asText().equals(request.variable("instance")))
                        .toList());
    }

    private synchronized ApiResponse create(ApiRequest request) {
        ObjectNode catalog = request.document();
        String name = request.required("name");
        String instance = request.required("database_instance_name");
        String database = request.required("database_name");
        instances.demandUse(request.caller(), instance);
        unity.grants().demand(request.caller(), Unity.METASTORE, "CREATE_CATALOG");
        if (request.body().path("create_database_if_not_exists").asBoolean(false)) {
            databases.createIfMissing(Home.instance(instance), database);
        } else if (databases.find(Home.instance(instance), database).isEmpty()) {
            throw ApiErrors.notFound("Database '%s' does not exist in '%s'.".formatted(database, instance));
        }
        unity.namespaces()
                .createCatalog(Json.object().put("name", name), request.caller().name());
        catalog.put("uid", Ids.ofName("database catalog " + name));
        catalogs.put(name, catalog);
        return ApiResponse.ok(catalog);
    }

    private synchronized ApiResponse delete(ApiRequest request) {
        String name = request.variable("name");
        get(name);
        catalogs.remove(name);
        unity.namespaces().deleteCatalog(name, true);
        return ApiResponse.empty();
    }
}
