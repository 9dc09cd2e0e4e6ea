package io.lakeshift.sandbox.log;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.http.ApiResponse;
import io.lakeshift.sandbox.http.Json;
import io.lakeshift.sandbox.http.Router;

/** {@code /__sandbox/requests}: the log, and its clearing. */
public final class LogApi {
    private final RequestLog log;

    public LogApi(RequestLog log) {
        this.log = log;
    }

    public void openRoutes(Router router) {
        router.get("/__sandbox/requests", request -> {
                    int since =
                            request.parameter("since").map(Integer::parseInt).orElse(1);
                    ObjectNode body = Json.object();
                    body.set("requests", Json.array(log.since(since)));
                    return ApiResponse.ok(body);
                })
                .delete("/__sandbox/requests", request -> {
                    log.clear();
                    return ApiResponse.empty();
                });
    }
}
