package io.lakeshift.sandbox.pipelines;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.http.Json;
import java.util.List;
import java.util.Set;

/** One update of a pipeline. */
public final class Update {
    private static final Set<String> ENDED = Set.of("COMPLETED", "FAILED", "CANCELED");

    private final String pipeline;
    private final String id;
    private final String cause;
    private final long created;
    private final ObjectNode request;
    private String state = "CREATED";
    private boolean stopping;

    Update(String pipeline, String id, String cause, long created, ObjectNode request) {
        this.pipeline = pipeline;
        this.id = id;
        this.cause = cause;
        this.created = created;
        this.request = request;
    }

    public String id() {
        return id;
    }

    public boolean fullRefresh() {
        return request.path("full_refresh").asBoolean(false);
    }

    /** Which tables are fully refreshed; none means that none was named. */
    public List<String> fullRefreshSelection() {
        return Json.strings(request.path("full_refresh_selection"));
    }

    public List<String> refreshSelection() {
        return Json.strings(request.path("refresh_selection"));
    }

    public boolean validateOnly() {
        return request.path("validate_only").asBoolean(false);
    }

    public synchronized String state() {
        return state;
    }

    synchronized void state(String next) {
        if (!ENDED.contains(state)) {
            state = next;
        }
    }

    public synchronized boolean ended() {
        return ENDED.contains(state);
    }

    /** Asks for its end. */
    public synchronized void stop() {
        stopping = true;
        notifyAll();
    }

    /** Returns when someone asks for its end. */
    public synchronized void awaitStop() throws InterruptedException {
        while (!stopping) {
            wait();
        }
    }

    /** Whether someone asked for its end; whoever runs it looks now and then. */
    public synchronized boolean stopping() {
        return stopping;
    }

    synchronized ObjectNode document() {
        ObjectNode document = Json.object();
        document.put("pipeline_id", pipeline);
        document.put("update_id", id);
        document.put("state", state);
        document.put("cause", cause);
        document.put("creation_time", created);
        document.put("full_refresh", fullRefresh());
        for (String field : List.of("full_refresh_selection", "refresh_selection", "validate_only")) {
            if (request.has(field)) {
                document.set(field, request.get(field).deepCopy());
            }
        }
        return document;
    }
}
