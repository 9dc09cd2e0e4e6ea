package io.lakeshift.cli.session;

import io.lakeshift.activities.connections.ConnectionSources;
import io.lakeshift.activities.databricks.sdk.SdkWorkspaces;
import io.lakeshift.activities.ledger.LedgerDatabase;
import io.lakeshift.catalog.postgres.PostgresCatalogStore;
import io.lakeshift.catalog.store.CatalogStore;
import io.lakeshift.catalog.uri.DatabaseUrl;
import io.lakeshift.cli.stack.Home;
import io.lakeshift.cli.stack.Stack;
import io.lakeshift.cli.stack.StackSettings;
import io.lakeshift.worker.LakeshiftWorkers;
import io.lakeshift.worker.WorkerSettings;
import io.lakeshift.workflows.ConnectionName;
import io.lakeshift.workflows.LakeshiftDataConverter;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A stack with a client on it, and with workers where nobody else runs any. A verb opens one, uses it, closes it; what
 * it started ends with it.
 */
public final class Session implements AutoCloseable {
    private static final long CLIENT_SHUTDOWN_SECONDS = 5;

    private final Stack stack;
    private final Consumer<String> progress;
    private final @Nullable WorkflowClient client;
    private final @Nullable LakeshiftWorkers workers;
    private @Nullable LedgerDatabase ledger;
    private @Nullable CatalogStore catalog;

    private Session(
            Stack stack,
            Consumer<String> progress,
            @Nullable WorkflowClient client,
            @Nullable LakeshiftWorkers workers) {
        this.stack = stack;
        this.progress = progress;
        this.client = client;
        this.workers = workers;
    }

    public static Session open(StackSettings settings) {
        Stack stack = Stack.open(settings);
        try {
            if (stack.temporalIfAny().isEmpty()) {
                return new Session(stack, settings.progress(), null, null);
            }
            WorkflowClient client = client(stack);
            return new Session(
                    stack,
                    settings.progress(),
                    client,
                    needsWorkers(stack, client, settings) ? workers(stack, client, settings.home()) : null);
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    private static WorkflowClient client(Stack stack) {
        WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(stack.temporalOptions());
        stack.attach(() -> {
            stubs.shutdownNow();
            stubs.awaitTermination(CLIENT_SHUTDOWN_SECONDS, TimeUnit.SECONDS);
        });
        return WorkflowClient.newInstance(
                stubs,
                WorkflowClientOptions.newBuilder()
                        .setNamespace(stack.temporal().namespace())
                        .setIdentity(Person.atThisMachine())
                        .setDataConverter(LakeshiftDataConverter.create())
                        .build());
    }

    /** A service of this process has no other workers; nor can workers elsewhere reach a database of this home. */
    private static boolean needsWorkers(Stack stack, WorkflowClient client, StackSettings settings) {
        if (!settings.temporalNeeded()) {
            return false;
        }
        boolean isGuest = stack.temporal().isLocal() && !stack.ownsTemporal();
        return !isGuest && (stack.ownsTemporal() || stack.hasOwnDatabase() || !Pollers.anyFor(client));
    }

    private static LakeshiftWorkers workers(Stack stack, WorkflowClient client, Home home) {
        LakeshiftWorkers workers = LakeshiftWorkers.start(
                client,
                WorkerSettings.embedded(
                                ConnectionSources.settings(Map.of(ConnectionName.DEFAULT.value(), stack.ledgerUrl()))
                                        .or(ConnectionSources.files(stack.connectionFiles())),
                                Person.atThisMachine())
                        .withWorkspaces(new SdkWorkspaces(Optional.of(home.databricksProfiles()))));
        stack.attach(workers);
        return workers;
    }

    public Stack stack() {
        return stack;
    }

    public WorkflowClient client() {
        if (client == null) {
            throw new IllegalStateException("a verb that needs Temporal opened a session without");
        }
        return client;
    }

    /** Whether there is a Temporal service to ask. */
    public boolean hasTemporal() {
        return client != null;
    }

    /** Whether work goes on only as long as this process lives. */
    public boolean runsWorkers() {
        return workers != null;
    }

    /** Says something on stderr to whoever waits. */
    public void tell(String line) {
        progress.accept(line);
    }

    public ConnectionName database() {
        return new ConnectionName(stack.connection());
    }

    public synchronized LedgerDatabase ledger() {
        if (workers != null) {
            return workers.ledger();
        }
        if (ledger == null) {
            LedgerDatabase opened = LedgerDatabase.open(DatabaseUrl.parse(stack.ledgerUrl()), Clock.systemUTC());
            stack.attach(opened);
            ledger = opened;
        }
        return ledger;
    }

    public synchronized CatalogStore catalog() {
        if (catalog == null) {
            CatalogStore opened = PostgresCatalogStore.open(DatabaseUrl.parse(stack.databaseUrl()));
            stack.attach(opened);
            catalog = opened;
        }
        return catalog;
    }

    @Override
    public void close() {
        stack.close();
    }
}
