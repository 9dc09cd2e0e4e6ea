package io.lakeshift.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lakeshift.bench.GenerateLog;
import io.lakeshift.catalog.TableState;
import io.lakeshift.catalog.uri.DatabaseUrl;
import io.lakeshift.deltasql.DeltaSqlAppender;
import io.lakeshift.deltasql.DeltaSqlConfiguration;
import io.lakeshift.workflows.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A table of its own for each test, on a stack that all kill tests share: tables of earlier tests stay in it, as in
 * production, and must not be harmed by what is killed later.
 */
final class KillScene implements BeforeEachCallback, AfterTestExecutionCallback {
    static final int COMMITS = 300;
    static final long LAST_FILE_VERSION = COMMITS - 1;
    static final long FENCE_VERSION = COMMITS;
    /** Heartbeat time-out, retry interval, and a machine that is shared. */
    static final Duration LIMIT = Duration.ofSeconds(120);

    private static final ExtensionContext.Namespace SHARED = ExtensionContext.Namespace.create(KillScene.class);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private String alias = "";
    private Path table = Path.of("");
    private @Nullable MigrationStack shared;

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        MigrationStack stack = context.getRoot()
                .getStore(SHARED)
                .computeIfAbsent(MigrationStack.class, type -> MigrationStack.start(), MigrationStack.class);
        shared = stack;
        stack.recover();
        int number = NUMBER.incrementAndGet();
        alias = "sales_" + number;
        table = stack.folder().resolve(alias);
        GenerateLog.main(new String[] {
            "--adds",
            "3000",
            "--commits",
            Integer.toString(COMMITS),
            "--seed",
            Integer.toString(number),
            "--out",
            table.toString()
        });
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        context.getExecutionException()
                .ifPresent(failure -> System.out.println("The worker said:\n" + stack().workerLog()));
    }

    MigrationStack stack() {
        return Objects.requireNonNull(shared, "no test runs");
    }

    Path table() {
        return table;
    }

    String alias() {
        return alias;
    }

    TableProof proof() {
        return new TableProof(stack(), table, alias);
    }

    Migration migrate() {
        return stack().migrate(table, alias);
    }

    /** A migration that is asking, with nothing left to do but to answer. */
    Migration migrateToQuestion() {
        Migration migration = migrate();
        migration.awaitQuestion(LIMIT);
        return migration;
    }

    /** A migration that has cut over. */
    Migration cutOver() {
        Migration migration = migrateToQuestion();
        assertThat(migration.approve().accepted()).isTrue();
        migration.awaitPhase(Phase.WATCHING, LIMIT);
        return migration;
    }

    HoldPoint holdBefore(String table, String event, String condition) {
        return HoldPoint.before(stack().database(), "lakeshift." + table, event, condition);
    }

    /** As an engine writes, in another process than the worker. */
    void append(int commits) throws IOException {
        // Hadoop keeps file systems by their address for ever.
        String catalog = stack().database().name().replace('_', '-');
        DeltaSqlAppender engine = new DeltaSqlAppender(DeltaSqlConfiguration.kernel(
                catalog, DatabaseUrl.parse(stack().database().url())));
        for (int commit = 0; commit < commits; commit++) {
            engine.append("deltasql://" + catalog + "/" + alias, 3);
        }
    }

    TableState state() {
        return stack().catalog().tables().find(alias).orElseThrow();
    }

    Path commit(long version) {
        return table.resolve("_delta_log/%020d.json".formatted(version));
    }

    void awaitPublished(long version) {
        await("version " + version + " is published")
                .atMost(LIMIT)
                .ignoreExceptions()
                .until(() -> state().publishedVersion() == version);
    }
}
