package io.lakeshift.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lakeshift.bench.GenerateLog;
import io.lakeshift.catalog.uri.DatabaseUrl;
import io.lakeshift.deltasql.DeltaSqlAppender;
import io.lakeshift.deltasql.DeltaSqlConfiguration;
import io.lakeshift.workflows.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Worker and Temporal server die at chosen points of one table's migration. Whatever died, it goes on after a restart,
 * and no version is lost or doubled.
 */
class MigrationKillIT {
    private static final String ALIAS = "sales";
    private static final int COMMITS = 300;
    private static final long LAST_FILE_VERSION = COMMITS - 1;
    private static final long FENCE_VERSION = COMMITS;
    /** Heartbeat time-out, retry interval, and a machine that is shared. */
    private static final Duration LIMIT = Duration.ofSeconds(120);

    @TempDir
    Path folder;

    private Path table;
    private MigrationStack stack;
    private TableProof proof;

    @RegisterExtension
    final AfterTestExecutionCallback logOfTheWorker = context -> context.getExecutionException()
            .ifPresent(failure -> System.out.println("The worker said:\n" + stack.workerLog()));

    @BeforeEach
    void startStack() throws IOException {
        table = folder.resolve(ALIAS);
        GenerateLog.main(
                new String[] {"--adds", "9000", "--commits", Integer.toString(COMMITS), "--out", table.toString()});
        stack = MigrationStack.start(folder);
        proof = new TableProof(stack, table, ALIAS);
    }

    @AfterEach
    void stopStack() {
        stack.close();
    }

    @Test
    void goesOnWithTheImportWhereTheKilledWorkerStopped() throws IOException {
        // Given: some slices are durable, the next one is being written
        Migration migration;
        try (HoldPoint hold =
                HoldPoint.before(stack.database(), "lakeshift.dl_add_files", "INSERT", "NEW.version = 200")) {
            migration = stack.migrate(table, ALIAS);
            hold.awaitHeld(LIMIT);
            assertThat(proof.head()).isBetween(0L, 199L);

            // When
            stack.killWorker();
            hold.abandon();
        }
        stack.startWorker();

        // Then
        migration.awaitQuestion(LIMIT);
        proof.holdsUpTo(LAST_FILE_VERSION);
    }

    enum FencePoint {
        /** The fence commit is a file in the log, which the catalog does not know yet. */
        FILE_IS_WRITTEN("lakeshift.dl_protocol_updates", "INSERT", "'lakeshift.sqlBacked' = ANY (NEW.writer_features)"),
        /** The catalog knows the fence and is about to take the authority. */
        BEFORE_AUTHORITY("lakeshift.dl_tables", "UPDATE OF authority", "NEW.authority = 'sql'");

        private final String place;
        private final String event;
        private final String condition;

        FencePoint(String place, String event, String condition) {
            this.place = place;
            this.event = event;
            this.condition = condition;
        }
    }

    @ParameterizedTest
    @EnumSource
    void raisesOneFenceThoughTheWorkerIsKilledWhileRaisingIt(FencePoint point) throws IOException {
        // Given
        Migration migration = stack.migrate(table, ALIAS);
        migration.awaitQuestion(LIMIT);
        try (HoldPoint hold = HoldPoint.before(stack.database(), point.place, point.event, point.condition)) {
            assertThat(migration.approve().accepted()).isTrue();
            hold.awaitHeld(LIMIT);

            // When
            stack.killWorker();
            hold.abandon();
        }
        stack.startWorker();

        // Then
        migration.awaitPhase(Phase.WATCHING, LIMIT);
        proof.holdsUpTo(FENCE_VERSION);
        proof.hasOneFence();
    }

    @Test
    void takesTheAuthorityOnceThoughTheKilledWorkersStatementStillRuns() throws IOException {
        // Given
        FencePoint point = FencePoint.BEFORE_AUTHORITY;
        Migration migration = stack.migrate(table, ALIAS);
        migration.awaitQuestion(LIMIT);
        try (HoldPoint hold = HoldPoint.before(stack.database(), point.place, point.event, point.condition)) {
            migration.approve();
            hold.awaitHeld(LIMIT);

            // When: the server has not noticed that its client is dead
            stack.killWorker();
            hold.release();
        }
        stack.startWorker();

        // Then
        migration.awaitPhase(Phase.WATCHING, LIMIT);
        proof.holdsUpTo(FENCE_VERSION);
        proof.hasOneFence();
    }

    @Test
    void publishesWhatWasRatifiedWhileNoWorkerWasAlive() throws IOException {
        // Given
        cutOver();

        // When
        stack.killWorker();
        append(3);
        assertThat(stack.catalog().tables().find(ALIAS).orElseThrow().publishedVersion())
                .isEqualTo(FENCE_VERSION);
        stack.startWorker();

        // Then
        awaitPublished(FENCE_VERSION + 3);
        proof.holdsUpTo(FENCE_VERSION + 3);
    }

    @Test
    void publishesEachVersionOnceThoughTheWorkerIsKilledInTheMiddle() throws IOException {
        // Given: the second of four versions is a file already, but not recorded as published
        cutOver();
        try (HoldPoint hold = HoldPoint.before(
                stack.database(),
                "lakeshift.dl_mirror_status",
                "UPDATE",
                "NEW.status = 'PUBLISHED' AND NEW.version = " + (FENCE_VERSION + 2))) {
            append(4);
            hold.awaitHeld(LIMIT);
            assertThat(table.resolve("_delta_log/%020d.json".formatted(FENCE_VERSION + 2)))
                    .exists();

            // When
            stack.killWorker();
            hold.abandon();
        }
        stack.startWorker();

        // Then
        awaitPublished(FENCE_VERSION + 4);
        proof.holdsUpTo(FENCE_VERSION + 4);
    }

    @Test
    void stillKnowsWhatItAskedAfterTheTemporalServerWasKilled() throws IOException {
        // Given
        Migration migration = stack.migrate(table, ALIAS);
        migration.awaitQuestion(LIMIT);

        // When
        stack.temporal().kill();
        stack.temporal().restart();

        // Then
        migration.awaitQuestion(LIMIT);
        assertThat(migration.approve().accepted()).isTrue();
        migration.awaitPhase(Phase.WATCHING, LIMIT);
        proof.holdsUpTo(FENCE_VERSION);
        proof.hasOneFence();
    }

    private void cutOver() {
        Migration migration = stack.migrate(table, ALIAS);
        migration.awaitQuestion(LIMIT);
        assertThat(migration.approve().accepted()).isTrue();
        migration.awaitPhase(Phase.WATCHING, LIMIT);
    }

    /** As an engine writes, in another process than the worker. Hadoop keeps file systems by their address for ever. */
    private void append(int commits) throws IOException {
        String catalog = stack.database().name().replace('_', '-');
        DeltaSqlAppender engine = new DeltaSqlAppender(DeltaSqlConfiguration.kernel(
                catalog, DatabaseUrl.parse(stack.database().url())));
        for (int commit = 0; commit < commits; commit++) {
            engine.append("deltasql://" + catalog + "/" + ALIAS, 3);
        }
    }

    private void awaitPublished(long version) {
        await("version " + version + " is published")
                .atMost(LIMIT)
                .until(() -> stack.catalog().tables().find(ALIAS).orElseThrow().publishedVersion() == version);
    }
}
