package io.lakeshift.sandbox.workspace;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.http.ApiError;
import io.lakeshift.sandbox.http.ApiErrors;
import io.lakeshift.sandbox.http.ApiRequest;
import io.lakeshift.sandbox.http.ApiResponse;
import io.lakeshift.sandbox.http.Json;
import io.lakeshift.sandbox.http.Router;
import io.lakeshift.sandbox.state.Ids;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Workspace files, in memory: {@code /api/2.0/workspace}. */
public final class WorkspaceApi {
    private static final String BASE = "/api/2.0/workspace";
    private static final String DIRECTORY = "";

    private final Ids ids;
    private final Map<String, String> contents = new TreeMap<>(Map.of("/", DIRECTORY, "/Workspace", DIRECTORY));
    private final Map<String, String> languages = new TreeMap<>();
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

    private ApiResponse importContent(ApiRequest request) {
        if (request.body().isMissingNode() && Form.isForm(request.content())) {
            Map<String, byte[]> form = Form.of(request.content());
            String path = field(form, "path").orElseThrow(() -> ApiErrors.missing("path"));
            return importContent(
                    path,
                    Base64.getEncoder().encodeToString(form.getOrDefault("content", new byte[0])),
                    field(form, "overwrite").map(Boolean::parseBoolean).orElse(false),
                    field(form, "language"));
        }
        return importContent(
                request.required("path"),
                request.text("content").orElse(""),
                request.body().path("overwrite").asBoolean(false),
                request.text("language"));
    }

    private static Optional<String> field(Map<String, byte[]> form, String name) {
        return Optional.ofNullable(form.get(name)).map(it -> new String(it, StandardCharsets.UTF_8));
    }

    private synchronized ApiResponse importContent(
            String path, String content, boolean overwrite, Optional<String> language) {
        if (!path.startsWith("/")) {
            throw ApiErrors.badRequest("Path (%s) doesn't start with '/'.".formatted(path));
        }
        try {
            if (Base64.getDecoder().decode(content).length > 10 * 1024 * 1024) {
                throw new ApiError(400, "MAX_NOTEBOOK_SIZE_EXCEEDED", "The content is larger than 10 MB.");
            }
        } catch (IllegalArgumentException e) {
            throw ApiErrors.badRequest("content is not valid base64.");
        }
        if (contents.containsKey(path) && !overwrite) {
            throw new ApiError(400, "RESOURCE_ALREADY_EXISTS", "Path (%s) already exists.".formatted(path));
        }
        makeParents(path);
        contents.put(path, "file:" + content);
        languages.remove(path);
        language.ifPresent(it -> languages.put(path, it));
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
        String language = languages.get(path);
        status.put("object_type", content.equals(DIRECTORY) ? "DIRECTORY" : language != null ? "NOTEBOOK" : "FILE");
        if (language != null) {
            status.put("language", language);
        }
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
        String encoded = content.substring("file:".length());
        if (request.flag("direct_download")) {
            return new ApiResponse(
                    200,
                    Map.of("Content-Type", "application/octet-stream"),
                    Base64.getDecoder().decode(encoded));
        }
        return ApiResponse.ok(Json.object().put("content", encoded));
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
