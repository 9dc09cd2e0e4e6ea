package io.lakeshift.sandbox.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.http.ApiErrors;
import io.lakeshift.sandbox.http.ApiRequest;
import io.lakeshift.sandbox.http.ApiResponse;
import io.lakeshift.sandbox.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Lists in pages: {@code page_token} in, {@code next_page_token} out unless this is the last one. */
public final class Pages {
    private static final int DEFAULT_SIZE = 100;

    private Pages() {}

    public static ApiResponse of(ApiRequest request, String field, List<? extends JsonNode> items) {
        return ApiResponse.ok(page(request, field, items));
    }

    public static ObjectNode page(ApiRequest request, String field, List<? extends JsonNode> items) {
        int start = request.parameter("page_token").map(Pages::decode).orElse(0);
        int size = Stream.of("page_size", "max_results", "limit")
                .map(request::parameter)
                .flatMap(Optional::stream)
                .map(Pages::number)
                .filter(it -> it > 0)
                .findFirst()
                .orElse(DEFAULT_SIZE);
        int end = Math.min(items.size(), start + size);
        ObjectNode page = Json.object();
        page.set(field, Json.array(items.subList(Math.min(start, end), end)));
        if (end < items.size()) {
            page.put("next_page_token", encode(end));
        }
        return page;
    }

    private static String encode(int start) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("from:" + start).getBytes(StandardCharsets.UTF_8));
    }

    private static int decode(String token) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            return Integer.parseInt(text.substring("from:".length()));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw ApiErrors.badRequest("Invalid page token.");
        }
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw ApiErrors.badRequest("Not a number: " + text);
        }
    }
}
