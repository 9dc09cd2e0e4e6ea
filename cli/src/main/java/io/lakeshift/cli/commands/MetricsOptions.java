package io.lakeshift.cli.commands;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.catalog.validate.DiffMetrics;
import io.lakeshift.cli.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Metrics of a comparison, for a node exporter's text files or another collector. */
public final class MetricsOptions {
    enum Format {
        none,
        json,
        prometheus
    }

    @Option(
            names = "--metrics-format",
            paramLabel = "none|json|prometheus",
            defaultValue = "none",
            description = "Also give metrics, in this form (default: ${DEFAULT-VALUE}).")
    private Format format = Format.none;

    @Option(
            names = "--metrics-output",
            paramLabel = "FILE",
            description = "Where metrics go (default: stdout, or a member of the JSON result).")
    private @Nullable Path file;

    /** @param json whether stdout is one JSON document, in which case metrics become a member of it */
    void emit(Terminal terminal, ParityReport report, boolean json) throws IOException {
        if (format == Format.none) {
            return;
        }
        ObjectNode metrics = report.metrics();
        if (file == null && json) {
            report.report().set("metrics", metrics);
            return;
        }
        String text = format == Format.json ? metrics + "\n" : prometheus(metrics);
        if (file != null) {
            DiffMetrics.write(file, text);
        } else {
            terminal.out().print(text);
            terminal.out().flush();
        }
    }

    private static String prometheus(ObjectNode metrics) {
        String table = metrics.path("table_id").asText().replace("\\", "\\\\").replace("\"", "\\\"");
        StringBuilder text = new StringBuilder();
        metrics.fields().forEachRemaining(metric -> {
            if (!metric.getKey().equals("table_id")) {
                text.append("# TYPE ").append(metric.getKey()).append(" gauge\n");
                text.append("%s{table_id=\"%s\"} %s\n".formatted(metric.getKey(), table, metric.getValue()));
            }
        });
        return text.toString();
    }
}
