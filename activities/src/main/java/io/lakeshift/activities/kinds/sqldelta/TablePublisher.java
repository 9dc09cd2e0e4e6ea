package io.lakeshift.activities.kinds.sqldelta;

import io.lakeshift.activities.metrics.PublishMetrics;
import io.lakeshift.activities.metrics.PublishedCommit;
import io.lakeshift.catalog.TableState;
import io.lakeshift.catalog.publish.PublishResult;
import io.lakeshift.catalog.publish.Publisher;
import io.lakeshift.catalog.store.CatalogStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes what waits of one table, and tells about each commit. For one thread at a time. */
final class TablePublisher {
    private static final Logger LOG = LoggerFactory.getLogger(TablePublisher.class);

    private static final Duration COUNT_EVERY = Duration.ofSeconds(30);

    private final CatalogStore store;
    private final Publisher publisher;
    private final PublishMetrics metrics;
    private final Clock clock;
    private final UUID tableId;
    private Optional<String> alias = Optional.empty();
    private Instant nextCount = Instant.MIN;

    TablePublisher(UUID tableId, CatalogStore store, PublishMetrics metrics, Clock clock) {
        this.tableId = tableId;
        this.store = store;
        this.publisher = new Publisher(store);
        this.metrics = metrics;
        this.clock = clock;
    }

    /** @param latency of the oldest version that was waiting; zero where none was */
    record Outcome(long versions, Duration latency) {}

    Outcome publish() {
        alias = alias.or(() -> store.tables().find(tableId.toString()).map(TableState::alias));
        Instant oldest = store.publishing().oldestUnpublished(tableId).orElseGet(clock::instant);
        PublishResult result = publisher.publishPending(tableId);
        if (result.publishedVersions() == 0) {
            return new Outcome(0, Duration.ZERO);
        }
        Duration latency = Duration.between(oldest, clock.instant());
        String table =
                store.tables().find(tableId.toString()).map(TableState::alias).orElseGet(tableId::toString);
        for (long version = result.version() - result.publishedVersions() + 1; version <= result.version(); version++) {
            tell(version, latency);
        }
        countFiles(result.version());
        result.checkpointProblem()
                .ifPresent(problem -> LOG.atWarn()
                        .addKeyValue("table", table())
                        .addKeyValue("version", result.version())
                        .addKeyValue("problem", problem)
                        .log("Checkpoint is late"));
        return new Outcome(result.publishedVersions(), latency);
    }

    /** Opening a snapshot costs more than publishing where there are many files, so it is done now and then. */
    private void countFiles(long version) {
        Instant now = clock.instant();
        if (now.isAfter(nextCount)) {
            store.rows().protocol(tableId, version);
            store.rows().metadata(tableId, version);
            long files = store.snapshots().activeFiles(tableId, version);
            metrics.opened(table(), Duration.between(now, clock.instant()));
            metrics.activeFiles(table(), files);
            nextCount = now.plus(COUNT_EVERY);
        }
    }

    private void tell(long version, Duration latency) {
        store.rows().body(tableId, version).ifPresent(body -> {
            PublishedCommit commit = PublishedCommit.of(tableId, version, body);
            metrics.published(table(), commit, latency);
            commitLatency(commit).ifPresent(took -> metrics.committed(table(), took));
            LOG.atInfo()
                    .addKeyValue("table", table())
                    .addKeyValue("tableId", tableId)
                    .addKeyValue("version", version)
                    .addKeyValue("operation", commit.operation())
                    .addKeyValue("adds", commit.adds())
                    .addKeyValue("removes", commit.removes())
                    .addKeyValue("bytes", commit.bytes())
                    .log("Commit published");
        });
    }

    /** By two clocks, the writer's and the database's: where they disagree by more than it took, it took no time. */
    private Optional<Duration> commitLatency(PublishedCommit commit) {
        return commit.writtenAt()
                .flatMap(written -> store.publishing()
                        .ratifiedAt(tableId, commit.version())
                        .map(ratified -> Duration.between(written, ratified))
                        .map(took -> took.isNegative() ? Duration.ZERO : took));
    }

    void failed() {
        metrics.failed(table());
    }

    private String table() {
        return alias.orElseGet(tableId::toString);
    }
}
