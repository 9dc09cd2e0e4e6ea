package io.lakeshift.catalog.validate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/** A report as metrics: the Prometheus text format, or JSON under the same names. */
public final class DiffMetrics {
    private DiffMetrics() {}

    public static String prometheus(DiffReport report) {
        StringBuilder text = new StringBuilder();
        gauge(
                text,
                report,
                "dl_mirror_lag_seconds",
                "Age of the oldest catalog version not yet in the log.",
                number(report.lagSeconds()));
        gauge(
                text,
                report,
                "dl_file_drift_count",
                "Files that differ between catalog and log.",
                Long.toString(report.files().driftFiles()));
        gauge(
                text,
                report,
                "dl_metadata_drift",
                "1 when the metadata differs between catalog and log.",
                flag(!report.metadataMatches()));
        gauge(
                text,
                report,
                "dl_protocol_drift",
                "1 when the protocol differs between catalog and log.",
                flag(!report.protocolMatches()));
        gauge(
                text,
                report,
                "dl_version_delta",
                "Catalog version minus log version.",
                Long.toString(report.versionDelta()));
        return text.toString();
    }

    /** One JSON object; ends with a newline. */
    public static String json(DiffReport report) {
        return DiffReportJson.metrics(report).toPrettyString() + "\n";
    }

    /** Writes beside the target and renames, so that a reader never sees half a file. Creates missing folders. */
    public static void write(Path target, String text) throws IOException {
        Path absolute = target.toAbsolutePath();
        Path folder = absolute.getParent();
        if (folder == null) {
            throw new IOException(target + " is a directory");
        }
        Files.createDirectories(folder);
        Path partial = Files.createTempFile(folder, ".metrics-", ".tmp");
        try {
            Files.write(partial, text.getBytes(StandardCharsets.UTF_8));
            Files.move(partial, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private static void gauge(StringBuilder text, DiffReport report, String name, String help, String value) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(" gauge\n");
        text.append(name)
                .append("{table_id=\"")
                .append(escape(report.tableId()))
                .append("\"} ");
        text.append(value).append('\n');
    }

    private static String escape(String label) {
        return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private static String flag(boolean value) {
        return value ? "1" : "0";
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.3f", value);
    }
}
