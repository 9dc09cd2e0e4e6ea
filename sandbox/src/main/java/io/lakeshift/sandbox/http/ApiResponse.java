package io.lakeshift.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What goes back: status, headers, bytes. */
public record ApiResponse(int status, Map<String, String> headers, byte[] content) {
    public ApiResponse {
        headers = Map.copyOf(headers);
    }

    public static ApiResponse ok(JsonNode body) {
        return json(200, body);
    }

    public static ApiResponse empty() {
        return json(200, Json.object());
    }

    public static ApiResponse json(int status, JsonNode body) {
        return text(status, "application/json", Json.write(body));
    }

    public static ApiResponse text(int status, String type, String body) {
        return new ApiResponse(status, Map.of("Content-Type", type), body.getBytes(StandardCharsets.UTF_8));
    }

    public static ApiResponse noContent() {
        return new ApiResponse(204, Map.of(), new byte[0]);
    }

    public ApiResponse header(String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(name, value);
        return new ApiResponse(status, all, content);
    }
}
