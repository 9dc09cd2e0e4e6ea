package io.lakeshift.sandbox.lakebase.autoscaling;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.http.ApiErrors;
import io.lakeshift.sandbox.http.ApiRequest;
import io.lakeshift.sandbox.http.ApiResponse;
import io.lakeshift.sandbox.http.Json;
import io.lakeshift.sandbox.http.Router;
import io.lakeshift.sandbox.state.Ids;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Long-running operations: each is done after it has been asked for some times. */
public final class Operations {
    private static final class Running {
        final Supplier<ObjectNode> response;
        int pollsLeft;

        Running(Supplier<ObjectNode> response, int pollsLeft) {
            this.response = response;
            this.pollsLeft = pollsLeft;
        }
    }

    private final Ids ids;
    private final int polls;
    private final Map<String, Running> operations = new LinkedHashMap<>();

    public Operations(Ids ids, int polls) {
        this.ids = ids;
        this.polls = polls;
    }

    public void routes(Router router) {
        router.get("/api/2.0/postgres/{parent*}/operations/{id}", this::get);
    }

    /**
     * Begins an operation on {@code resource}.
     *
     * @param response what it answers when it is done
     */
    synchronized ApiResponse begin(String resource, Supplier<ObjectNode> response) {
        String name = resource + "/operations/" + ids.uuid();
        operations.put(name, new Running(response, polls));
        return ApiResponse.ok(document(name, false));
    }

    private synchronized ApiResponse get(ApiRequest request) {
        String name = request.variable("parent") + "/operations/" + request.variable("id");
        Running running = operations.get(name);
        if (running == null) {
            throw ApiErrors.noSuch("Operation", name);
        }
        if (running.pollsLeft > 0) {
            running.pollsLeft--;
            return ApiResponse.ok(document(name, false));
        }
        ObjectNode done = document(name, true);
        done.set("response", running.response.get());
        return ApiResponse.ok(done);
    }

    private static ObjectNode document(String name, boolean done) {
        ObjectNode document = Json.object();
        document.put("name", name);
        document.put("done", done);
        document.putObject("metadata");
        return document;
    }
}
