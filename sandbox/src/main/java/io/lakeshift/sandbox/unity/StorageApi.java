package io.lakeshift.sandbox.unity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.http.ApiError;
import io.lakeshift.sandbox.http.ApiErrors;
import io.lakeshift.sandbox.http.ApiRequest;
import io.lakeshift.sandbox.http.ApiResponse;
import io.lakeshift.sandbox.http.Json;
import io.lakeshift.sandbox.http.Router;
import io.lakeshift.sandbox.state.Ids;
import io.lakeshift.sandbox.state.Pages;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Storage credentials and external locations: kept and shown; no cloud is asked. */
public final class StorageApi {
    private static final String BASE = "/api/2.1/unity-catalog";

    private final Unity unity;
    private final Map<String, ObjectNode> credentials = Collections.synchronizedMap(new TreeMap<>());
    private final Map<String, ObjectNode> locations = Collections.synchronizedMap(new TreeMap<>());

    public StorageApi(Unity unity) {
        this.unity = unity;
    }

    public void routes(Router router) {
        collection(router, "storage-credentials", credentials, "CREATE_STORAGE_CREDENTIAL");
        collection(router, "external-locations", locations, "CREATE_EXTERNAL_LOCATION");
        router.post(BASE + "/validate-storage-credentials", request -> {
            ObjectNode answer = Json.object().put("isDir", true);
            var results = answer.putArray("results");
            for (String operation : java.util.List.of("READ", "LIST", "WRITE", "DELETE", "PATH_EXISTS")) {
                results.addObject().put("operation", operation).put("result", "PASS");
            }
            return ApiResponse.ok(answer);
        });
    }

    private void collection(Router router, String path, Map<String, ObjectNode> all, String privilege) {
        String field = path.replace('-', '_');
        String base = BASE + "/" + path;
        router.get(base, request -> Pages.of(request, field, new ArrayList<>(all.values())))
                .post(base, request -> create(request, all, field, privilege))
                .get(base + "/{name}", request -> ApiResponse.ok(get(all, field, request)))
                .patch(base + "/{name}", request -> {
                    ObjectNode document = get(all, field, request);
                    ApiErrors.refuseNewName(request);
                    document.setAll(request.document());
                    return ApiResponse.ok(document);
                })
                .delete(base + "/{name}", request -> {
                    get(all, field, request);
                    demandUnused(request);
                    all.remove(request.variable("name"));
                    return ApiResponse.empty();
                });
    }

    private ApiResponse create(ApiRequest request, Map<String, ObjectNode> all, String field, String privilege) {
        unity.grants().demand(request.caller(), Unity.METASTORE, privilege);
        String name = request.required("name");
        ObjectNode document = request.document();
        if (all == locations) {
            demandFree(name, request.required("url"), request.required("credential_name"));
        }
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

    private void demandFree(String name, String url, String credential) {
        if (!credentials.containsKey(credential)) {
            throw ApiErrors.unityMissing("Storage credential", credential);
        }
        locations.values().stream()
                .filter(it -> !it.path("name").asText().equals(name))
                .filter(it -> overlap(it.path("url").asText(), url))
                .findFirst()
                .ifPresent(it -> {
                    throw new ApiError(
                            409,
                            "LOCATION_OVERLAP",
                            "The url '%s' overlaps with that of external location '%s'."
                                    .formatted(url, it.path("name").asText()));
                });
    }

    private static boolean overlap(String one, String other) {
        String first = one.endsWith("/") ? one : one + "/";
        String second = other.endsWith("/") ? other : other + "/";
        return first.startsWith(second) || second.startsWith(first);
    }

    /** A credential that a location uses stays, unless it is forced. */
    private void demandUnused(ApiRequest request) {
        String name = request.variable("name");
        boolean credential = request.path().contains("/storage-credentials/");
        boolean used = credential
                && locations.values().stream()
                        .anyMatch(it -> it.path("credential_name").asText().equals(name));
        if (used && !request.flag("force")) {
            throw new ApiError(
                    400,
                    "INVALID_STATE",
                    "Storage credential '%s' has dependent external locations. Use force to delete it."
                            .formatted(name));
        }
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
