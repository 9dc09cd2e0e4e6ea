package io.lakeshift.sandbox.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.http.ApiResponse;
import io.lakeshift.sandbox.http.Json;
import io.lakeshift.sandbox.http.Router;

/** {@code /__sandbox/faults} for calls, {@code /__sandbox/sync-faults} for synchronisation. */
public final class FaultApi {
    private final Faults faults;
    private final SyncFaults syncFaults;

    public FaultApi(Faults faults, SyncFaults syncFaults) {
        this.faults = faults;
        this.syncFaults = syncFaults;
    }

    public void openRoutes(Router router) {
        router.post("/__sandbox/faults", request -> ApiResponse.ok(document(faults.set(request.document()))))
                .get("/__sandbox/faults", request -> {
                    ObjectNode body = Json.object();
                    body.set(
                            "faults",
                            Json.array(faults.all().stream()
                                    .map(FaultApi::document)
                                    .toList()));
                    return ApiResponse.ok(body);
                })
                .delete("/__sandbox/faults", request -> {
                    faults.clear();
                    return ApiResponse.empty();
                })
                .post("/__sandbox/sync-faults", request -> {
                    syncFaults.set(request.document());
                    return ApiResponse.empty();
                })
                .delete("/__sandbox/sync-faults", request -> {
                    syncFaults.clear();
                    return ApiResponse.empty();
                });
    }

    private static ObjectNode document(Fault fault) {
        ObjectNode document = fault.script().deepCopy();
        document.put("id", fault.id());
        return document;
    }
}
