package io.lakeshift.sandbox.unity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.http.ApiErrors;
import io.lakeshift.sandbox.http.ApiRequest;
import io.lakeshift.sandbox.http.ApiResponse;
import io.lakeshift.sandbox.http.Json;
import io.lakeshift.sandbox.http.Router;
import io.lakeshift.sandbox.state.Ids;
import io.lakeshift.sandbox.state.Pages;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;

/** Storage credentials and external locations: kept and shown; no cloud is asked. */
public final class StorageApi {
    private static final String BASE = "/api/2.1/unity-catalog";

    private final Unity unity;

    public StorageApi(Unity unity) {
        this.unity = unity;
    }

    public void routes(Router router) {
        collection(router, "storage-credentials", "storage_credentials", "CREATE_STORAGE_CREDENTIAL");
        collection(router, "external-locations", "external_locations", "CREATE_EXTERNAL_LOCATION");
        router.post(BASE + "/validate-storage-credentials", request -> {
            ObjectNode answer = Json.object().put("is_dir", true);
            var results = answer.putArray("results");
            for (String operation : java.util.List.of("READ", "LIST", "WRITE", "DELETE", "PATH_EXISTS")) {
                results.addObject().put("operation", operation).put("result", "PASS");
            }
            return ApiResponse.ok(answer);
        });
    }

    private void collection(Router router, String path, String field, String privilege) {
        Map<String, ObjectNode> all = java.util.Collections.synchronizedMap(new TreeMap<>());
        String base = BASE + "/" + path;
        router.get(base, request -> Pages.of(request, field, new ArrayList<>(all.values())))
                .post(base, request -> create(request, all, field, privilege))
                .get(base + "/{name}", request -> ApiResponse.ok(get(all, field, request)))
                .patch(base + "/{name}", request -> {
                    ObjectNode document = get(all, field, request);
                    document.setAll(request.document());
                    return ApiResponse.ok(document);
                })
                .delete(base + "/{name}", request -> {
                    get(all, field, request);
                    all.remove(request.variable("name"));
                    return ApiResponse.empty();
                });
    }

    private ApiResponse create(ApiRequest request, Map<String, ObjectNode> all, String field, String privilege) {
        unity.grants().demand(request.caller(), Unity.METASTORE, privilege);
        String name = request.required("name");
        ObjectNode document = request.document();
        document.put("id", Ids.ofName(field + name));
        document.put("owner", request.caller().name());
        document.put("metastore_id", Namespaces.METASTORE_ID);
        if (document.path("aws_iam_role") instanceof ObjectNode role) {
            role.put("external_id", Ids.ofName("external " + name));
            role.put("unity_catalog_iam_arn", "arn:aws:iam::000000000000:role/unity-catalog-sandbox");
        }
        if (all.putIfAbsent(name, document) != null) {
            throw ApiErrors.alreadyExists(word(field), name);
        }
        return ApiResponse.ok(document);
    }

    private static ObjectNode get(Map<String, ObjectNode> all, String field, ApiRequest request) {
        ObjectNode document = all.get(request.variable("name"));
        if (document == null) {
            throw ApiErrors.unityMissing(word(field), request.variable("name"));
        }
        return document;
    }

    private static String word(String field) {
        return field.equals("storage_credentials") ? "Storage credential" : "External location";
    }
}
