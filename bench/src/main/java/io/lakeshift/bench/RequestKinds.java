package io.lakeshift.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A sandbox's requests, by what they ask for. */
record RequestKinds(Map<String, Integer> counts) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static RequestKinds of(String log) throws IOException {
        Map<String, Integer> counts = new TreeMap<>();
        for (JsonNode request : JSON.readTree(log).path("requests")) {
            counts.merge(kind(request), 1, Integer::sum);
        }
        return new RequestKinds(counts);
    }

    /** The path with names left out, and of statements their first word. */
    private static String kind(JsonNode request) {
        String path = request.path("path")
                .asText()
                .replaceFirst("^/api/2\\.[01]/(preview/)?", "")
                .replaceFirst("(instances|schemas|catalogs|tables|synced_tables)/[^/]+", "$1/NAME")
                .replaceFirst("(effective-permissions/[^/]+)/.*", "$1/NAME")
                .replaceFirst("(pipelines|statements)/[^/]+", "$1/ID");
        String statement = request.path("body").path("statement").asText("");
        String word = statement.isEmpty() ? "" : " " + statement.strip().split("\\s+", 2)[0];
        return request.path("method").asText() + " " + path + word;
    }

    int total() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** One row each, for a table of Markdown. */
    String perTable(int tables) {
        return counts.entrySet().stream()
                .map(entry -> String.format(
                        Locale.ROOT, "| `%s` | %.2f |", entry.getKey(), entry.getValue() / (double) tables))
                .collect(Collectors.joining("\n"));
    }
}
