package io.lakeshift.sandbox.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.http.ApiRequest;
import io.lakeshift.sandbox.http.ApiResponse;
import io.lakeshift.sandbox.http.Json;
import io.lakeshift.sandbox.http.Router;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Access control lists of workspace objects: {@code /api/2.0/permissions/{type}/{id}}. Kept and shown; for database
 * instances and projects {@code CAN_USE} and more also open them.
 */
public final class ObjectPermissionsApi {
    private static final String BASE = "/api/2.0/permissions/{type}/{id}";

    private final Map<String, Map<String, ObjectNode>> lists = new TreeMap<>();
    private final Map<String, BiConsumer<String, String>> openers;

    /** @param openers by object type: what lets a principal use the object */
    public ObjectPermissionsApi(Map<String, BiConsumer<String, String>> openers) {
        this.openers = Map.copyOf(openers);
    }

    public void routes(Router router) {
        router.get(BASE, request -> ApiResponse.ok(document(request)))
                .patch(BASE, request -> change(request, false))
                .put(BASE, request -> change(request, true));
    }

    private static String key(ApiRequest request) {
        return "/" + request.variable("type") + "/" + request.variable("id");
    }

    private synchronized ApiResponse change(ApiRequest request, boolean replace) {
        Map<String, ObjectNode> entries = lists.computeIfAbsent(key(request), it -> new TreeMap<>());
        if (replace) {
            entries.clear();
        }
        for (JsonNode entry : request.body().path("access_control_list")) {
            String principal = Json.text(entry, "user_name")
                    .or(() -> Json.text(entry, "group_name"))
                    .or(() -> Json.text(entry, "service_principal_name"))
                    .orElse("");
            ObjectNode kept = entry.deepCopy();
            String level = entry.path("permission_level").asText();
            kept.remove("permission_level");
            kept.putArray("all_permissions")
                    .addObject()
                    .put("permission_level", level)
                    .put("inherited", false);
            entries.put(principal, kept);
            openers.getOrDefault(request.variable("type"), (id, who) -> {}).accept(request.variable("id"), principal);
        }
        return ApiResponse.ok(document(request));
    }

    private synchronized ObjectNode document(ApiRequest request) {
        ObjectNode document = Json.object();
        document.put("object_id", key(request));
        document.put("object_type", request.variable("type"));
        ArrayNode entries = document.putArray("access_control_list");
        lists.getOrDefault(key(request), Map.of()).values().forEach(entries::add);
        return document;
    }
}
