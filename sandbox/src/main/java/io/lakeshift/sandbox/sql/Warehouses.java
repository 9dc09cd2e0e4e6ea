package io.lakeshift.sandbox.sql;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.http.ApiErrors;
import io.lakeshift.sandbox.http.ApiRequest;
import io.lakeshift.sandbox.http.ApiResponse;
import io.lakeshift.sandbox.http.Json;
import io.lakeshift.sandbox.http.Router;
import io.lakeshift.sandbox.state.Ids;
import io.lakeshift.sandbox.state.Pages;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** SQL warehouses: names to run statements under. All of them are the one engine. */
public final class Warehouses {
    private static final String BASE = "/api/2.0/sql/warehouses";

    private final Ids ids;
    private final Map<String, ObjectNode> warehouses = new LinkedHashMap<>();

    public Warehouses(Ids ids) {
        this.ids = ids;
    }

    public synchronized void add(String id, String name) {
        ObjectNode warehouse = Json.object();
        warehouse.put("id", id);
        warehouse.put("name", name);
        warehouse.put("state", "RUNNING");
        warehouse.put("cluster_size", "2X-Small");
        warehouse.put("warehouse_type", "PRO");
        warehouse.put("enable_serverless_compute", true);
        warehouses.put(id, warehouse);
    }

    public void routes(Router router) {
        router.get(BASE, this::list)
                .post(BASE, this::create)
                .get(BASE + "/{id}", request -> ApiResponse.ok(get(request.variable("id"))))
                .delete(BASE + "/{id}", this::delete)
                .post(BASE + "/{id}/start", request -> state(request, "RUNNING"))
                .post(BASE + "/{id}/stop", request -> state(request, "STOPPED"));
    }

    /** A stopped one starts by itself. */
    synchronized void demand(String id) {
        ObjectNode warehouse = warehouses.get(id);
        if (warehouse == null) {
            throw ApiErrors.badRequest("%s is not a valid endpoint id.".formatted(id));
        }
        warehouse.put("state", "RUNNING");
    }

    private synchronized ObjectNode get(String id) {
        ObjectNode warehouse = warehouses.get(id);
        if (warehouse == null) {
            throw ApiErrors.notFound("SQL warehouse %s does not exist.".formatted(id));
        }
        return warehouse.deepCopy();
    }

    private synchronized ApiResponse list(ApiRequest request) {
        List<ObjectNode> all =
                warehouses.values().stream().map(ObjectNode::deepCopy).toList();
        return Pages.of(request, "warehouses", all);
    }

    private ApiResponse create(ApiRequest request) {
        String id = ids.uuid().replace("-", "").substring(0, 16);
        add(id, request.required("name"));
        return ApiResponse.ok(Json.object().put("id", id));
    }

    private synchronized ApiResponse delete(ApiRequest request) {
        get(request.variable("id"));
        warehouses.remove(request.variable("id"));
        return ApiResponse.empty();
    }

    private synchronized ApiResponse state(ApiRequest request, String state) {
        get(request.variable("id"));
        ObjectNode warehouse = warehouses.get(request.variable("id"));
        if (warehouse != null) {
            warehouse.put("state", state);
        }
        return ApiResponse.empty();
    }
}
