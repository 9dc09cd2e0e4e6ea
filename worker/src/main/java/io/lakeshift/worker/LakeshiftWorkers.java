package io.lakeshift.worker;

import io.lakeshift.activities.ActivityResources;
import io.lakeshift.activities.connections.ConnectionRegistry;
import io.lakeshift.activities.execution.StepRunner;
import io.lakeshift.activities.failure.FailureInterceptor;
import io.lakeshift.activities.ledger.LedgerDatabase;
import io.lakeshift.catalog.postgres.PostgresOptions;
import io.lakeshift.catalog.store.CatalogStore;
import io.lakeshift.workflows.ActivityProfiles;
import io.lakeshift.workflows.ConnectionName;
import io.lakeshift.workflows.TaskQueues;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Every worker of one process: one per task queue, with all workflows and activities. Needs no HTTP server, so that a
 * command can run it inside its own process. The client must use {@link io.lakeshift.workflows.LakeshiftDataConverter}
 * and stays the caller's to close, after this.
 */
public final class LakeshiftWorkers implements AutoCloseable {
    private static final Duration IDLE_CATALOGS = Duration.ofMinutes(10);

    private static final int LONGEST_CHUNK_SECONDS = 10;

    private final ConnectionRegistry connections;
    private final LedgerDatabase ledger;
    private final StepRunner steps;
    private final WorkerFactory factory;

    private LakeshiftWorkers(
            ConnectionRegistry connections, LedgerDatabase ledger, StepRunner steps, WorkerFactory factory) {
        this.connections = connections;
        this.ledger = ledger;
        this.steps = steps;
        this.factory = factory;
    }

    /**
     * Opens the databases, then polls; when this returns, work is taken.
     *
     * @throws io.lakeshift.catalog.CatalogException where the connection {@code default} is missing or unusable
     */
    public static LakeshiftWorkers start(WorkflowClient client, WorkerSettings settings) {
        Clock clock = Clock.systemUTC();
        ConnectionRegistry connections = new ConnectionRegistry(
                settings.connections(),
                PostgresOptions.DEFAULT
                        .withSchemaMode(settings.schemaMode())
                        .withPoolSize(settings.capacity().catalogConnections()),
                IDLE_CATALOGS,
                clock);
        connections.with(ConnectionName.DEFAULT, CatalogStore::tables);
        LedgerDatabase ledger = LedgerDatabase.open(connections.url(ConnectionName.DEFAULT), clock);
        StepRunner steps = new StepRunner(ledger.steps());
        WorkerFactory factory = factory(client, settings);
        Registrations registrations = new Registrations(new ActivityResources(
                client,
                connections,
                ledger,
                steps,
                settings.workspaces(),
                settings.smokeTestCommands(),
                settings.publishing().shards(),
                settings.metrics(),
                clock));
        for (TaskQueues queue : TaskQueues.values()) {
            Worker worker = factory.newWorker(queue.queueName(), options(queue, settings));
            registrations.register(queue, worker);
        }
        SearchAttributeRegistration.register(client);
        factory.start();
        registrations.started();
        return new LakeshiftWorkers(connections, ledger, steps, factory);
    }

    private static WorkerFactory factory(WorkflowClient client, WorkerSettings settings) {
        return WorkerFactory.newInstance(
                client,
                WorkerFactoryOptions.newBuilder()
                        .setWorkflowCacheSize(settings.capacity().workflows())
                        .setWorkerInterceptors(new FailureInterceptor())
                        .validateAndBuildWithDefaults());
    }

    private static WorkerOptions options(TaskQueues queue, WorkerSettings settings) {
        WorkerSettings.Capacity capacity = settings.capacity();
        int activities = switch (queue) {
            case LIFECYCLE -> capacity.shortActivities();
            case COPY -> capacity.copies();
            case PUBLISH -> Math.max(1, settings.publishing().shards());
        };
        return WorkerOptions.newBuilder()
                .setIdentity(settings.identity())
                .setMaxConcurrentActivityExecutionSize(activities)
                .setStickyQueueScheduleToStartTimeout(capacity.sticky())
                .setMaxHeartbeatThrottleInterval(ActivityProfiles.HEARTBEAT_THROTTLE)
                .build();
    }

    /** The ledger and the audit chain of the connection {@code default}. */
    public LedgerDatabase ledger() {
        return ledger;
    }

    public ConnectionRegistry connections() {
        return connections;
    }

    /** Takes no more work, lets what runs come to a durable point, then closes the databases. */
    @Override
    public void close() {
        factory.shutdown();
        factory.awaitTermination(LONGEST_CHUNK_SECONDS, TimeUnit.SECONDS);
        if (!factory.isTerminated()) {
            factory.shutdownNow();
            factory.awaitTermination(LONGEST_CHUNK_SECONDS, TimeUnit.SECONDS);
        }
        steps.close();
        ledger.close();
        connections.close();
    }
}
