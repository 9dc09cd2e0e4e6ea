package io.lakeshift.e2e;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.lakeshift.activities.ledger.LedgerDatabase;
import io.lakeshift.catalog.postgres.PostgresCatalogStore;
import io.lakeshift.catalog.testing.TestingPostgres;
import io.lakeshift.catalog.uri.DatabaseUrl;
import io.lakeshift.workflows.ConnectionName;
import io.lakeshift.workflows.LakeshiftDataConverter;
import io.lakeshift.workflows.TaskQueues;
import io.lakeshift.workflows.kinds.sqldelta.FenceMode;
import io.lakeshift.workflows.kinds.sqldelta.ImportMode;
import io.lakeshift.workflows.kinds.sqldelta.SqlDeltaMigration;
import io.lakeshift.workflows.kinds.sqldelta.SqlDeltaPlanSpec;
import io.lakeshift.workflows.lifecycle.Policy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What a migration runs on: a real Temporal server, a real PostgreSQL, and one worker process that may die. */
final class MigrationStack implements AutoCloseable {
    private static final Duration WORKER_START = Duration.ofSeconds(90);

    private final Path folder;
    private final TemporalServer temporal;
    private final TestingPostgres database;
    private final PostgresProcess postgres;
    private final KillableProcess worker;
    private final int adminPort;
    private final WorkflowClient client;
    private final PostgresCatalogStore catalog;
    private final LedgerDatabase ledger;

    private MigrationStack(Path folder, Map<String, String> environment) {
        this.folder = folder;
        temporal = TemporalServer.start(folder);
        database = TestingPostgres.createDatabase();
        // The test server loses its last transactions when it crashes, unless it is told to be as strict as any other.
        database.execute("ALTER DATABASE " + database.name() + " SET synchronous_commit = on");
        postgres = PostgresProcess.of(database);
        DatabaseUrl url = DatabaseUrl.parse(database.url());
        catalog = PostgresCatalogStore.open(url);
        ledger = LedgerDatabase.open(url, Clock.systemUTC());
        adminPort = TemporalServer.freePort();
        worker = WorkerProcess.of(folder, temporal.address(), database.url(), adminPort, environment);
        client = WorkflowClient.newInstance(
                temporal.service(),
                WorkflowClientOptions.newBuilder()
                        .setDataConverter(LakeshiftDataConverter.create())
                        .build());
    }

    static MigrationStack start() {
        return start(Map.of());
    }

    /** @param environment of the worker, beside what every worker has */
    static MigrationStack start(Map<String, String> environment) {
        try {
            return new MigrationStack(Files.createTempDirectory("lakeshift-kill-tests"), environment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts whatever an earlier test has left dead. */
    void recover() throws IOException {
        if (!postgres.isRunning()) {
            postgres.start();
        }
        temporal.recover();
        if (!worker.isAlive()) {
            startWorker();
        }
    }

    Path folder() {
        return folder;
    }

    /** Returns when it was ready. */
    Instant startWorker() {
        worker.start();
        worker.awaitReady(WORKER_START, this::workerIsHealthy);
        return Instant.now();
    }

    boolean workerIsAlive() {
        return worker.isAlive();
    }

    void killWorker() {
        worker.kill();
    }

    TemporalServer temporal() {
        return temporal;
    }

    PostgresProcess postgres() {
        return postgres;
    }

    TestingPostgres database() {
        return database;
    }

    PostgresCatalogStore catalog() {
        return catalog;
    }

    LedgerDatabase ledger() {
        return ledger;
    }

    String workerLog() {
        return worker.printed();
    }

    WorkflowClient client() {
        return client;
    }

    /** Starts to migrate a table with its whole history; one approval is asked for. */
    Migration migrate(Path table, String alias) {
        SqlDeltaMigration.Request request = new SqlDeltaMigration.Request(
                "kill",
                new SqlDeltaPlanSpec(
                        ConnectionName.DEFAULT, table.toString(), alias, ImportMode.FULL_HISTORY, FenceMode.FEATURE),
                Policy.DEFAULT,
                Optional.empty(),
                "test",
                Optional.empty());
        SqlDeltaMigration workflow = client.newWorkflowStub(
                SqlDeltaMigration.class,
                WorkflowOptions.newBuilder()
                        .setWorkflowId(request.unit())
                        .setTaskQueue(TaskQueues.LIFECYCLE.queueName())
                        .build());
        WorkflowClient.start(workflow::migrate, request);
        return new Migration(client, request.unit());
    }

    @Override
    public void close() {
        worker.close();
        temporal.close();
        ledger.close();
        catalog.close();
        database.close();
        try {
            MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean workerIsHealthy() {
        try {
            HttpURLConnection health = (HttpURLConnection) URI.create("http://127.0.0.1:" + adminPort + "/healthcheck")
                    .toURL()
                    .openConnection();
            return health.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
