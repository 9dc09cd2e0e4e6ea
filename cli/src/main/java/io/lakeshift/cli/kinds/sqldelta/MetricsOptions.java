package io.lakeshift.cli.kinds.sqldelta;

import io.lakeshift.catalog.validate.DiffMetrics;
import io.lakeshift.cli.Terminal;
import io.lakeshift.cli.output.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
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
        if (file == null && json) {
            report.report().set("metrics", DiffMetrics.json(report.report()));
            return;
        }
        String text = format == Format.json
                ? DiffMetrics.json(report.report()) + "\n"
                : DiffMetrics.prometheus(report.report());
        if (file != null) {
            Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a folder"));
            WholeFile.write(file, text);
        } else {
            terminal.out().print(text);
            terminal.out().flush();
        }
    }
}
