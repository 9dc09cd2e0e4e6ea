package io.lakeshift.sandbox.lakebase.autoscaling;

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
import io.lakeshift.sandbox.unity.Unity;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Databases of branches that are registered as Unity Catalog catalogs: {@code /api/2.0/postgres/catalogs}. */
public final class ProjectCatalogs {
    private static final String BASE = "/api/2.0/postgres/catalogs";

    private final Unity unity;
    private final Databases databases;
    private final Projects projects;
    private final Operations operations;
    private final Map<String, ObjectNode> catalogs = new TreeMap<>();

    public ProjectCatalogs(Unity unity, Databases databases, Projects projects, Operations operations) {
        this.unity = unity;
        this.databases = databases;
        this.projects = projects;
        this.operations = operations;
    }

    public void routes(Router router) {
        router.post(BASE, this::create)
                .get(BASE + "/{name}", request -> ApiResponse.ok(get(request.variable("name"))))
                .delete(BASE + "/{name}", this::delete);
    }

    synchronized Optional<ObjectNode> find(String name) {
        return Optional.ofNullable(catalogs.get(name));
    }

    /** The schema of a table that is about to be made along with it. */
    void mirror(TableName table, Identity creator) {
        unity.namespaces().mirrorSchema(table.catalog(), table.schema(), creator.name());
    }

    private ObjectNode get(String name) {
        return find(name).orElseThrow(() -> ApiErrors.noSuch("Catalog", "catalogs/" + name));
    }

    private synchronized ApiResponse create(ApiRequest request) {
        String name = request.requiredParameter("catalog_id");
        ObjectNode document = request.document();
        String branch = Json.text(document, "spec.branch").orElseThrow(() -> ApiErrors.missing("spec.branch"));
        String database = Json.text(document, "spec.postgres_database")
                .orElseThrow(() -> ApiErrors.missing("spec.postgres_database"));
        projects.resources().get(branch);
        projects.demandUse(request.caller(), branch);
        unity.grants().demand(request.caller(), Unity.METASTORE, "CREATE_CATALOG");
        if (databases.find(Home.branch(branch), database).isEmpty()) {
            if (!document.path("spec").path("create_database_if_missing").asBoolean(false)) {
                throw ApiErrors.notFound("Database '%s' does not exist in '%s'.".formatted(database, branch));
            }
            projects.adoptDatabase(branch, database);
        }
        unity.namespaces()
                .createCatalog(Json.object().put("name", name), request.caller().name());
        document.put("name", "catalogs/" + name);
        document.put("catalog_id", name);
        document.put("uid", Ids.ofName("project catalog " + name));
        document.putObject("status")
                .put("branch", branch)
                .put("postgres_database", database)
                .put("project", branch.replaceFirst("/branches/.*", ""));
        catalogs.put(name, document);
        return operations.begin("catalogs/" + name, () -> document);
    }

    private synchronized ApiResponse delete(ApiRequest request) {
        String name = request.variable("name");
        get(name);
        catalogs.remove(name);
        unity.namespaces().deleteCatalog(name, true);
        return operations.begin("catalogs/" + name, Json::object);
    }
}
