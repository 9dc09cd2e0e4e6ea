package io.lakeshift.sandbox.lakebase.autoscaling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.engine.TableName;
import io.lakeshift.sandbox.http.ApiErrors;
import io.lakeshift.sandbox.http.ApiRequest;
import io.lakeshift.sandbox.http.ApiResponse;
import io.lakeshift.sandbox.http.Json;
import io.lakeshift.sandbox.http.Router;
import io.lakeshift.sandbox.lakebase.Home;
import io.lakeshift.sandbox.lakebase.Requests;
import io.lakeshift.sandbox.lakebase.SyncedTable;
import io.lakeshift.sandbox.lakebase.SyncedTableSpec;
import io.lakeshift.sandbox.lakebase.SyncedTables;
import java.util.Optional;

/** {@code /api/2.0/postgres/synced_tables}: no list and no update, as the real one has none. */
public final class AutoscalingTablesApi {
    private static final String BASE = "/api/2.0/postgres/synced_tables";

    private final SyncedTables tables;
    private final Projects projects;
    private final ProjectCatalogs catalogs;
    private final Operations operations;

    public AutoscalingTablesApi(
            SyncedTables tables, Projects projects, ProjectCatalogs catalogs, Operations operations) {
        this.tables = tables;
        this.projects = projects;
        this.catalogs = catalogs;
        this.operations = operations;
    }

    public void routes(Router router) {
        router.post(BASE, this::create).get(BASE + "/{name}", this::get).delete(BASE + "/{name}", this::delete);
    }

    private ApiResponse create(ApiRequest request) {
        TableName name = TableName.parse(request.requiredParameter("synced_table_id"));
        JsonNode spec = request.body().path("spec");
        Optional<ObjectNode> catalog = catalogs.find(name.catalog());
        String branch = place(spec, "branch", catalog);
        String database = place(spec, "postgres_database", catalog);
        projects.resources().get(branch);
        projects.demandUse(request.caller(), branch);
        SyncedTableSpec wanted = Requests.spec(name, Home.branch(branch), database, spec);
        if (catalog.isPresent() && wanted.createMissing()) {
            catalogs.mirror(name, request.caller());
        }
        SyncedTable table = tables.create(wanted, request.caller());
        projects.adoptDatabase(branch, database);
        return operations.begin("synced_tables/" + name, () -> AutoscalingDocuments.of(table));
    }

    private static String place(JsonNode spec, String field, Optional<ObjectNode> catalog) {
        Optional<String> given = Json.text(spec, field);
        Optional<String> registered = catalog.flatMap(it -> Json.text(it, "status." + field));
        if (registered.isPresent() && given.isPresent() && !registered.equals(given)) {
            throw ApiErrors.badRequest("%s '%s' does not match the registered catalog, which has '%s'."
                    .formatted(field, given.get(), registered.get()));
        }
        return given.or(() -> registered).orElseThrow(() -> ApiErrors.missing("spec." + field));
    }

    private ApiResponse get(ApiRequest request) {
        return ApiResponse.ok(AutoscalingDocuments.of(tables.get(TableName.parse(request.variable("name")))));
    }

    private ApiResponse delete(ApiRequest request) {
        TableName name = TableName.parse(request.variable("name"));
        tables.delete(name, request.caller(), false);
        return operations.begin("synced_tables/" + name, Json::object);
    }
}
