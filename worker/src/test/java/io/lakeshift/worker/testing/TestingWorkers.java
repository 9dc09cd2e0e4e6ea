package io.lakeshift.worker.testing;

import io.lakeshift.activities.connections.ConnectionSources;
import io.lakeshift.activities.databricks.Workspaces;
import io.lakeshift.activities.ledger.LedgerDatabase;
import io.lakeshift.catalog.postgres.PostgresCatalogStore;
import io.lakeshift.catalog.testing.TestingPostgres;
import io.lakeshift.catalog.uri.DatabaseUrl;
import io.lakeshift.worker.LakeshiftWorkers;
import io.lakeshift.worker.WorkerSettings;
import io.lakeshift.workflows.LakeshiftDataConverter;
import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.TaskQueues;
import io.lakeshift.workflows.client.RunningMigration;
import io.lakeshift.workflows.lifecycle.Progress;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;

/** Temporal in this process, a database of its own, and every worker. */
public final class TestingWorkers implements AutoCloseable {
    /** Much more than it takes, also on a machine that does much else. */
    private static final Duration LONGEST = Duration.ofSeconds(120);

    private final TestingPostgres database = TestingPostgres.copyOf("worker", TestingWorkers::prepare);
    private final TestServer.InProcessTestServer temporal = TestServer.createServer(true);
    private final WorkflowServiceStubs service =
            WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                    .setChannel(temporal.getChannel())
                    .validateAndBuildWithDefaults());
    private final WorkflowClient client = WorkflowClient.newInstance(
            service,
            WorkflowClientOptions.newBuilder()
                    .setDataConverter(LakeshiftDataConverter.create())
                    .build());
    private final LakeshiftWorkers workers;

    public TestingWorkers() {
        this(UnaryOperator.identity());
    }

    private TestingWorkers(UnaryOperator<WorkerSettings> change) {
        workers = start(change);
    }

    /** For the kind that publishes nothing: a publish loop would only make the end of each test longer. */
    public static TestingWorkers of(Workspaces workspaces) {
        return of(workspaces, UnaryOperator.identity());
    }

    /** @param change what these workers have that others do not */
    public static TestingWorkers of(Workspaces workspaces, UnaryOperator<WorkerSettings> change) {
        return new TestingWorkers(settings ->
                change.apply(settings.withWorkspaces(workspaces).withPublishing(WorkerSettings.Publishing.NONE)));
    }

    private static void prepare(String url) {
        PostgresCatalogStore.open(DatabaseUrl.parse(url)).close();
        LedgerDatabase.open(DatabaseUrl.parse(url), Clock.systemUTC()).close();
    }

    private LakeshiftWorkers start(UnaryOperator<WorkerSettings> change) {
        return LakeshiftWorkers.start(
                client,
                change.apply(WorkerSettings.embedded(
                        ConnectionSources.settings(Map.of("default", database.url())), "test-worker")));
    }

    public TestingPostgres database() {
        return database;
    }

    public WorkflowClient client() {
        return client;
    }

    public LedgerDatabase ledger() {
        return workers.ledger();
    }

    public <W> W stub(Class<W> type, String workflowId) {
        return client.newWorkflowStub(
                type,
                WorkflowOptions.newBuilder()
                        .setWorkflowId(workflowId)
                        .setTaskQueue(TaskQueues.LIFECYCLE.queueName())
                        .build());
    }

    public RunningMigration control(String workflowId) {
        return new RunningMigration(client, workflowId);
    }

    public Progress awaitPhase(String workflowId, Phase phase) {
        return Awaitility.await(workflowId + " to be " + phase)
                .atMost(LONGEST)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(control(workflowId)::progress, progress -> progress.phase() == phase);
    }

    /** Waits until the migration asks something. */
    public Progress awaitQuestion(String workflowId) {
        return Awaitility.await(workflowId + " to ask")
                .atMost(LONGEST)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(
                        control(workflowId)::progress,
                        progress -> progress.approval().isPresent());
    }

    @Override
    public void close() {
        workers.close();
        service.shutdownNow();
        temporal.close();
        database.close();
    }
}
