package io.lakeshift.sandbox.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
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
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** {@code /api/2.2/jobs}. A run is what its pipeline tasks started; other tasks succeed at once. */
public final class JobsApi {
    private static final String BASE = "/api/2.2/jobs";

    private final Pipelines pipelines;
    private final Ids ids;
    private final Clock clock;
    private final Map<Long, ObjectNode> jobs = new LinkedHashMap<>();
    private final Map<Long, JobRun> runs = new LinkedHashMap<>();
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
                .post(BASE + "/runs/submit", this::submit)
                .get(BASE + "/runs/get", request -> {
                    long id = id(request.requiredParameter("run_id"));
                    return ApiResponse.ok(run(id).document(clock.millis()));
                })
                .get(BASE + "/runs/list", this::runs)
                .post(BASE + "/runs/cancel", request -> {
                    run(id(request.required("run_id"))).cancel();
                    return ApiResponse.empty();
                })
                .post(BASE + "/runs/cancel-all", this::cancelAll);
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
        boolean tasks = request.flag("expand_tasks");
        return Pages.of(
                request,
                "jobs",
                jobs.values().stream()
                        .map(it -> tasks ? it : withoutTasks(it))
                        .filter(it -> name.isEmpty()
                                || it.path("settings").path("name").asText().equalsIgnoreCase(name.get()))
                        .toList());
    }

    private static ObjectNode withoutTasks(ObjectNode job) {
        ObjectNode shown = job.deepCopy();
        shown.withObject("/settings").remove("tasks");
        return shown;
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
        request.body().path("new_settings").properties().forEach(it -> {
            boolean tasks = it.getKey().equals("tasks");
            settings.set(it.getKey(), tasks ? merged(settings.path("tasks"), it.getValue()) : it.getValue());
        });
        Json.strings(request.body().path("fields_to_remove")).forEach(settings::remove);
        return ApiResponse.empty();
    }

    private static ArrayNode merged(JsonNode before, JsonNode changes) {
        Map<String, JsonNode> byKey = new LinkedHashMap<>();
        before.forEach(it -> byKey.put(it.path("task_key").asText(), it));
        changes.forEach(it -> byKey.put(it.path("task_key").asText(), it));
        return Json.array(byKey.values());
    }

    private synchronized ApiResponse delete(ApiRequest request) {
        long id = id(request.required("job_id"));
        job(id);
        jobs.remove(id);
        return ApiResponse.empty();
    }

    private synchronized ApiResponse runNow(ApiRequest request) {
        ObjectNode job = job(id(request.required("job_id")));
        return once(request, () -> run(job, request.caller().name()));
    }

    /** A run of tasks that no job keeps. */
    private synchronized ApiResponse submit(ApiRequest request) {
        ObjectNode job = Json.object();
        job.put("job_id", ids.number());
        job.set(
                "settings",
                request.document().put("name", request.text("run_name").orElse("Untitled")));
        return once(request, () -> run(job, request.caller().name()));
    }

    private ApiResponse once(ApiRequest request, LongSupplier start) {
        Optional<String> token = request.text("idempotency_token");
        Long earlier = token.map(idempotency::get).orElse(null);
        long id = earlier == null ? start.getAsLong() : earlier;
        token.ifPresent(it -> idempotency.put(it, id));
        return ApiResponse.ok(Json.object().put("run_id", id).put("number_in_job", id));
    }

    private long run(ObjectNode job, String user) {
        long id = ids.number();
        long jobId = job.path("job_id").asLong();
        ObjectNode head = Json.object();
        head.put("run_id", id);
        head.put("job_id", jobId);
        head.put("run_name", job.path("settings").path("name").asText());
        head.put("creator_user_name", user);
        head.put("number_in_job", id);
        head.put("run_type", "JOB_RUN");
        head.put("trigger", "ONE_TIME");
        head.put("start_time", clock.millis());
        head.put("run_page_url", "/jobs/" + jobId + "/runs/" + id);
        runs.put(id, JobRun.start(head, job.path("settings").path("tasks"), pipelines, ids));
        return id;
    }

    private synchronized JobRun run(long id) {
        JobRun run = runs.get(id);
        if (run == null) {
            throw new ApiError(400, "INVALID_PARAMETER_VALUE", "Run %d does not exist.".formatted(id));
        }
        return run;
    }

    private synchronized ApiResponse runs(ApiRequest request) {
        Optional<String> job = request.parameter("job_id");
        boolean tasks = request.flag("expand_tasks");
        List<ObjectNode> all = new ArrayList<>(runs.values().stream()
                .filter(it -> !request.flag("active_only") || it.inProgress())
                .filter(it -> !request.flag("completed_only") || !it.inProgress())
                .map(it -> it.document(clock.millis()))
                .filter(it -> job.isEmpty() || it.path("job_id").asText().equals(job.get()))
                .toList());
        all.forEach(it -> it.remove(tasks ? List.of() : List.of("tasks")));
        Collections.reverse(all);
        return Pages.of(request, "runs", all);
    }

    private synchronized ApiResponse cancelAll(ApiRequest request) {
        Optional<String> job = request.text("job_id");
        runs.values().stream()
                .filter(it -> job.isEmpty()
                        || it.document(clock.millis()).path("job_id").asText().equals(job.get()))
                .forEach(JobRun::cancel);
        return ApiResponse.empty();
    }
}
