package io.lakeshift.sandbox.lakebase.provisioned;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.engine.TableName;
import io.lakeshift.sandbox.http.ApiErrors;
import io.lakeshift.sandbox.http.ApiRequest;
import io.lakeshift.sandbox.http.ApiResponse;
import io.lakeshift.sandbox.http.Router;
import io.lakeshift.sandbox.lakebase.Home;
import io.lakeshift.sandbox.lakebase.Requests;
import io.lakeshift.sandbox.lakebase.SyncedTable;
import io.lakeshift.sandbox.lakebase.SyncedTableSpec;
import io.lakeshift.sandbox.lakebase.SyncedTables;
import java.util.Optional;

/** {@code /api/2.0/database/synced_tables}. */
public final class SyncedTablesApi {
    private static final String BASE = "/api/2.0/database";

    private final SyncedTables tables;
    private final Instances instances;
    private final DatabaseCatalogs catalogs;

    public SyncedTablesApi(SyncedTables tables, Instances instances, DatabaseCatalogs catalogs) {
        this.tables = tables;
        this.instances = instances;
        this.catalogs = catalogs;
    }

    public void routes(Router router) {
        router.post(BASE + "/synced_tables", this::create)
                .get(BASE + "/synced_tables/{name}", this::get)
                .delete(BASE + "/synced_tables/{name}", this::delete)
                .patch(BASE + "/synced_tables/{name}", request -> {
                    throw ApiErrors.notImplemented("Updating a synced table is not implemented.");
                })
                .get(BASE + "/instances/{name}/synced_tables", request -> {
                    throw ApiErrors.notImplemented("Listing synced tables is not implemented.");
                });
    }

    private ApiResponse create(ApiRequest request) {
        TableName name = TableName.parse(request.required("name"));
        Optional<ObjectNode> catalog = catalogs.find(name.catalog());
        String instance =
                place(request, "database_instance_name", catalog.map(it -> it.path("database_instance_name")));
        String database = place(request, "logical_database_name", catalog.map(it -> it.path("database_name")));
        instances.demandUse(request.caller(), instance);
        instances.demandOwnApi(instance);
        JsonNode spec = request.body().path("spec");
        SyncedTableSpec wanted = Requests.spec(name, Home.instance(instance), database, spec);
        if (catalog.isPresent() && wanted.createMissing()) {
            catalogs.mirror(name, request.caller());
        }
        SyncedTable table = tables.create(wanted, request.caller());
        return ApiResponse.ok(ProvisionedDocuments.of(table));
    }

    /** In a registered catalog both may be left out; given, they must agree with it. */
    private static String place(ApiRequest request, String field, Optional<JsonNode> ofCatalog) {
        Optional<String> given = request.text(field);
        if (ofCatalog.isPresent()) {
            String registered = ofCatalog.get().asText();
            given.filter(it -> !it.equals(registered)).ifPresent(it -> {
                throw ApiErrors.badRequest("%s '%s' does not match the registered catalog, which has '%s'."
                        .formatted(field, it, registered));
            });
            return registered;
        }
        return given.orElseThrow(() -> ApiErrors.missing(field));
    }

    private ApiResponse get(ApiRequest request) {
        return ApiResponse.ok(ProvisionedDocuments.of(tables.get(TableName.parse(request.variable("name")))));
    }

    private ApiResponse delete(ApiRequest request) {
        tables.delete(TableName.parse(request.variable("name")), request.caller(), request.flag("purge_data"));
        return ApiResponse.empty();
    }
}
