package io.lakeshift.sandbox.engine;

import java.time.Instant;
import java.util.Map;

/** One line of a table's history. */
public record TableCommit(
        long version,
        Instant timestamp,
        String user,
        String operation,
        Map<String, String> parameters,
        Map<String, String> metrics) {
    public TableCommit {
        parameters = Map.copyOf(parameters);
        metrics = Map.copyOf(metrics);
    }
}
