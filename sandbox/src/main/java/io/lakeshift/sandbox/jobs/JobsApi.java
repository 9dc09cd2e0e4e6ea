package io.lakeshift.sandbox.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.http.ApiError;
import io.lakeshift.sandbox.http.ApiErrors;
import io.lakeshift.sandbox.http.ApiRequest;
import io.lakeshift.sandbox.http.ApiResponse;
import io.lakeshift.sandbox.http.Json;
import io.lakeshift.sandbox.http.Router;
import io.lakeshift.sandbox.pipelines.Pipelines;
import io.lakeshift.sandbox.state.Ids;
import io.lakeshift.sandbox.state.Pages;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /api/2.2/jobs}. A run starts the updates of its pipeline tasks; other tasks succeed at once. */
public final class JobsApi {
    private static final String BASE = "/api/2.2/jobs";

    private final Pipelines pipelines;
    private final Ids ids;
    private final Clock clock;
    private final Map<Long, ObjectNode> jobs = new LinkedHashMap<>();
    private final Map<Long, ObjectNode> runs = new LinkedHashMap<>();
    private final Map<String, Long> idempotency = new HashMap<>();

    public JobsApi(Pipelines pipelines, Ids ids, Clock clock) {
        this.pipelines = pipelines;
        this.ids = ids;
        this.clock = clock;
    }

    public void routes(Router router) {
        router.post(BASE + "/create", this::create)
                .get(BASE + "/get", request -> ApiResponse.ok(job(id(request.requiredParameter("job_id")))))
                .get(BASE + "/list", this::list)
                .post(BASE + "/reset", this::reset)
                .post(BASE + "/update", this::update)
                .post(BASE + "/delete", this::delete)
                .post(BASE + "/run-now", this::runNow)
                .get(BASE + "/runs/get", request -> ApiResponse.ok(run(id(request.requiredParameter("run_id")))))
                .get(BASE + "/runs/list", this::runs)
                .post(BASE + "/runs/cancel", request -> {
                    end(run(id(request.required("run_id"))), "CANCELED");
                    return ApiResponse.empty();
                });
    }

    private static long id(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw ApiErrors.badRequest("'%s' is not a valid id.".formatted(text));
        }
    }

    private synchronized ApiResponse create(ApiRequest request) {
        long id = ids.number();
        ObjectNode job = Json.object();
        job.put("job_id", id);
        job.put("creator_user_name", request.caller().name());
        job.put("created_time", clock.millis());
        job.set("settings", settings(request.document()));
        jobs.put(id, job);
        return ApiResponse.ok(Json.object().put("job_id", id));
    }

    private static ObjectNode settings(ObjectNode given) {
        if (!given.has("name")) {
            given.put("name", "Untitled");
        }
        return given;
    }

    private synchronized ObjectNode job(long id) {
        ObjectNode job = jobs.get(id);
        if (job == null) {
            throw new ApiError(400, "INVALID_PARAMETER_VALUE", "Job %d does not exist.".formatted(id));
        }
        return job;
    }

    private synchronized ApiResponse list(ApiRequest request) {
        Optional<String> name = request.parameter("name");
        return Pages.of(
                request,
                "jobs",
                jobs.values().stream()
                        .filter(it -> name.isEmpty()
                                || it.path("settings").path("name").asText().equalsIgnoreCase(name.get()))
                        .toList());
    }

    private synchronized ApiResponse reset(ApiRequest request) {
        ObjectNode job = job(id(request.required("job_id")));
        if (!(request.body().path("new_settings") instanceof ObjectNode next)) {
            throw ApiErrors.missing("new_settings");
        }
        job.set("settings", settings(next.deepCopy()));
        return ApiResponse.empty();
    }

    /** Top-level fields are replaced whole, tasks by their key. */
    private synchronized ApiResponse update(ApiRequest request) {
        ObjectNode settings = job(id(request.required("job_id"))).withObject("/settings");
        request.body().path("new_settings").properties().forEach(it -> settings.set(it.getKey(), it.getValue()));
        Json.strings(request.body().path("fields_to_remove")).forEach(settings::remove);
        return ApiResponse.empty();
    }

    private synchronized ApiResponse delete(ApiRequest request) {
        long id = id(request.required("job_id"));
        job(id);
        jobs.remove(id);
        return ApiResponse.empty();
    }

    private synchronized ApiResponse runNow(ApiRequest request) {
        ObjectNode job = job(id(request.required("job_id")));
        Optional<String> token = request.text("idempotency_token");
        Long earlier = token.map(idempotency::get).orElse(null);
        if (earlier != null) {
            return ApiResponse.ok(Json.object().put("run_id", earlier).put("number_in_job", earlier));
        }
        long id = ids.number();
        token.ifPresent(it -> idempotency.put(it, id));
        ObjectNode run = Json.object();
        run.put("run_id", id);
        run.put("job_id", job.path("job_id").asLong());
        run.put("start_time", clock.millis());
        run.put("run_page_url", "/jobs/" + job.path("job_id").asLong() + "/runs/" + id);
        runs.put(id, run);
        List<String> started = new ArrayList<>();
        for (JsonNode task : job.path("settings").path("tasks")) {
            Json.text(task, "pipeline_task.pipeline_id").ifPresent(pipeline -> {
                ObjectNode update = Json.object()
                        .put(
                                "full_refresh",
                                task.path("pipeline_task").path("full_refresh").asBoolean(false));
                started.add(pipelines
                        .start(pipelines.get(pipeline), "JOB_TASK", update)
                        .id());
            });
        }
        run.set("updates", Json.texts(started));
        end(run, "SUCCESS");
        return ApiResponse.ok(Json.object().put("run_id", id).put("number_in_job", id));
    }

    private void end(ObjectNode run, String result) {
        run.put("end_time", clock.millis());
        run.putObject("state").put("life_cycle_state", "TERMINATED").put("result_state", result);
        run.putObject("status").put("state", "TERMINATED");
    }

    private synchronized ObjectNode run(long id) {
        ObjectNode run = runs.get(id);
        if (run == null) {
            throw new ApiError(400, "INVALID_PARAMETER_VALUE", "Run %d does not exist.".formatted(id));
        }
        return run;
    }

    private synchronized ApiResponse runs(ApiRequest request) {
        Optional<String> job = request.parameter("job_id");
        List<ObjectNode> all = new ArrayList<>(runs.values().stream()
                .filter(it -> job.isEmpty() || it.path("job_id").asText().equals(job.get()))
                .toList());
        java.util.Collections.reverse(all);
        return Pages.of(request, "runs", all);
    }
}
