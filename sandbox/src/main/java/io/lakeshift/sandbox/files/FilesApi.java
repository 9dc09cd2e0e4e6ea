package io.lakeshift.sandbox.files;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.http.ApiError;
import io.lakeshift.sandbox.http.ApiErrors;
import io.lakeshift.sandbox.http.ApiRequest;
import io.lakeshift.sandbox.http.ApiResponse;
import io.lakeshift.sandbox.http.Json;
import io.lakeshift.sandbox.http.Router;
import io.lakeshift.sandbox.state.Pages;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Files in volumes, in a directory of this machine: {@code /api/2.0/fs}. */
public final class FilesApi implements AutoCloseable {
    private final Path root;

    /** The directory is made by the first file. */
    public FilesApi() {
        this.root = Path.of(System.getProperty("java.io.tmpdir"), "lakeshift-sandbox-files-" + UUID.randomUUID());
    }

    public void routes(Router router) {
        router.put("/api/2.0/fs/files/{path*}", this::upload)
                .get("/api/2.0/fs/files/{path*}", this::download)
                .on("HEAD", "/api/2.0/fs/files/{path*}", this::download)
                .delete("/api/2.0/fs/files/{path*}", this::delete)
                .put("/api/2.0/fs/directories/{path*}", this::createDirectory)
                .on("HEAD", "/api/2.0/fs/directories/{path*}", this::directory)
                .get("/api/2.0/fs/directories/{path*}", this::list)
                .delete("/api/2.0/fs/directories/{path*}", this::delete);
    }

    private Path path(ApiRequest request) {
        String given = request.variable("path");
        Path path = root.resolve(given).normalize();
        if (!path.startsWith(root) || !given.startsWith("Volumes/") || given.split("/").length < 4) {
            throw ApiErrors.badRequest("'/%s' is not a path in a volume.".formatted(given));
        }
        return path;
    }

    private ApiResponse upload(ApiRequest request) throws IOException {
        Path path = path(request);
        Files.createDirectories(path.getParent());
        try {
            if (request.flag("overwrite")) {
                Files.write(path, request.content());
            } else {
                Files.write(path, request.content(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            }
        } catch (FileAlreadyExistsException e) {
            throw ApiErrors.alreadyExists("File", "/" + request.variable("path"));
        }
        return ApiResponse.noContent();
    }

    private ApiResponse download(ApiRequest request) throws IOException {
        Path path = path(request);
        if (!Files.isRegularFile(path)) {
            throw ApiErrors.noSuch("File", "/" + request.variable("path"));
        }
        byte[] content = Files.readAllBytes(path);
        String changed = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Files.getLastModifiedTime(path).toInstant().atOffset(ZoneOffset.UTC));
        return new ApiResponse(
                200, Map.of("Content-Type", "application/octet-stream", "Last-Modified", changed), content);
    }

    private ApiResponse delete(ApiRequest request) throws IOException {
        Path path = path(request);
        if (!Files.exists(path)) {
            throw ApiErrors.noSuch("File", "/" + request.variable("path"));
        }
        try {
            Files.delete(path);
        } catch (DirectoryNotEmptyException e) {
            throw new ApiError(
                    400,
                    "FILES_API_DIRECTORY_IS_NOT_EMPTY",
                    "The directory '/%s' is not empty.".formatted(request.variable("path")));
        }
        return ApiResponse.noContent();
    }

    private ApiResponse createDirectory(ApiRequest request) throws IOException {
        Files.createDirectories(path(request));
        return ApiResponse.noContent();
    }

    private ApiResponse directory(ApiRequest request) {
        if (!Files.isDirectory(path(request))) {
            throw ApiErrors.noSuch("Directory", "/" + request.variable("path"));
        }
        return ApiResponse.noContent();
    }

    private ApiResponse list(ApiRequest request) throws IOException {
        Path path = path(request);
        if (!Files.isDirectory(path)) {
            throw ApiErrors.noSuch("Directory", "/" + request.variable("path"));
        }
        List<ObjectNode> contents = new ArrayList<>();
        try (Stream<Path> children = Files.list(path)) {
            for (Path child : children.sorted().toList()) {
                ObjectNode entry = Json.object();
                entry.put("path", "/" + root.relativize(child));
                entry.put("name", child.getFileName().toString());
                entry.put("is_directory", Files.isDirectory(child));
                entry.put("last_modified", Files.getLastModifiedTime(child).toMillis());
                if (Files.isRegularFile(child)) {
                    entry.put("file_size", Files.size(child));
                }
                contents.add(entry);
            }
        }
        return Pages.of(request, "contents", contents);
    }

    @Override
    public void close() throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
