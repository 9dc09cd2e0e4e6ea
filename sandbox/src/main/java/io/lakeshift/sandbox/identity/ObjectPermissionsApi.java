package io.lakeshift.sandbox.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.http.ApiErrors;
import io.lakeshift.sandbox.http.ApiRequest;
import io.lakeshift.sandbox.http.ApiResponse;
import io.lakeshift.sandbox.http.Json;
import io.lakeshift.sandbox.http.Router;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * Access control lists of workspace objects: {@code /api/2.0/permissions/{type}/{id}}. Kept and shown; for database
 * instances and projects {@code CAN_USE} and more also open them.
 */
public final class ObjectPermissionsApi {
    private static final String BASE = "/api/2.0/permissions/{type}/{id}";

    private static final Map<String, List<String>> LEVELS = Map.of(
            "database-instances", List.of("CAN_CREATE", "CAN_USE", "CAN_MANAGE"),
            "database-projects", List.of("CAN_CREATE", "CAN_USE", "CAN_MANAGE"),
            "pipelines", List.of("CAN_VIEW", "CAN_RUN", "CAN_MANAGE", "IS_OWNER"),
            "jobs", List.of("CAN_VIEW", "CAN_MANAGE_RUN", "CAN_MANAGE", "IS_OWNER"),
            "warehouses", List.of("CAN_VIEW", "CAN_MONITOR", "CAN_USE", "CAN_MANAGE", "IS_OWNER"));

    private final Map<String, Map<String, ObjectNode>> lists = new TreeMap<>();
    private final Map<String, BiConsumer<String, String>> openers;
    private final Map<String, Predicate<String>> existing;

    /**
     * @param openers by object type: what lets a principal use the object
     * @param existing by object type: whether there is one of that id; objects of other types need not exist
     */
    public ObjectPermissionsApi(
            Map<String, BiConsumer<String, String>> openers, Map<String, Predicate<String>> existing) {
        this.existing = Map.copyOf(existing);
        this.openers = Map.copyOf(openers);
    }

    public void routes(Router router) {
        router.get(BASE + "/permissionLevels", this::levels)
                .get(BASE, request -> ApiResponse.ok(document(request)))
                .patch(BASE, request -> change(request, false))
                .put(BASE, request -> change(request, true));
    }

    private static String key(ApiRequest request) {
        return "/" + request.variable("type") + "/" + request.variable("id");
    }

    private ApiResponse levels(ApiRequest request) {
        ObjectNode answer = Json.object();
        ArrayNode levels = answer.putArray("permission_levels");
        LEVELS.getOrDefault(request.variable("type"), List.of("CAN_VIEW", "CAN_RUN", "CAN_MANAGE"))
                .forEach(it -> levels.addObject()
                        .put("permission_level", it)
                        .put("description", it.replace('_', ' ').toLowerCase(Locale.ROOT)));
        return ApiResponse.ok(answer);
    }

    private void demandExisting(ApiRequest request) {
        Predicate<String> exists = existing.getOrDefault(request.variable("type"), it -> true);
        if (!exists.test(request.variable("id"))) {
            throw ApiErrors.notFound(
                    "%s '%s' does not exist.".formatted(request.variable("type"), request.variable("id")));
        }
    }

    private synchronized ApiResponse change(ApiRequest request, boolean replace) {
        demandExisting(request);
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
        demandExisting(request);
        ObjectNode document = Json.object();
        document.put("object_id", key(request));
        document.put("object_type", request.variable("type"));
        ArrayNode entries = document.putArray("access_control_list");
        lists.getOrDefault(key(request), Map.of()).values().forEach(entries::add);
        return document;
    }
}
