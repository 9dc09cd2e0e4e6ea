package io.lakeshift.sandbox.pipelines;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.http.ApiErrors;
import io.lakeshift.sandbox.http.ApiRequest;
import io.lakeshift.sandbox.http.ApiResponse;
import io.lakeshift.sandbox.http.Json;
import io.lakeshift.sandbox.http.Router;
import io.lakeshift.sandbox.state.Pages;
import java.util.List;

/** {@code /api/2.0/pipelines}. */
public final class PipelinesApi {
    private static final String BASE = "/api/2.0/pipelines";

    private final Pipelines pipelines;

    public PipelinesApi(Pipelines pipelines) {
        this.pipelines = pipelines;
    }

    public void routes(Router router) {
        router.post(BASE, this::create)
                .get(BASE, this::list)
                .get(BASE + "/{id}", request -> ApiResponse.ok(pipeline(request).document()))
                .put(BASE + "/{id}", this::edit)
                .delete(BASE + "/{id}", this::delete)
                .post(BASE + "/{id}/updates", this::start)
                .get(BASE + "/{id}/updates", this::updates)
                .get(BASE + "/{id}/updates/{update}", this::update)
                .get(BASE + "/{id}/events", this::events)
                .post(BASE + "/{id}/stop", this::stop);
    }

    private Pipeline pipeline(ApiRequest request) {
        return pipelines.get(request.variable("id"));
    }

    private ApiResponse create(ApiRequest request) {
        ObjectNode answer = Json.object();
        if (request.body().path("dry_run").asBoolean(false)) {
            answer.set("effective_settings", request.document());
            return ApiResponse.ok(answer);
        }
        String name = request.required("name");
        boolean taken = pipelines.all().stream().anyMatch(it -> it.name().equals(name));
        if (taken && !request.body().path("allow_duplicate_names").asBoolean(false)) {
            throw ApiErrors.conflict(("The pipeline name '%s' is already used by another pipeline. This check can be"
                            + " skipped by setting `allow_duplicate_names = true` in the request.")
                    .formatted(name));
        }
        boolean continuous = request.body().path("continuous").asBoolean(false);
        Pipeline pipeline = pipelines.create(
                request.document(), request.caller().name(), continuous ? Work.CONTINUOUS_NOTHING : Work.NOTHING);
        return ApiResponse.ok(answer.put("pipeline_id", pipeline.id()));
    }

    private ApiResponse list(ApiRequest request) {
        String filter = request.parameter("filter").orElse("");
        List<ObjectNode> statuses = pipelines.all().stream()
                .filter(it -> matches(filter, it.name()))
                .map(it -> {
                    ObjectNode document = it.document();
                    document.remove("spec");
                    return document;
                })
                .toList();
        return Pages.of(request, "statuses", statuses);
    }

    /** {@code name LIKE '%part%'} or {@code name = 'exact'}; anything else keeps all. */
    private static boolean matches(String filter, String name) {
        int quote = filter.indexOf('\'');
        if (quote < 0 || !filter.startsWith("name")) {
            return true;
        }
        String pattern = filter.substring(quote + 1, filter.lastIndexOf('\''));
        String regex = java.util.regex.Pattern.quote(pattern).replace("%", "\\E.*\\Q");
        return name.matches(regex);
    }

    private ApiResponse edit(ApiRequest request) {
        pipeline(request).edit(request.document());
        return ApiResponse.empty();
    }

    private ApiResponse delete(ApiRequest request) {
        pipelines.delete(pipeline(request).id());
        return ApiResponse.empty();
    }

    private ApiResponse start(ApiRequest request) {
        String cause = request.text("cause").orElse("API_CALL");
        Update update = pipelines.start(pipeline(request), cause, request.document());
        return ApiResponse.ok(Json.object().put("update_id", update.id()));
    }

    private ApiResponse updates(ApiRequest request) {
        return Pages.of(
                request,
                "updates",
                pipeline(request).updates().stream().map(Update::document).toList());
    }

    private ApiResponse update(ApiRequest request) {
        String id = request.variable("update");
        Update update = pipeline(request).updates().stream()
                .filter(it -> it.id().equals(id))
                .findFirst()
                .orElseThrow(() -> ApiErrors.notFound("The specified update %s was not found.".formatted(id)));
        ObjectNode answer = Json.object();
        answer.set("update", update.document());
        return ApiResponse.ok(answer);
    }

    private ApiResponse events(ApiRequest request) {
        String filter = request.parameter("filter").orElse("");
        List<ObjectNode> events = pipeline(request).events().stream()
                .filter(it -> !filter.contains("level")
                        || filter.contains("'" + it.path("level").asText() + "'"))
                .toList();
        return Pages.of(request, "events", events);
    }

    private ApiResponse stop(ApiRequest request) {
        pipeline(request).active().ifPresent(Update::stop);
        return ApiResponse.empty();
    }
}
