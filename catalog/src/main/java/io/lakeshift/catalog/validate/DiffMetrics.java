package io.lakeshift.catalog.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * A report's metrics, as the Prometheus text format or as JSON under the same names. They are made from the report's
 * JSON, {@link DiffReportJson#report}, because that is what is kept of a comparison.
 */
public final class DiffMetrics {
    private enum Gauge {
        LAG("dl_mirror_lag_seconds", "Age of the oldest catalog version not yet in the log."),
        FILES("dl_file_drift_count", "Files that differ between catalog and log."),
        METADATA("dl_metadata_drift", "1 when the metadata differs between catalog and log."),
        PROTOCOL("dl_protocol_drift", "1 when the protocol differs between catalog and log."),
        VERSIONS("dl_version_delta", "Catalog version minus log version.");

        private final String metric;
        private final String help;

        Gauge(String metric, String help) {
            this.metric = metric;
            this.help = help;
        }

        double in(JsonNode report) {
            return switch (this) {
                case LAG -> report.path("lagSeconds").asDouble();
                case FILES -> report.path("driftFiles").asLong();
                case METADATA -> report.path("metadataMatches").asBoolean() ? 0 : 1;
                case PROTOCOL -> report.path("protocolMatches").asBoolean() ? 0 : 1;
                case VERSIONS -> report.path("versionDelta").asLong();
            };
        }
    }

    private DiffMetrics() {}

    public static String prometheus(JsonNode report) {
        String table = escape(report.path("tableId").asText());
        StringBuilder text = new StringBuilder();
        for (Gauge gauge : Gauge.values()) {
            text.append("# HELP %s %s\n# TYPE %1$s gauge\n".formatted(gauge.metric, gauge.help));
            text.append("%s{table_id=\"%s\"} %s\n".formatted(gauge.metric, table, number(gauge.in(report))));
        }
        return text.toString();
    }

    /** One member per metric, and {@code table_id}. */
    public static ObjectNode json(JsonNode report) {
        ObjectNode metrics = JsonNodeFactory.instance.objectNode();
        metrics.put("table_id", report.path("tableId").asText());
        for (Gauge gauge : Gauge.values()) {
            double value = gauge.in(report);
            if (isWhole(value)) {
                metrics.put(gauge.metric, (long) value);
            } else {
                metrics.put(gauge.metric, value);
            }
        }
        return metrics;
    }

    private static String escape(String label) {
        return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private static boolean isWhole(double value) {
        return value == Math.rint(value);
    }

    private static String number(double value) {
        return isWhole(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.3f", value);
    }
}
