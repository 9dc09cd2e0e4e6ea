package io.lakeshift.cli.stack;

import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * A Temporal service and a database, ready for use: what is configured, else what another terminal runs, else started
 * here. Nothing is started that is not needed, and what was started here ends with {@link #close}, on Ctrl-C too.
 */
public final class Stack implements AutoCloseable {
    private static final long START_SECONDS = 90;

    private final StackSettings settings;
    private final Optional<TemporalProfile> profile;
    private final @Nullable CompletableFuture<Lease<TemporalEndpoint>> temporal;
    private final @Nullable CompletableFuture<Lease<String>> postgres;
    private final Deque<AutoCloseable> attached = new ArrayDeque<>();
    private final Thread onInterrupt = new Thread(this::endNow, "lakeshift-stack-end");
    private volatile boolean interrupted;
    private boolean closed;

    private Stack(StackSettings settings, Optional<TemporalProfile> profile) {
        this.settings = settings;
        this.profile = profile;
        // Ctrl-C while they start must find them too.
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        Home home = settings.home();
        String path = settings.environment().getOrDefault("PATH", "");
        postgres = settings.databaseUrl().isPresent()
                ? null
                : CompletableFuture.supplyAsync(() -> acquire(home, new PostgresService(home)), Stack::inThread);
        temporal = profile.isPresent()
                ? null
                : CompletableFuture.supplyAsync(
                        () -> acquire(home, new TemporalLocalService(home, path)), Stack::inThread);
    }

    public static Stack open(StackSettings settings) {
        settings.home().create();
        // Before there are two threads: SLF4J complains when it is first used by several at once.
        LoggerFactory.getILoggerFactory();
        Optional<TemporalProfile> profile = TemporalProfile.load(settings.environment());
        profile.ifPresent(TemporalProfile::check);
        settings.databaseUrl().ifPresent(new Connections(settings.home())::register);
        Stack stack = new Stack(settings, profile);
        try {
            await(stack.temporal);
            await(stack.postgres);
            return stack;
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    private static void inThread(Runnable start) {
        Thread thread = new Thread(start, "lakeshift-stack-start");
        thread.setDaemon(true);
        thread.start();
    }

    private static <A> void await(@Nullable CompletableFuture<Lease<A>> lease) {
        if (lease == null) {
            return;
        }
        try {
            lease.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** The lease once it is there; empty where none was asked for or none could be had. */
    private static <A> Optional<Lease<A>> held(@Nullable CompletableFuture<Lease<A>> lease) {
        if (lease == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(lease.get(START_SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static <A> Lease<A> acquire(Home home, Service<A> service) {
        try {
            return Lease.acquire(home, service);
        } catch (IOException e) {
            throw StackErrors.homeNotUsable(home.root(), e);
        }
    }

    public TemporalEndpoint temporal() {
        return held(temporal)
                .map(Lease::address)
                .orElseGet(() -> profile.orElseThrow().endpoint());
    }

    public WorkflowServiceStubsOptions temporalOptions() {
        return profile.map(TemporalProfile::stubs)
                .orElseGet(() -> WorkflowServiceStubsOptions.newBuilder()
                        .setTarget(temporal().address())
                        .validateAndBuildWithDefaults());
    }

    /** The name under which a worker finds the database URL. */
    public String connection() {
        return settings.databaseUrl().map(Connections::nameOf).orElse(Connections.EMBEDDED);
    }

    /** Whether the Temporal service runs for this process, so that this process must also run its worker. */
    public boolean ownsTemporal() {
        return held(temporal).filter(Lease::isOwner).isPresent();
    }

    /** Whether the database is the home's own. */
    public boolean hasOwnDatabase() {
        return postgres != null;
    }

    /** Closes something (a worker, a client) when the stack ends: after the last guest has gone, before the services. */
    public void attach(AutoCloseable resource) {
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
        Optional<Lease<TemporalEndpoint>> service = held(temporal);
        service.ifPresent(this::awaitGuests);
        while (!attached.isEmpty()) {
            closeQuietly(attached.pop());
        }
        service.ifPresent(this::closeQuietly);
        Optional<Lease<String>> database = held(postgres);
        database.ifPresent(this::awaitGuests);
        database.ifPresent(this::closeQuietly);
    }

    private void awaitGuests(Lease<?> lease) {
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
    private void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            settings.progress().accept("While ending the local services: " + e.getMessage());
        }
    }
}
