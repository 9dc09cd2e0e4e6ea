package io.lakeshift.activities.kinds.sqldelta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lakeshift.activities.metrics.PublishMetrics;
import io.lakeshift.activities.metrics.PublishedCommit;
import io.lakeshift.catalog.testing.GoldenTables;
import io.lakeshift.catalog.testing.TestingCatalog;
import io.lakeshift.workflows.ConnectionName;
import io.lakeshift.workflows.kinds.sqldelta.ShardPublishing.Ran;
import io.lakeshift.workflows.kinds.sqldelta.ShardPublishing.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardLoopTest {
    private static final int COMMITS = 200;

    private final TestingCatalog catalog = new TestingCatalog();
    private final ExecutorService threads = Executors.newFixedThreadPool(6);
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final RecordingMetrics metrics = new RecordingMetrics();

    @TempDir
    private Path directory;

    @AfterEach
    void close() throws InterruptedException {
        stopped.set(true);
        threads.shutdown();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        catalog.close();
    }

    @Test
    void makesEveryCommitAFileInOrderAndWithoutDelay() throws Exception {
        // Given
        Path root = GoldenTables.copy("basic-with-inserts-updates", directory);
        UUID table = sqlBacked(root);
        long first = catalog.head(table) + 1;
        Future<Ran> round = start(Duration.ofMillis(500));

        // When
        List<Long> lags = new ArrayList<>();
        for (int number = 0; number < COMMITS; number++) {
            long version = catalog.ratifyNext(table, commit(number)).version();
            long ratified = System.nanoTime();
            await().pollInterval(Duration.ofMillis(2))
                    .pollDelay(Duration.ZERO)
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> Files.exists(file(root, version)));
            lags.add((System.nanoTime() - ratified) / 1_000);
        }
        await().until(() -> metrics.published.size() >= COMMITS);
        stopped.set(true);
        Ran ran = round.get();

        // Then
        for (int number = 0; number < COMMITS; number++) {
            assertThat(file(root, first + number)).hasContent(commit(number));
        }
        assertThat(ran.versionsPublished()).isEqualTo(COMMITS);
        assertThat(ran.tables()).isEqualTo(1);
        assertThat(ran.failing()).isZero();
        assertThat(metrics.published)
                .extracting(PublishedCommit::version)
                .containsExactlyElementsOf(java.util.stream.LongStream.range(first, first + COMMITS)
                        .boxed()
                        .toList());
        Collections.sort(lags);
        System.getLogger(ShardLoopTest.class.getName())
                .log(
                        System.Logger.Level.WARNING,
                        "ratified to file over {0} commits: p50 {1} us, p95 {2} us, longest {3} us",
                        COMMITS,
                        lags.get(COMMITS / 2),
                        lags.get(COMMITS * 95 / 100),
                        lags.get(COMMITS - 1));
    }

    @Test
    void holdsUpNoTableForAnotherTablesTrouble() throws Exception {
        // Given
        Path good = GoldenTables.copy("basic-with-inserts-updates", directory);
        Path bad = GoldenTables.copy("basic-with-inserts-merge", directory);
        UUID goodTable = sqlBacked(good);
        UUID badTable = sqlBacked(bad);
        Files.writeString(file(bad, catalog.head(badTable) + 1), "{\"txn\":{\"appId\":\"foreign\",\"version\":1}}\n");
        start(Duration.ofMillis(100));

        // When
        catalog.ratifyNext(badTable, commit(1));
        long version = catalog.ratifyNext(goodTable, commit(2)).version();

        // Then
        await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(file(good, version)));
        await().atMost(Duration.ofSeconds(20)).until(() -> metrics.failed.contains("basic-with-inserts-merge"));
        assertThat(catalog.query("SELECT authority FROM dl_tables WHERE table_id = '" + badTable + "'"))
                .containsExactly("draining");
    }

    @Test
    void publishesOnceWhenTwoProcessesHaveTheSameShard() throws Exception {
        // Given
        Path root = GoldenTables.copy("basic-with-inserts-updates", directory);
        UUID table = sqlBacked(root);
        Future<Ran> one = start(Duration.ofMillis(50));
        Future<Ran> other = start(Duration.ofMillis(50));

        // When
        long last = 0;
        for (int number = 0; number < 40; number++) {
            last = catalog.ratifyNext(table, commit(number)).version();
        }
        Path newest = file(root, last);
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(newest));
        stopped.set(true);

        // Then
        assertThat(one.get().versionsPublished() + other.get().versionsPublished())
                .isEqualTo(40);
        assertThat(catalog.query("SELECT DISTINCT status FROM dl_mirror_status"))
                .containsExactly("PUBLISHED");
    }

    @Test
    void leavesOtherShardsAlone() throws Exception {
        // Given
        Path root = GoldenTables.copy("basic-with-inserts-updates", directory);
        UUID table = sqlBacked(root);
        int shard = Math.floorMod(table.hashCode(), 2);
        long version = catalog.ratifyNext(table, commit(1)).version();

        // When
        Ran foreign = new ShardLoop(
                        new Run(ConnectionName.DEFAULT, 1 - shard, 2, Duration.ofMillis(300), Duration.ofMillis(50)),
                        catalog.store(),
                        metrics,
                        Clock.systemUTC())
                .publish(progress -> {});

        // Then
        assertThat(foreign).isEqualTo(new Ran(0, 0, 0, 0));
        assertThat(file(root, version)).doesNotExist();
    }

    @Test
    void countsWhatACommitDid() {
        // Given
        String body = """
                {"commitInfo":{"timestamp":1700000000123,"operation":"MERGE"}}
                {"add":{"path":"a","size":10}}
                {"add":{"path":"b","size":5}}
                {"remove":{"path":"c"}}
                """;

        // When
        UUID table = UUID.randomUUID();
        PublishedCommit commit = PublishedCommit.of(table, 7, body.getBytes(java.nio.charset.StandardCharsets.UTF_8));

        // Then
        assertThat(commit)
                .isEqualTo(new PublishedCommit(
                        table, 7, "MERGE", 2, 1, 15, Optional.of(Instant.ofEpochMilli(1_700_000_000_123L))));
    }

    @Test
    void measuresHowLongWritersWaitAndHowLongASnapshotTakes() throws Exception {
        // Given
        UUID table = sqlBacked(GoldenTables.copy("basic-with-inserts-updates", directory));
        Future<Ran> round = start(Duration.ofMillis(50));
        long written = System.currentTimeMillis() - 1_500;

        // When
        catalog.ratifyNext(table, "{\"commitInfo\":{\"timestamp\":%d,\"operation\":\"WRITE\"}}".formatted(written));
        catalog.ratifyNext(table, "{\"commitInfo\":{\"timestamp\":%d}}".formatted(written + 3_600_000));
        catalog.ratifyNext(table, commit(1));
        await().atMost(Duration.ofSeconds(20)).until(() -> metrics.published.size() == 3 && !metrics.opened.isEmpty());
        stopped.set(true);
        round.get();

        // Then
        assertThat(metrics.committed).hasSize(2);
        assertThat(metrics.committed.get(0)).isBetween(Duration.ofMillis(1_500), Duration.ofSeconds(60));
        assertThat(metrics.committed.get(1)).isZero();
        assertThat(metrics.opened).noneMatch(Duration::isNegative);
    }

    private UUID sqlBacked(Path root) {
        UUID table = catalog.importTable(root);
        catalog.cutOver(table);
        return table;
    }

    private Future<Ran> start(Duration poll) {
        Run run = new Run(ConnectionName.DEFAULT, 0, 1, Duration.ofMinutes(5), poll);
        return threads.submit(() ->
                new ShardLoop(run, catalog.store(), metrics, new StoppableClock(stopped)).publish(progress -> {}));
    }

    private static Path file(Path root, long version) {
        return root.resolve("_delta_log").resolve("%020d.json".formatted(version));
    }

    private static String commit(int number) {
        return "{\"txn\":{\"appId\":\"app-%d\",\"version\":1}}".formatted(number);
    }

    private static final class RecordingMetrics implements PublishMetrics {
        final List<PublishedCommit> published = new CopyOnWriteArrayList<>();
        final List<String> failed = new CopyOnWriteArrayList<>();
        final List<Duration> committed = new CopyOnWriteArrayList<>();
        final List<Duration> opened = new CopyOnWriteArrayList<>();

        @Override
        public void committed(String table, Duration latency) {
            committed.add(latency);
        }

        @Override
        public void opened(String table, Duration took) {
            opened.add(took);
        }

        @Override
        public void published(String table, PublishedCommit commit, Duration latency) {
            published.add(commit);
        }

        @Override
        public void failed(String table) {
            failed.add(table);
        }

        @Override
        public void activeFiles(String table, long files) {}
    }
}
