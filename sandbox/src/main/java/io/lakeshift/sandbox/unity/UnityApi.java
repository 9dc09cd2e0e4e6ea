package io.lakeshift.sandbox.unity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.engine.TableName;
import io.lakeshift.sandbox.http.ApiErrors;
import io.lakeshift.sandbox.http.ApiRequest;
import io.lakeshift.sandbox.http.ApiResponse;
import io.lakeshift.sandbox.http.Json;
import io.lakeshift.sandbox.http.Router;
import io.lakeshift.sandbox.state.Pages;
import java.util.List;
import java.util.Optional;

/** Catalogs, schemas, tables and their constraints under {@code /api/2.1/unity-catalog}. */
public final class UnityApi {
    private static final String BASE = "/api/2.1/unity-catalog";

    private final Unity unity;
    private final OwnedNamespaces namespaces;

    public UnityApi(Unity unity, OwnedNamespaces namespaces) {
        this.unity = unity;
        this.namespaces = namespaces;
    }

    public void routes(Router router) {
        router.get(BASE + "/metastore_summary", request -> ApiResponse.ok(metastore()))
                .get(BASE + "/current-metastore-assignment", request -> ApiResponse.ok(assignment()))
                .get(BASE + "/metastores", request -> Pages.of(request, "metastores", List.of(metastore())))
                .get(BASE + "/metastores/{id}", this::metastore)
                .get(BASE + "/catalogs", this::catalogs)
                .post(BASE + "/catalogs", this::createCatalog)
                .get(
                        BASE + "/catalogs/{name}",
                        request -> ApiResponse.ok(unity.namespaces().catalog(request.variable("name"))))
                .patch(BASE + "/catalogs/{name}", this::updateCatalog)
                .delete(BASE + "/catalogs/{name}", this::deleteCatalog)
                .get(BASE + "/schemas", this::schemas)
                .post(BASE + "/schemas", this::createSchema)
                .get(
                        BASE + "/schemas/{name}",
                        request -> ApiResponse.ok(unity.namespaces().schema(request.variable("name"))))
                .patch(BASE + "/schemas/{name}", this::updateSchema)
                .delete(BASE + "/schemas/{name}", this::deleteSchema)
                .get(BASE + "/table-summaries", this::summaries)
                .get(BASE + "/tables", this::tables)
                .post(BASE + "/tables", this::createTable)
                .get(BASE + "/tables/{name}/exists", this::exists)
                .get(BASE + "/tables/{name}", this::table)
                .delete(BASE + "/tables/{name}", this::deleteTable)
                .post(BASE + "/constraints", this::createConstraint)
                .delete(BASE + "/constraints/{name}", this::deleteConstraint);
    }

    private static ObjectNode assignment() {
        return Json.object().put("metastore_id", Namespaces.METASTORE_ID).put("default_catalog_name", "main");
    }

    private ApiResponse metastore(ApiRequest request) {
        if (!request.variable("id").equals(Namespaces.METASTORE_ID)) {
            throw ApiErrors.unityMissing("Metastore", request.variable("id"));
        }
        return ApiResponse.ok(metastore());
    }

    private static ObjectNode metastore() {
        ObjectNode metastore = Json.object();
        metastore.put("metastore_id", Namespaces.METASTORE_ID);
        metastore.put("name", "sandbox");
        metastore.put("cloud", "aws");
        metastore.put("region", "us-west-2");
        metastore.put("global_metastore_id", "aws:us-west-2:" + Namespaces.METASTORE_ID);
        metastore.put("privilege_model_version", "1.0");
        return metastore;
    }

    private ApiResponse catalogs(ApiRequest request) {
        return Pages.of(
                request,
                "catalogs",
                unity.namespaces().catalogs().stream()
                        .filter(it -> it.path("name").asText().equals("system")
                                || unity.grants()
                                        .holds(
                                                request.caller(),
                                                Securable.catalog(
                                                        it.path("name").asText()),
                                                "USE_CATALOG"))
                        .toList());
    }

    private ApiResponse createCatalog(ApiRequest request) {
        return ApiResponse.ok(namespaces.createCatalog(request.document(), request.caller()));
    }

    private ApiResponse updateCatalog(ApiRequest request) {
        ApiErrors.refuseNewName(request);
        return ApiResponse.ok(unity.namespaces().updateCatalog(request.variable("name"), request.document()));
    }

    private ApiResponse deleteCatalog(ApiRequest request) {
        namespaces.deleteCatalog(request.variable("name"), request.flag("force"), request.caller());
        return ApiResponse.empty();
    }

    private ApiResponse schemas(ApiRequest request) {
        return Pages.of(request, "schemas", unity.namespaces().schemas(request.requiredParameter("catalog_name")));
    }

    private ApiResponse createSchema(ApiRequest request) {
        return ApiResponse.ok(namespaces.createSchema(request.document(), request.caller()));
    }

    private ApiResponse updateSchema(ApiRequest request) {
        ApiErrors.refuseNewName(request);
        return ApiResponse.ok(unity.namespaces().updateSchema(request.variable("name"), request.document()));
    }

    private ApiResponse deleteSchema(ApiRequest request) {
        namespaces.deleteSchema(request.variable("name"), request.flag("force"), request.caller());
        return ApiResponse.empty();
    }

    private ApiResponse tables(ApiRequest request) {
        return Pages.of(
                request,
                "tables",
                unity.tables()
                        .list(request.requiredParameter("catalog_name"), request.requiredParameter("schema_name")));
    }

    /** All tables of a catalog whose schema and name are LIKE the patterns. */
    private ApiResponse summaries(ApiRequest request) {
        String catalog = request.requiredParameter("catalog_name");
        String schemas = like(request.parameter("schema_name_pattern"));
        String tables = like(request.parameter("table_name_pattern"));
        List<ObjectNode> found = unity.namespaces().schemas(catalog).stream()
                .map(it -> it.path("name").asText())
                .filter(it -> it.matches(schemas))
                .flatMap(it -> unity.tables().list(catalog, it).stream())
                .filter(it -> it.path("name").asText().matches(tables))
                .map(it -> it.<ObjectNode>deepCopy().retain("full_name", "table_type"))
                .toList();
        return Pages.of(request, "tables", found);
    }

    private static String like(Optional<String> pattern) {
        return "(?i)\\Q" + pattern.orElse("%").replace("%", "\\E.*\\Q").replace("_", "\\E.\\Q") + "\\E";
    }

    /** An external Delta table without rows, as the real API makes nothing else either. */
    private ApiResponse createTable(ApiRequest request) {
        TableName name = new TableName(
                request.required("catalog_name"), request.required("schema_name"), request.required("name"));
        if (!request.required("table_type").equals("EXTERNAL")
                || !request.required("data_source_format").equals("DELTA")) {
            throw ApiErrors.badRequest("Only external Delta tables can be created here. Use CREATE TABLE in SQL.");
        }
        String location = request.required("storage_location");
        unity.namespaces().schema(name.schemaName());
        unity.grants().demandCreate(request.caller(), name.catalog(), name.schema());
        unity.tables()
                .createExternal(
                        name, request.document(), location, request.caller().name());
        unity.own(Securable.table(name), request.caller());
        return ApiResponse.ok(unity.tables().get(name));
    }

    private ApiResponse table(ApiRequest request) {
        TableName name = TableName.parse(request.variable("name"));
        ObjectNode table = unity.tables().get(name);
        unity.demandVisible(request.caller(), name);
        return ApiResponse.ok(table);
    }

    private ApiResponse exists(ApiRequest request) {
        ObjectNode answer = Json.object();
        answer.put(
                "table_exists",
                unity.tables().find(TableName.parse(request.variable("name"))).isPresent());
        return ApiResponse.ok(answer);
    }

    private ApiResponse deleteTable(ApiRequest request) {
        TableName name = TableName.parse(request.variable("name"));
        unity.tables().get(name);
        unity.grants().demand(request.caller(), Securable.table(name), "MANAGE");
        unity.delete(name);
        return ApiResponse.empty();
    }

    private ApiResponse createConstraint(ApiRequest request) {
        TableName name = TableName.parse(request.required("full_name_arg"));
        JsonNode constraint = request.body().path("constraint");
        JsonNode key = constraint.path("primary_key_constraint");
        if (key.isMissingNode()) {
            throw ApiErrors.badRequest("Only primary_key_constraint is supported here.");
        }
        unity.tables()
                .addPrimaryKey(
                        name, key.path("name").asText(name.table() + "_pk"), Json.strings(key.path("child_columns")));
        return ApiResponse.ok(constraint);
    }

    private ApiResponse deleteConstraint(ApiRequest request) {
        unity.tables()
                .dropConstraint(
                        TableName.parse(request.variable("name")), request.requiredParameter("constraint_name"));
        return ApiResponse.empty();
    }
}
