package io.lakeshift.catalog.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.delta.kernel.engine.Engine;
import io.lakeshift.catalog.Authority;
import io.lakeshift.catalog.CatalogError;
import io.lakeshift.catalog.CatalogException;
import io.lakeshift.catalog.fence.Fence;
import io.lakeshift.catalog.fence.FenceMode;
import io.lakeshift.catalog.fence.RaiseFence;
import io.lakeshift.catalog.kernel.CheckpointProtocol;
import io.lakeshift.catalog.log.Checkpoint;
import io.lakeshift.catalog.log.LogListing;
import io.lakeshift.catalog.log.LogStorage;
import io.lakeshift.catalog.log.LogStorages;
import io.lakeshift.catalog.testing.FaultyLog;
import io.lakeshift.catalog.testing.GoldenTables;
import io.lakeshift.catalog.testing.TestingCatalog;
import io.lakeshift.catalog.testing.TestingKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublisherTest {
    private static final String TXN = "{\"txn\" : {\"appId\":\"a\",\"version\":1}}";

    private final TestingCatalog catalog = new TestingCatalog();
    private final Publisher publisher = new Publisher(catalog.store());

    @TempDir
    private Path directory;

    private Path root;
    private UUID table;
    private long fence;

    @BeforeEach
    void cutOver() {
        root = GoldenTables.copy("dv-partitioned-with-checkpoint", directory);
        table = catalog.importTable(root);
        fence = catalog.cutOver(table).version();
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    @Test
    void writesNothingBeforeACommitIsRatified() throws IOException {
        // When
        PublishResult result = publisher.publishPending(table);

        // Then
        assertThat(result.publishedVersions()).isZero();
        assertThat(result.version()).isEqualTo(fence);
        assertThat(LogListing.of(log()).head()).isEqualTo(fence);
    }

    @Test
    void publishesEachRatifiedBodyByteForByteInOrder() throws IOException {
        // Given
        catalog.ratifyNext(table, TXN);
        catalog.ratifyNext(table, "{\"commitInfo\":{\"x\":1.50}}", TXN);

        // When
        PublishResult result = publisher.publishPending(table);

        // Then
        assertThat(result.publishedVersions()).isEqualTo(2);
        assertThat(commit(fence + 1)).isEqualTo(TXN + "\n");
        assertThat(commit(fence + 2)).isEqualTo("{\"commitInfo\":{\"x\":1.50}}\n" + TXN + "\n");
        assertThat(catalog.store().commits().head(table).publishedVersion()).isEqualTo(fence + 2);
        assertThat(catalog.query("SELECT DISTINCT status FROM dl_mirror_status"))
                .containsExactly("PUBLISHED");
    }

    @Test
    void takesItsOwnFileFromBeforeACrashForItsOwn() throws IOException {
        // Given
        catalog.ratifyNext(table, TXN);
        Publisher killed = publisher(FaultyLog.Event.NOTHING, (log, name) -> {
            throw new IllegalStateException("killed");
        });
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> killed.publishPending(table));
        assertThat(commit(fence + 1)).isEqualTo(TXN + "\n");

        // When
        PublishResult result = publisher.publishPending(table);

        // Then
        assertThat(result.publishedVersions()).isEqualTo(1);
        assertThat(catalog.store().commits().head(table).publishedVersion()).isEqualTo(fence + 1);
    }

    @Test
    void marksAVersionThatStorageRefusesAndTriesItAgain() {
        // Given
        catalog.ratifyNext(table, TXN);
        catalog.ratifyNext(table, TXN);
        Publisher broken = publisher(
                (log, name) -> {
                    throw new IOException("no space left");
                },
                FaultyLog.Event.NOTHING);

        // When / Then
        assertThatExceptionOfType(CatalogException.class)
                .isThrownBy(() -> broken.publishPending(table))
                .withMessage("Version " + (fence + 1)
                        + " of table dv-partitioned-with-checkpoint could not be written to the"
                        + " log: no space left. It stays in line and is tried again.")
                .matches(e -> e.error() == CatalogError.STORAGE_FAILED);
        assertThat(catalog.query("SELECT status || attempts FROM dl_mirror_status WHERE version > " + fence
                        + " ORDER BY version"))
                .containsExactly("FAILED1", "PENDING0");
        assertThat(catalog.store().publishing().waiting()).containsExactly(table);

        assertThat(publisher.publishPending(table).publishedVersions()).isEqualTo(2);
        assertThat(catalog.query(
                        "SELECT status || attempts || coalesce(error_message, '') FROM dl_mirror_status WHERE version"
                                + " > " + fence + " ORDER BY version"))
                .containsExactly("PUBLISHED2", "PUBLISHED1");
        assertThat(catalog.store().publishing().waiting()).isEmpty();
    }

    @Test
    void neverOverwritesAForeignCommitAndStopsRatifying() throws IOException {
        // Given
        catalog.ratifyNext(table, TXN);
        Path foreign = root.resolve("_delta_log").resolve(LogNames.commit(fence + 1));
        Files.writeString(foreign, "{\"txn\":{\"appId\":\"stranger\",\"version\":1}}\n");

        // When / Then
        String message =
                "Version " + (fence + 1) + " of table dv-partitioned-with-checkpoint cannot be published: " + foreign
                        + " holds another writer's commit of that version, and it is never overwritten. The catalog ratifies"
                        + " nothing more on this table. Find out who writes past the fence; then keep the catalog's version by"
                        + " moving that file away and running lakeshift publish dv-partitioned-with-checkpoint.";
        assertThatExceptionOfType(CatalogException.class)
                .isThrownBy(() -> publisher.publishPending(table))
                .withMessage(message)
                .matches(e -> e.error() == CatalogError.FOREIGN_COMMIT);
        assertThat(Files.readString(foreign)).contains("stranger");
        assertThat(catalog.query("SELECT error_message FROM dl_mirror_status WHERE status = 'FAILED'"))
                .containsExactly(message);
        assertThat(catalog.store().commits().head(table).authority()).isEqualTo(Authority.DRAINING);
        assertThatExceptionOfType(CatalogException.class).isThrownBy(() -> catalog.ratifyNext(table, TXN));
    }

    @Test
    void noticesAForeignCommitBeforeAnythingIsRatifiedAtItsVersion() throws IOException {
        // Given
        Files.writeString(
                root.resolve("_delta_log").resolve(LogNames.commit(fence + 1)),
                "{\"txn\":{\"appId\":\"stranger\",\"version\":1}}\n");

        // When / Then
        assertThatExceptionOfType(CatalogException.class)
                .isThrownBy(() -> publisher.publishPending(table))
                .matches(e -> e.error() == CatalogError.FOREIGN_COMMIT);
        assertThat(catalog.store().commits().head(table).authority()).isEqualTo(Authority.DRAINING);
    }

    @Test
    void takesTurnsWithOtherPublishersOfTheSameTable() throws InterruptedException, ExecutionException {
        // Given
        for (int i = 0; i < 15; i++) {
            catalog.ratifyNext(table, TXN);
        }
        ExecutorService threads = Executors.newFixedThreadPool(3);

        try {
            // When
            Callable<Long> round =
                    () -> new Publisher(catalog.store()).publishPending(table).publishedVersions();
            long published = 0;
            for (Future<Long> outcome : threads.invokeAll(List.of(round, round, round))) {
                published += outcome.get();
            }

            // Then
            assertThat(published).isEqualTo(15);
            assertThat(catalog.query("SELECT DISTINCT attempts FROM dl_mirror_status WHERE version > " + fence))
                    .containsExactly("1");
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void goesOnOnceTheForeignCommitIsMovedAway() throws IOException {
        // Given
        catalog.ratifyNext(table, TXN);
        Path foreign = root.resolve("_delta_log").resolve(LogNames.commit(fence + 1));
        Files.writeString(foreign, "{\"txn\":{\"appId\":\"stranger\",\"version\":1}}\n");
        assertThatExceptionOfType(CatalogException.class).isThrownBy(() -> publisher.publishPending(table));
        Files.delete(foreign);

        // When
        new Fence(catalog.store()).raise(new RaiseFence(table, OptionalLong.empty(), FenceMode.FEATURE, "a test"));

        // Then
        assertThat(commit(fence + 1)).isEqualTo(TXN + "\n");
        assertThat(catalog.ratifyNext(table, TXN).version()).isEqualTo(fence + 2);
    }

    @Test
    void writesACheckpointAtEveryInterval() throws IOException {
        // Given
        Engine kernel = TestingKernel.engine();
        List<String> rows = TestingKernel.rows(kernel, root.toString());
        for (long version = fence + 1; version <= 21; version++) {
            catalog.ratifyNext(table, TXN.replace("\"a\"", "\"app " + version + "\""));
        }

        // When
        PublishResult result = publisher.publishPending(table);

        // Then
        assertThat(result.checkpointVersion()).hasValue(20);
        assertThat(newest().version()).isEqualTo(20);
        assertThat(CheckpointProtocol.fenced(log(), newest())).isTrue();
        assertThat(Files.readString(root.resolve("_delta_log/_last_checkpoint")))
                .startsWith("{\"version\":20,");
        deleteCommitsBelow(20);
        assertThat(TestingKernel.rows(kernel, root.toString())).isEqualTo(rows);
        assertThat(catalog.query("SELECT version FROM dl_mirror_status WHERE checkpointed ORDER BY version"))
                .containsExactly(String.valueOf(fence), "20");
    }

    @Test
    void publishesOnWhileACheckpointCannotBeWrittenAndTriesItAgain() throws IOException {
        // Given
        Path blocker = root.resolve("_delta_log").resolve(LogNames.checkpoint(20));
        Files.createDirectories(blocker.resolve("in the way"));
        for (long version = fence + 1; version <= 20; version++) {
            catalog.ratifyNext(table, TXN);
        }

        // When
        PublishResult blocked = publisher.publishPending(table);
        Files.delete(blocker.resolve("in the way"));
        Files.delete(blocker);
        PublishResult again = publisher.publishPending(table);

        // Then
        assertThat(blocked.version()).isEqualTo(20);
        assertThat(blocked.checkpointVersion()).isEmpty();
        assertThat(blocked.checkpointProblem()).isPresent();
        assertThat(again.checkpointVersion()).hasValue(20);
    }

    @Test
    void answersACheckpointWithoutTheFenceByANewerOne() throws IOException {
        // Given
        catalog.ratifyNext(table, TXN);
        publisher.publishPending(table);
        Files.copy(
                root.resolve("_delta_log/00000000000000000010.checkpoint.parquet"),
                root.resolve("_delta_log").resolve(LogNames.checkpoint(fence + 1)));
        assertThat(CheckpointProtocol.fenced(log(), newest())).isFalse();
        catalog.ratifyNext(table, TXN);

        // When
        PublishResult result = publisher.publishPending(table);

        // Then
        assertThat(result.checkpointVersion()).hasValue(fence + 2);
        assertThat(newest().version()).isEqualTo(fence + 2);
        assertThat(CheckpointProtocol.fenced(log(), newest())).isTrue();
    }

    @Test
    void tellsHowLongTheOldestVersionWaits() {
        // Given
        Instant later = Instant.now().plusSeconds(90);
        Publisher observer = new Publisher(catalog.store(), LogStorages::open, Clock.fixed(later, ZoneOffset.UTC), 10);
        assertThat(observer.lag(table)).isZero();
        catalog.ratifyNext(table, TXN);

        // When
        Duration lag = observer.lag(table);

        // Then
        assertThat(lag).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(120));
        publisher.publishPending(table);
        assertThat(observer.lag(table)).isZero();
    }

    private Publisher publisher(FaultyLog.Event before, FaultyLog.Event after) {
        return new Publisher(
                catalog.store(),
                location -> new FaultyLog(LogStorages.open(location), before, after),
                Clock.systemUTC(),
                10);
    }

    private LogStorage log() {
        return LogStorages.open(root.resolve("_delta_log").toString());
    }

    private Checkpoint newest() throws IOException {
        List<Checkpoint> checkpoints = LogListing.of(log()).checkpoints();
        return checkpoints.get(checkpoints.size() - 1);
    }

    private String commit(long version) throws IOException {
        return Files.readString(root.resolve("_delta_log").resolve(LogNames.commit(version)));
    }

    private void deleteCommitsBelow(long first) throws IOException {
        for (long version = 0; version < first; version++) {
            Files.delete(root.resolve("_delta_log").resolve(LogNames.commit(version)));
        }
    }
}
