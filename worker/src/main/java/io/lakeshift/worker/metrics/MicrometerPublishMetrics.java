package io.lakeshift.worker.metrics;

import io.lakeshift.activities.metrics.PublishMetrics;
import io.lakeshift.activities.metrics.PublishedCommit;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Publishing in meters, under the names that dashboards and alerts use. */
public final class MicrometerPublishMetrics implements PublishMetrics {
    private static final String TABLE = "table";

    private final MeterRegistry registry;
    private final Map<String, AtomicLong> activeFiles = new ConcurrentHashMap<>();

    public MicrometerPublishMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** @param worst how long the oldest ratified version of all tables has been waiting */
    public void lag(Supplier<Duration> worst) {
        Gauge.builder("mirror_lag_seconds", () -> worst.get().toMillis() / 1000.0)
                .description("Age of the oldest ratified version that is not a file yet, over all tables")
                .register(registry);
    }

    @Override
    public void published(String table, PublishedCommit commit, Duration latency) {
        milliseconds("mirror_latency_ms", "From ratified to a file in the log, milliseconds", table, latency);
        Counter.builder("versions_committed_total")
                .description("Ratified versions that are in the log")
                .tag(TABLE, table)
                .register(registry)
                .increment();
    }

    @Override
    public void committed(String table, Duration latency) {
        milliseconds("commit_latency_ms", "From written by an engine to ratified, milliseconds", table, latency);
    }

    @Override
    public void opened(String table, Duration took) {
        milliseconds(
                "metadata_open_latency_ms", "Opening the newest snapshot in the catalog, milliseconds", table, took);
    }

    @Override
    public void failed(String table) {
        Counter.builder("mirror_failures_total")
                .description("Attempts to publish that failed")
                .tag(TABLE, table)
                .register(registry)
                .increment();
    }

    @Override
    public void activeFiles(String table, long files) {
        activeFiles
                .computeIfAbsent(table, name -> {
                    AtomicLong value = new AtomicLong();
                    Gauge.builder("files_active_gauge", value, AtomicLong::doubleValue)
                            .description("Live files of the table")
                            .tag(TABLE, name)
                            .register(registry);
                    return value;
                })
                .set(files);
    }

    private void milliseconds(String name, String description, String table, Duration took) {
        DistributionSummary.builder(name)
                .description(description)
                .publishPercentiles(0.5, 0.95, 0.99)
                .serviceLevelObjectives(100, 250, 500, 1_000, 5_000, 60_000)
                .tag(TABLE, table)
                .register(registry)
                .record(took.toNanos() / 1e6);
    }
}
