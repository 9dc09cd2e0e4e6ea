package io.lakeshift.sandbox.engine.spark;

import com.fasterxml.jackson.databind.JsonNode;
import io.lakeshift.sandbox.engine.Column;
import io.lakeshift.sandbox.engine.TableCommit;
import io.lakeshift.sandbox.http.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rows of {@code DESCRIBE HISTORY}, which come newest first. */
final class History {
    private History() {}

    static List<TableCommit> of(List<Column> columns, JsonNode rows) {
        List<String> names = columns.stream().map(Column::name).toList();
        List<TableCommit> commits = new ArrayList<>();
        for (JsonNode row : rows) {
            commits.add(new TableCommit(
                    row.path(names.indexOf("version")).asLong(),
                    Instant.parse(row.path(names.indexOf("timestamp")).asText()),
                    row.path(names.indexOf("userName")).asText(""),
                    row.path(names.indexOf("operation")).asText(),
                    map(row.path(names.indexOf("operationParameters"))),
                    map(row.path(names.indexOf("operationMetrics")))));
        }
        return commits;
    }

    private static Map<String, String> map(JsonNode cell) {
        return cell.isTextual() ? Json.entries(SparkJvm.parse(cell.asText())) : Map.of();
    }
}
