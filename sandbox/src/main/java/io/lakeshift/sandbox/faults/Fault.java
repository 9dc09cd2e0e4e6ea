package io.lakeshift.sandbox.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.http.ApiError;
import io.lakeshift.sandbox.http.ApiErrors;
import io.lakeshift.sandbox.http.ApiResponse;
import io.lakeshift.sandbox.http.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One scripted misbehaviour.
 *
 * @param method a method, or {@code *}
 * @param path a path with {@code *} for anything
 * @param from the first matching call that is hit, counted from 1 since the fault was set
 * @param times how many matching calls are hit; 0 is without end
 * @param kind one of {@link Kind}
 * @param script what the kind needs, as it was given; and {@code containing}, a text that the call's body must have
 */
public record Fault(String id, String method, String path, int from, int times, Kind kind, ObjectNode script) {
    /** What goes wrong. Those after the effect let the handler run first. */
    public enum Kind {
        /** Answers {@code status}, {@code body}, {@code retry_after} instead of serving. */
        STATUS,
        /** Waits {@code delay_ms}, then serves. */
        DELAY,
        /** Waits {@code delay_ms}, then cuts, without serving. */
        TIMEOUT,
        CUT_BEFORE,
        CUT_AFTER,
        /** 403 with {@code message}. */
        DENY,
        /** 200 with a web page. */
        HTML,
        /** Serves, then answers {@code status} and {@code body} all the same. */
        STATUS_AFTER,
        /** Serves, then puts {@code value} at {@code field} (dots between names) of the answer. */
        REPLACE,
        /** Serves, then empties every list of the answer but promises another page if {@code next_page_token} is given. */
        EMPTY_PAGE
    }

    boolean matches(String calledMethod, String calledPath, String calledBody) {
        return (method.equals("*") || method.equalsIgnoreCase(calledMethod))
                && glob(path).matcher(calledPath).matches()
                && calledBody.contains(script.path("containing").asText(""));
    }

    static Pattern glob(String path) {
        return Pattern.compile(Pattern.quote(path).replace("*", "\\E.*\\Q"));
    }

    public boolean afterEffect() {
        return switch (kind) {
            case STATUS, TIMEOUT, CUT_BEFORE, DENY, HTML -> false;
            case DELAY, CUT_AFTER, STATUS_AFTER, REPLACE, EMPTY_PAGE -> true;
        };
    }

    public String name() {
        return id + ":" + kind;
    }

    /**
     * The answer that the client gets, or nothing if its connection is cut.
     *
     * @param served what the handler said, if it ran
     */
    public Optional<ApiResponse> apply(@Nullable ApiResponse served) {
        ApiResponse real = served == null ? ApiErrors.internal("not served").response() : served;
        return switch (kind) {
            case STATUS, STATUS_AFTER -> Optional.of(scripted());
            case DELAY -> {
                pause();
                yield Optional.of(real);
            }
            case TIMEOUT -> {
                pause();
                yield Optional.empty();
            }
            case CUT_BEFORE, CUT_AFTER -> Optional.empty();
            case DENY ->
                Optional.of(ApiErrors.permissionDenied(script.path("message").asText("Permission denied."))
                        .response());
            case HTML ->
                Optional.of(ApiResponse.text(
                        script.path("status").asInt(200),
                        "text/html",
                        "<!doctype html><html><head><title>Sign in</title></head><body>Sign in</body></html>"));
            case REPLACE -> Optional.of(edited(real, this::replace));
            case EMPTY_PAGE -> Optional.of(edited(real, this::emptyLists));
        };
    }

    private ApiResponse scripted() {
        int status = script.path("status").asInt(500);
        JsonNode body = script.path("body");
        String type = body.isTextual() ? "text/plain" : "application/json";
        String text = body.isMissingNode()
                ? Json.write(new ApiError(status, code(status), "A scripted fault.").body())
                : body.isTextual() ? body.asText() : Json.write(body);
        ApiResponse response = ApiResponse.text(status, type, text);
        return script.has("retry_after")
                ? response.header("Retry-After", script.path("retry_after").asText())
                : response;
    }

    private static String code(int status) {
        return Map.of(
                        400, "BAD_REQUEST",
                        401, "UNAUTHENTICATED",
                        403, "PERMISSION_DENIED",
                        404, "NOT_FOUND",
                        409, "ALREADY_EXISTS",
                        429, "REQUEST_LIMIT_EXCEEDED",
                        503, "TEMPORARILY_UNAVAILABLE",
                        504, "DEADLINE_EXCEEDED")
                .getOrDefault(status, "INTERNAL_ERROR");
    }

    private void pause() {
        try {
            Thread.sleep(script.path("delay_ms").asLong(1000));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is no JSON stays as it is. */
    private static ApiResponse edited(ApiResponse response, Consumer<ObjectNode> edit) {
        try {
            JsonNode body = Json.parse(new String(response.content(), StandardCharsets.UTF_8));
            if (response.status() == 200 && body instanceof ObjectNode object) {
                edit.accept(object);
                return ApiResponse.ok(object);
            }
            return response;
        } catch (IOException e) {
            return response;
        }
    }

    private void replace(ObjectNode body) {
        String field = script.path("field").asText();
        int dot = field.lastIndexOf('.');
        JsonNode parent = dot < 0 ? body : Json.at(body, field.substring(0, dot));
        if (parent instanceof ObjectNode object) {
            object.set(field.substring(dot + 1), script.path("value"));
        }
    }

    private void emptyLists(ObjectNode body) {
        body.properties().forEach(it -> {
            if (it.getValue().isArray()) {
                it.setValue(Json.array());
            }
        });
        if (script.has("next_page_token")) {
            body.set("next_page_token", script.path("next_page_token"));
        } else {
            body.remove("next_page_token");
        }
    }
}
