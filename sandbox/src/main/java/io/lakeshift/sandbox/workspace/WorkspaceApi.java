package io.lakeshift.sandbox.workspace;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.http.ApiError;
import io.lakeshift.sandbox.http.ApiErrors;
import io.lakeshift.sandbox.http.ApiRequest;
import io.lakeshift.sandbox.http.ApiResponse;
import io.lakeshift.sandbox.http.Json;
import io.lakeshift.sandbox.http.Router;
import io.lakeshift.sandbox.state.Ids;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** Workspace files, in memory: {@code /api/2.0/workspace}. */
public final class WorkspaceApi {
    private static final String BASE = "/api/2.0/workspace";
    private static final String DIRECTORY = "";

    private final Ids ids;
    private final Map<String, String> contents = new TreeMap<>(Map.of("/", DIRECTORY, "/Workspace", DIRECTORY));
    private final Map<String, Long> numbers = new TreeMap<>();

    public WorkspaceApi(Ids ids) {
        this.ids = ids;
    }

    public void routes(Router router) {
        router.post(BASE + "/mkdirs", this::mkdirs)
                .post(BASE + "/import", this::importContent)
                .get(BASE + "/get-status", request -> ApiResponse.ok(status(request.requiredParameter("path"))))
                .get(BASE + "/export", this::export)
                .get(BASE + "/list", this::list)
                .post(BASE + "/delete", this::delete);
    }

    private synchronized ApiResponse mkdirs(ApiRequest request) {
        makeParents(request.required("path") + "/x");
        return ApiResponse.empty();
    }

    private void makeParents(String path) {
        for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
            contents.putIfAbsent(path.substring(0, slash), DIRECTORY);
        }
    }

    private synchronized ApiResponse importContent(ApiRequest request) {
        String path = request.required("path");
        String content = request.text("content").orElse("");
        try {
            if (Base64.getDecoder().decode(content).length > 10 * 1024 * 1024) {
                throw new ApiError(400, "MAX_NOTEBOOK_SIZE_EXCEEDED", "The content is larger than 10 MB.");
            }
        } catch (IllegalArgumentException e) {
            throw ApiErrors.badRequest("content is not valid base64.");
        }
        if (contents.containsKey(path) && !request.body().path("overwrite").asBoolean(false)) {
            throw new ApiError(400, "RESOURCE_ALREADY_EXISTS", "Path (%s) already exists.".formatted(path));
        }
        makeParents(path);
        contents.put(path, "file:" + content);
        numbers.computeIfAbsent(path, it -> ids.number());
        return ApiResponse.empty();
    }

    private synchronized ObjectNode status(String path) {
        String content = contents.get(path);
        if (content == null) {
            throw ApiErrors.notFound("Path (%s) doesn't exist.".formatted(path));
        }
        ObjectNode status = Json.object();
        status.put("path", path);
        status.put("object_type", content.equals(DIRECTORY) ? "DIRECTORY" : "FILE");
        status.put("object_id", numbers.computeIfAbsent(path, it -> ids.number()));
        return status;
    }

    private synchronized ApiResponse export(ApiRequest request) {
        String path = request.requiredParameter("path");
        status(path);
        String content = contents.getOrDefault(path, DIRECTORY);
        if (content.equals(DIRECTORY)) {
            throw ApiErrors.badRequest("'%s' is a directory.".formatted(path));
        }
        return ApiResponse.ok(Json.object().put("content", content.substring("file:".length())));
    }

    private synchronized ApiResponse list(ApiRequest request) {
        String path = request.requiredParameter("path");
        status(path);
        String prefix = path.endsWith("/") ? path : path + "/";
        ObjectNode answer = Json.object();
        answer.set(
                "objects",
                Json.array(contents.keySet().stream()
                        .filter(it -> it.length() > prefix.length()
                                && it.startsWith(prefix)
                                && it.indexOf('/', prefix.length()) < 0)
                        .toList()
                        .stream()
                        .map(this::status)
                        .toList()));
        return ApiResponse.ok(answer);
    }

    private synchronized ApiResponse delete(ApiRequest request) {
        String path = request.required("path");
        status(path);
        boolean empty = contents.keySet().stream().noneMatch(it -> it.startsWith(path + "/"));
        if (!empty && !request.body().path("recursive").asBoolean(false)) {
            throw new ApiError(400, "DIRECTORY_NOT_EMPTY", "Folder (%s) is not empty.".formatted(path));
        }
        contents.keySet().removeIf(it -> it.equals(path) || it.startsWith(path + "/"));
        return ApiResponse.empty();
    }
}
