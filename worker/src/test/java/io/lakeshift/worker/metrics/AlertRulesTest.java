package io.lakeshift.worker.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.lakeshift.activities.metrics.PublishedCommit;
import io.lakeshift.catalog.validate.DiffMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Alerts on metrics that nobody writes never fire. */
class AlertRulesTest {
    private static final Path RULES = Path.of("..", "deploy", "prometheus", "lakeshift.rules.yml");
    private static final Pattern WORD = Pattern.compile("[a-z_]{3,}(?![a-z_]*\")");
    private static final Set<String> PROMQL = Set.of("max", "increase");
    private static final Pattern METRIC = Pattern.compile("(?m)^# TYPE ([a-z_]+) ");

    @Test
    void everyAlertIsOnAMetricThatIsWritten() throws IOException {
        // Given
        Set<String> written = new TreeSet<>(names(scrape()));
        written.addAll(names(DiffMetrics.prometheus(JsonNodeFactory.instance.objectNode())));

        // When
        List<JsonNode> alerts = alerts();

        // Then
        assertThat(alerts).hasSizeGreaterThanOrEqualTo(4).allSatisfy(alert -> {
            assertThat(alert.path("labels").path("severity").asText()).isIn("page", "warn");
            assertThat(alert.path("annotations").path("summary").asText()).endsWith(".");
            assertThat(alert.path("annotations").path("action").asText()).isNotBlank();
            List<String> used = metricsIn(alert.path("expr").asText());
            assertThat(used).isNotEmpty().isSubsetOf(written);
        });
    }

    @Test
    void driftAndLagAreTwoAlerts() throws IOException {
        assertThat(alerts())
                .filteredOn(alert -> alert.path("expr").asText().contains("dl_"))
                .extracting(alert -> alert.path("alert").asText()
                        + " "
                        + alert.path("labels").path("severity").asText())
                .containsExactly("LakeshiftDrift page", "LakeshiftLagObjectiveMissed warn");
    }

    private static List<JsonNode> alerts() throws IOException {
        List<JsonNode> alerts = new ArrayList<>();
        for (JsonNode group : new YAMLMapper().readTree(RULES.toFile()).path("groups")) {
            assertThat(group.path("name").asText()).isNotBlank();
            group.path("rules").forEach(alerts::add);
        }
        return alerts;
    }

    private static List<String> metricsIn(String expression) {
        List<String> found = new ArrayList<>();
        Matcher word = WORD.matcher(expression);
        while (word.find()) {
            if (!PROMQL.contains(word.group())) {
                found.add(word.group());
            }
        }
        return found;
    }

    private static List<String> names(String scrape) {
        List<String> found = new ArrayList<>();
        Matcher metric = METRIC.matcher(scrape);
        while (metric.find()) {
            found.add(metric.group(1));
        }
        return found;
    }

    /** Everything that a worker measures, once. */
    private static String scrape() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        MicrometerPublishMetrics metrics = new MicrometerPublishMetrics(registry);
        metrics.lag(() -> Duration.ZERO);
        metrics.failed("sales");
        metrics.activeFiles("sales", 1);
        metrics.published(
                "sales", new PublishedCommit(UUID.randomUUID(), 1, "WRITE", 1, 0, 1, Optional.empty()), Duration.ZERO);
        metrics.committed("sales", Duration.ZERO);
        metrics.opened("sales", Duration.ZERO);
        return registry.scrape();
    }
}
