package io.lakeshift.sandbox.pipelines;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.http.ApiErrors;
import io.lakeshift.sandbox.http.Json;
import io.lakeshift.sandbox.state.Ids;
import io.lakeshift.sandbox.state.Pace;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All pipelines, and what runs their updates: one at a time each. */
public final class Pipelines implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pipelines.class);
    private static final int RUNNING_AT_ONCE = 12;

    private final Ids ids;
    private final Clock clock;
    private final Pace pace;
    private final Map<String, Pipeline> pipelines = new LinkedHashMap<>();
    private volatile boolean closed;
    private final ExecutorService finite = Executors.newFixedThreadPool(RUNNING_AT_ONCE, Pipelines::thread);
    private final ExecutorService endless = Executors.newCachedThreadPool(Pipelines::thread);

    public Pipelines(Ids ids, Clock clock, Pace pace) {
        this.ids = ids;
        this.clock = clock;
        this.pace = pace;
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "sandbox-pipeline");
        thread.setDaemon(true);
        return thread;
    }

    public synchronized Pipeline create(ObjectNode spec, String creator, Work work) {
        Pipeline pipeline = new Pipeline(ids.uuid(), creator, spec, work, clock);
        pipelines.put(pipeline.id(), pipeline);
        return pipeline;
    }

    public synchronized Optional<Pipeline> find(String id) {
        return Optional.ofNullable(pipelines.get(id));
    }

    public Pipeline get(String id) {
        return find(id).orElseThrow(() -> ApiErrors.notFound("The specified pipeline %s was not found.".formatted(id)));
    }

    synchronized List<Pipeline> all() {
        return List.copyOf(pipelines.values());
    }

    public void delete(String id) {
        Pipeline pipeline = get(id);
        pipeline.active().ifPresent(Update::stop);
        synchronized (this) {
            pipelines.remove(id);
        }
    }

    /** Starts an update, unless one is under way. */
    public Update start(Pipeline pipeline, String cause, ObjectNode request) {
        Update update = new Update(pipeline.id(), ids.uuid(), cause, clock.millis(), request);
        synchronized (pipeline) {
            pipeline.active().ifPresent(it -> {
                throw new io.lakeshift.sandbox.http.ApiError(
                        409,
                        "CONFLICT",
                        "An active update %s already exists for pipeline '%s'.".formatted(it.id(), pipeline.name()));
            });
            pipeline.add(update);
        }
        pipeline.event(
                ids.uuid(),
                "create_update",
                "INFO",
                "Update " + short4(update) + " started by " + cause + ".",
                update,
                "");
        (pipeline.continuous() ? endless : finite).execute(() -> run(pipeline, update));
        return update;
    }

    public Update start(Pipeline pipeline, String cause) {
        return start(pipeline, cause, Json.object());
    }

    private void run(Pipeline pipeline, Update update) {
        try {
            enter(pipeline, update, "INITIALIZING");
            enter(pipeline, update, "SETTING_UP_TABLES");
            enter(pipeline, update, "RUNNING");
            pipeline.work().run(update);
            end(pipeline, update, update.stopping() ? "CANCELED" : "COMPLETED", "");
        } catch (UpdateFailed e) {
            end(pipeline, update, "FAILED", String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.warn("An update of {} failed", pipeline.name(), e);
            end(pipeline, update, "FAILED", "[INTERNAL_ERROR] " + e);
        }
    }

    private void enter(Pipeline pipeline, Update update, String state) {
        update.state(state);
        progress(pipeline, update, state, "");
        pace.pauseStep();
    }

    private void end(Pipeline pipeline, Update update, String state, String error) {
        progress(pipeline, update, state, error);
        update.state(state);
        if (!closed) {
            pipeline.work().ended(pipeline);
        }
    }

    private void progress(Pipeline pipeline, Update update, String state, String error) {
        String message = "Update " + short4(update) + " is " + state + "." + (error.isEmpty() ? "" : " " + error);
        pipeline.event(ids.uuid(), "update_progress", error.isEmpty() ? "INFO" : "ERROR", message, update, error);
    }

    /** Something about one of the pipeline's tables. */
    public void flowEvent(Pipeline pipeline, Update update, String table, String level, String text) {
        pipeline.event(
                ids.uuid(),
                "flow_progress",
                level,
                "Flow '" + table + "' " + text,
                update,
                level.equals("ERROR") ? text : "");
    }

    private static String short4(Update update) {
        return update.id().substring(0, 6);
    }

    @Override
    public void close() {
        closed = true;
        all().forEach(it -> it.active().ifPresent(Update::stop));
        finite.shutdownNow();
        endless.shutdownNow();
    }
}
