package io.lakeshift.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A process that a test may kill without warning and start again with the same command. Its output goes to one log. */
final class KillableProcess implements AutoCloseable {
    private final String name;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Path log;
    private @Nullable Process process;

    KillableProcess(String name, List<String> command, Map<String, String> environment, Path log) {
        this.name = name;
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
        this.log = log;
    }

    void start() {
        if (isAlive()) {
            throw new IllegalStateException(name + " runs already");
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be started: " + command.get(0), e);
        }
    }

    /** Waits for a condition, and fails at once when the process ends before, with what it printed. */
    void awaitReady(Duration limit, BooleanSupplier ready) {
        await(name + " is ready")
                .atMost(limit)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    if (!isAlive()) {
                        throw new IllegalStateException(name + " ended early:\n" + printed());
                    }
                    return ready.getAsBoolean();
                });
    }

    /** SIGKILL: no shutdown hook, no flush, no goodbye. Returns once the process is gone. */
    void kill() {
        end(running().destroyForcibly());
    }

    /** SIGTERM, as an orchestrator asks; returns the exit code. */
    int stop(Duration limit) throws InterruptedException {
        Process asked = running();
        asked.destroy();
        if (!asked.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            asked.destroyForcibly();
            throw new IllegalStateException(name + " did not stop within " + limit + ":\n" + printed());
        }
        return asked.exitValue();
    }

    /** Waits until it has ended by itself; returns the exit code. */
    int awaitEnd(Duration limit) throws InterruptedException {
        Process ending = Objects.requireNonNull(process, name + " was not started");
        if (!ending.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException(name + " did not end within " + limit + ":\n" + printed());
        }
        return ending.exitValue();
    }

    boolean isAlive() {
        Process current = process;
        return current != null && current.isAlive();
    }

    /** Everything that all of its starts printed. */
    String printed() {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (isAlive()) {
            kill();
        }
    }

    private Process running() {
        Process current = process;
        if (current == null || !current.isAlive()) {
            throw new IllegalStateException(name + " does not run");
        }
        return current;
    }

    private void end(Process dying) {
        try {
            if (!dying.waitFor(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException(name + " (" + dying.pid() + ") survived SIGKILL");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
