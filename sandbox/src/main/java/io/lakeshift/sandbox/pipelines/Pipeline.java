package io.lakeshift.sandbox.pipelines;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.http.Json;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A pipeline with its updates and events, newest first. */
public final class Pipeline {
    private final String id;
    private final String creator;
    private final Clock clock;
    private final Work work;
    private final boolean continuous;
    private final Deque<Update> updates = new ArrayDeque<>();
    private final Deque<ObjectNode> events = new ArrayDeque<>();
    private ObjectNode spec;

    Pipeline(String id, String creator, ObjectNode spec, Work work, Clock clock) {
        this.id = id;
        this.creator = creator;
        this.spec = spec.deepCopy();
        this.work = work;
        this.clock = clock;
        this.continuous = spec.path("continuous").asBoolean(false);
    }

    public String id() {
        return id;
    }

    Work work() {
        return work;
    }

    public boolean continuous() {
        return continuous;
    }

    String creator() {
        return creator;
    }

    synchronized String name() {
        return spec.path("name").asText();
    }

    synchronized void edit(ObjectNode next) {
        spec = next.deepCopy();
    }

    synchronized void add(Update update) {
        updates.addFirst(update);
    }

    public synchronized Optional<Update> active() {
        return updates.stream().filter(it -> !it.ended()).findFirst();
    }

    synchronized List<Update> updates() {
        return List.copyOf(updates);
    }

    synchronized List<ObjectNode> events() {
        return events.stream().map(ObjectNode::deepCopy).toList();
    }

    /** @param error the class and text of what went wrong, or empty */
    public synchronized void event(String id, String type, String level, String message, Update update, String error) {
        ObjectNode event = Json.object();
        event.put("id", id);
        event.put("event_type", type);
        event.put("level", level);
        event.put("maturity_level", "STABLE");
        event.put("message", message);
        event.put("timestamp", clock.instant().toString());
        ObjectNode origin = event.putObject("origin");
        origin.put("pipeline_id", this.id);
        origin.put("pipeline_name", name());
        origin.put("update_id", update.id());
        origin.put("cloud", "AWS");
        if (!error.isEmpty()) {
            ObjectNode failure = event.putObject("error");
            failure.put("fatal", true);
            failure.putArray("exceptions")
                    .addObject()
                    .put("class_name", "com.databricks.pipelines.common.errors.DLTSparkException")
                    .put("message", error);
        }
        events.addFirst(event);
    }

    synchronized ObjectNode document() {
        ObjectNode document = Json.object();
        document.put("pipeline_id", id);
        document.put("name", name());
        document.put("creator_user_name", creator);
        document.put("run_as_user_name", creator);
        document.put("state", state());
        document.put(
                "health", updates.isEmpty() || !updates.getFirst().state().equals("FAILED") ? "HEALTHY" : "UNHEALTHY");
        ObjectNode full = spec.deepCopy();
        full.put("id", id);
        document.set("spec", full);
        document.set("latest_updates", latest());
        return document;
    }

    private com.fasterxml.jackson.databind.node.ArrayNode latest() {
        return Json.array(updates.stream()
                .limit(10)
                .map(it -> {
                    ObjectNode document = it.document();
                    document.retain("update_id", "state", "creation_time");
                    document.put(
                            "creation_time",
                            java.time.Instant.ofEpochMilli(
                                            document.path("creation_time").asLong())
                                    .toString());
                    return document;
                })
                .toList());
    }

    private String state() {
        Optional<Update> running = active();
        if (running.isPresent()) {
            return running.get().stopping() ? "STOPPING" : "RUNNING";
        }
        return !updates.isEmpty() && updates.getFirst().state().equals("FAILED") ? "FAILED" : "IDLE";
    }
}
