package io.lakeshift.sandbox.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.http.ApiError;
import io.lakeshift.sandbox.http.Json;
import io.lakeshift.sandbox.pipelines.Pipelines;
import io.lakeshift.sandbox.pipelines.Update;
import io.lakeshift.sandbox.state.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One run of a job: as long as the updates that its pipeline tasks started, and as good as the worst of them. */
final class JobRun {
    private record Task(ObjectNode document, Optional<Update> update, String failure) {
        boolean ended() {
            return update.map(Update::ended).orElse(true);
        }

        String result() {
            String state = update.map(Update::state).orElse(failure.isEmpty() ? "COMPLETED" : "FAILED");
            return switch (state) {
                case "COMPLETED" -> "SUCCESS";
                case "CANCELED" -> "CANCELED";
                default -> "FAILED";
            };
        }
    }

    private final ObjectNode document;
    private final List<Task> tasks = new ArrayList<>();
    private long ended;

    private JobRun(ObjectNode document) {
        this.document = document;
    }

    /** Starts what the tasks say. A pipeline that is not there or is busy fails its task, not the call. */
    static JobRun start(ObjectNode head, JsonNode tasks, Pipelines pipelines, Ids ids) {
        JobRun run = new JobRun(head);
        for (JsonNode each : tasks) {
            ObjectNode task = each.deepCopy();
            task.put("run_id", ids.number());
            task.put("start_time", head.path("start_time").asLong());
            task.put("attempt_number", 0);
            run.tasks.add(start(task, pipelines));
        }
        return run;
    }

    private static Task start(ObjectNode task, Pipelines pipelines) {
        Optional<String> pipeline = Json.text(task, "pipeline_task.pipeline_id");
        if (pipeline.isEmpty()) {
            return new Task(task, Optional.empty(), "");
        }
        ObjectNode request = Json.object();
        request.put(
                "full_refresh", task.path("pipeline_task").path("full_refresh").asBoolean(false));
        try {
            Update update = pipelines.start(pipelines.get(pipeline.get()), "JOB_TASK", request);
            return new Task(task, Optional.of(update), "");
        } catch (ApiError e) {
            return new Task(task, Optional.empty(), e.body().path("message").asText());
        }
    }

    boolean inProgress() {
        return tasks.stream().anyMatch(it -> !it.ended());
    }

    void cancel() {
        tasks.forEach(it -> it.update.ifPresent(Update::stop));
    }

    /** @param now becomes its end the first time it is seen ended */
    ObjectNode document(long now) {
        ObjectNode shown = document.deepCopy();
        String result = tasks.stream().map(Task::result).reduce("SUCCESS", JobRun::worse);
        String text = tasks.stream()
                .map(Task::failure)
                .filter(it -> !it.isEmpty())
                .findFirst()
                .orElse("");
        state(shown, inProgress(), result, text);
        if (!inProgress()) {
            ended = ended == 0 ? now : ended;
            shown.put("end_time", ended);
            shown.put("run_duration", ended - shown.path("start_time").asLong());
        }
        ArrayNode list = shown.putArray("tasks");
        for (Task task : tasks) {
            ObjectNode one = task.document.deepCopy();
            state(one, !task.ended(), task.result(), task.failure);
            list.add(one);
        }
        return shown;
    }

    private static String worse(String one, String other) {
        List<String> order = List.of("SUCCESS", "CANCELED", "FAILED");
        return order.get(Math.max(order.indexOf(one), order.indexOf(other)));
    }

    private static void state(ObjectNode shown, boolean running, String result, String text) {
        ObjectNode state = shown.putObject("state");
        ObjectNode status = shown.putObject("status");
        state.put("life_cycle_state", running ? "RUNNING" : "TERMINATED");
        state.put("state_message", text);
        status.put("state", running ? "RUNNING" : "TERMINATED");
        if (!running) {
            state.put("result_state", result);
            ObjectNode details = status.putObject("termination_details");
            details.put("code", result.equals("FAILED") ? "RUN_EXECUTION_ERROR" : result);
            details.put("type", result.equals("FAILED") ? "CLIENT_ERROR" : "SUCCESS");
            details.put("message", text);
        }
    }
}
