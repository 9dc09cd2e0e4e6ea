package io.lakeshift.cli.stack;

import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * A Temporal service and a database, ready for use: what is configured, else what another terminal runs, else started
 * here. Nothing is started that is not needed, and what was started here ends with {@link #close}, on Ctrl-C too.
 */
public final class Stack implements AutoCloseable {
    private final StackSettings settings;
    private final Connections connections;
    private final Optional<TemporalProfile> profile;
    private final boolean profileAnswers;
    private final Deque<AutoCloseable> attached = new ArrayDeque<>();
    private final Thread onInterrupt = new Thread(this::endNow, "lakeshift-stack-end");
    private volatile boolean interrupted;
    private @Nullable Lease<Announcement> temporal;
    private @Nullable Lease<String> postgres;
    private boolean closed;

    private Stack(StackSettings settings, Optional<TemporalProfile> profile, boolean profileAnswers) {
        this.settings = settings;
        this.connections = new Connections(settings.home());
        this.profile = profile;
        this.profileAnswers = profileAnswers;
    }

    public static Stack open(StackSettings settings) {
        settings.home().create();
        // Before there are two threads: SLF4J complains when it is first used by several at once.
        LoggerFactory.getILoggerFactory();
        Optional<TemporalProfile> profile = TemporalProfile.load(settings.environment());
        Optional<StackException> problem = profile.flatMap(TemporalProfile::problem);
        if (problem.isPresent() && settings.temporalNeeded()) {
            throw problem.get();
        }
        Stack stack = new Stack(settings, profile, problem.isEmpty());
        Runtime.getRuntime().addShutdownHook(stack.onInterrupt);
        try {
            stack.start();
            return stack;
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    /** Holds the monitor, so that Ctrl-C in the middle first lets what is starting become something that can end. */
    private synchronized void start() {
        Home home = settings.home();
        settings.databaseUrl().ifPresent(connections::register);
        boolean databaseAlone = !settings.temporalNeeded()
                && Announcement.read(home).filter(Announcement::isLive).isEmpty();
        if (profile.isPresent() || databaseAlone) {
            if (settings.databaseUrl().isEmpty()) {
                postgres = acquire(home, new PostgresService(home));
            }
            return;
        }
        String database = settings.databaseUrl().map(Connections::nameOf).orElse(Connections.DEFAULT);
        String path = settings.environment().getOrDefault("PATH", "");
        temporal = acquire(home, new WithDatabase(new TemporalLocalService(home, path, database)));
    }

    /** Starts the database beside the Temporal service, and announces both when both are there. */
    private final class WithDatabase implements Service<Announcement> {
        private final TemporalLocalService service;

        WithDatabase(TemporalLocalService service) {
            this.service = service;
        }

        @Override
        public String name() {
            return service.name();
        }

        @Override
        public Running<Announcement> start() throws IOException {
            Home home = settings.home();
            CompletableFuture<Optional<Lease<String>>> database =
                    settings.databaseUrl().isPresent()
                            ? CompletableFuture.completedFuture(Optional.empty())
                            : CompletableFuture.supplyAsync(
                                    () -> Optional.of(acquire(home, new PostgresService(home))), Stack::inThread);
            Running<Announcement> started;
            try {
                started = service.start();
            } catch (IOException | RuntimeException e) {
                postgres = joined(database).orElse(null);
                throw e;
            }
            try {
                postgres = joined(database).orElse(null);
                started.address().write(home);
                return started;
            } catch (IOException | RuntimeException e) {
                started.close();
                throw e;
            }
        }

        @Override
        public Optional<Announcement> running() {
            return service.running();
        }
    }

    private static <T> T joined(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static void inThread(Runnable start) {
        Thread thread = new Thread(start, "lakeshift-stack-start");
        thread.setDaemon(true);
        thread.start();
    }

    private static <A> Lease<A> acquire(Home home, Service<A> service) {
        try {
            return Lease.acquire(home, service);
        } catch (IOException e) {
            throw StackErrors.homeNotUsable(home.root(), e);
        }
    }

    /** Empty only where none was needed and none runs, or the configured one does not answer. */
    public Optional<TemporalEndpoint> temporalIfAny() {
        return temporal == null
                ? profile.map(TemporalProfile::endpoint).filter(endpoint -> profileAnswers)
                : Optional.of(temporal.address().temporal());
    }

    /** The address of the configured Temporal service, where it does not answer and was not needed. */
    public Optional<String> unreachableTemporal() {
        return profile.map(TemporalProfile::endpoint)
                .filter(endpoint -> !profileAnswers)
                .map(TemporalEndpoint::address);
    }

    public TemporalEndpoint temporal() {
        return temporalIfAny().orElseThrow();
    }

    public WorkflowServiceStubsOptions temporalOptions() {
        return profile.map(TemporalProfile::stubs).orElseGet(() -> temporal().stubs());
    }

    /** The name under which the workers of this stack find the database that was asked for. */
    public String connection() {
        if (temporal == null) {
            return Connections.DEFAULT;
        }
        String workersOwn = temporal.address().database();
        return settings.databaseUrl()
                .map(Connections::nameOf)
                .filter(name -> !name.equals(workersOwn))
                .orElse(Connections.DEFAULT);
    }

    /** Of the database that was asked for; with its password. */
    public String databaseUrl() {
        return settings.databaseUrl().orElseGet(this::ledgerUrl);
    }

    /** Of the database in which the workers of this stack keep ledger and audit; with its password. */
    public String ledgerUrl() {
        if (temporal == null) {
            return settings.databaseUrl()
                    .orElseGet(() -> connections.url(Connections.DEFAULT).orElseThrow());
        }
        return connections.url(temporal.address().database()).orElseThrow();
    }

    /** The directory of connection files. */
    public Path connectionFiles() {
        return settings.home().connections();
    }

    /** Whether the Temporal service runs for this process, so that this process must also run its worker. */
    public boolean ownsTemporal() {
        return temporal != null && temporal.isOwner();
    }

    /** Whether the database is the home's own, which no worker elsewhere can know. */
    public boolean hasOwnDatabase() {
        return postgres != null;
    }

    /** Closes something (a worker, a client) when the stack ends: after the last guest has gone, before the services. */
    public synchronized void attach(AutoCloseable resource) {
        attached.push(resource);
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(onInterrupt);
        } catch (IllegalStateException e) {
            // The program is already ending, and the hook has found everything closed.
        }
    }

    /** Ctrl-C: a person has asked for the end, so guests are not waited for any longer. */
    private void endNow() {
        interrupted = true;
        end();
    }

    private synchronized void end() {
        if (closed) {
            return;
        }
        closed = true;
        awaitGuests(temporal);
        while (!attached.isEmpty()) {
            closeQuietly(attached.pop());
        }
        closeQuietly(temporal);
        awaitGuests(postgres);
        closeQuietly(postgres);
    }

    private void awaitGuests(@Nullable Lease<?> lease) {
        if (lease == null) {
            return;
        }
        try {
            lease.awaitGuests(
                    () -> settings.progress()
                            .accept("Done, but other Lakeshift commands still use the services that this one started; "
                                    + "they end with the last of those. Ctrl-C ends them now."),
                    () -> interrupted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One part that does not end must not keep the others running. */
    private void closeQuietly(@Nullable AutoCloseable resource) {
        try {
            if (resource != null) {
                resource.close();
            }
        } catch (Exception e) {
            settings.progress().accept("While ending the local services: " + e.getMessage());
        }
    }
}
