package io.lakeshift.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** Sandbox, Temporal server and the production worker, each in a process of its own, with their output in files. */
final class SyncedStack implements AutoCloseable {
    static final String PROFILE = "bench";
    // By name: these are programs of their own, of which no class is used here.
    private static final String SANDBOX = "io.lakeshift.sandbox.SandboxMain";
    private static final String WORKER = "io.lakeshift.worker.WorkerApplication";
    private static final String CLI = "io.lakeshift.cli.Main";
    private static final Duration START = Duration.ofMinutes(5);
    private static final String ADDRESS = "\"host\":\"([^\"]+)\",\"token\":\"([^\"]+)\"";
    private static final Pattern USED = Pattern.compile("(\\d+)M->\\d+M\\(\\d+M\\)");

    private final Path work;
    private final Deque<Process> processes = new ArrayDeque<>();
    private final Map<String, String> environment;
    private final int temporalPort = freePort();
    private final int adminPort = freePort();
    private String host = "";
    private String token = "";
    private long worker;

    SyncedStack(Path work, String databaseUrl) throws IOException {
        this.work = work;
        environment = Map.of(
                "DATABRICKS_CONFIG_FILE",
                work.resolve("databrickscfg").toString(),
                "LAKESHIFT_DATABASE_URL",
                databaseUrl,
                "LAKESHIFT_HOME",
                work.resolve("home").toString(),
                "TEMPORAL_ADDRESS",
                "127.0.0.1:" + temporalPort,
                "LAKESHIFT_LOG_LEVEL",
                "WARN",
                "LAKESHIFT_PORT",
                "0",
                "LAKESHIFT_ADMIN_PORT",
                Integer.toString(adminPort));
    }

    void startSandbox(Path seed) throws IOException, InterruptedException {
        Process sandbox = java(
                "sandbox",
                List.of("-Xmx1g"),
                SANDBOX,
                "--seed",
                seed.toString(),
                "--pace",
                "fast",
                "--output",
                "json",
                "--end-with-parent");
        var announced = Pattern.compile(ADDRESS);
        await(sandbox, "sandbox", () -> announced.matcher(printed("sandbox")).find());
        var found = announced.matcher(printed("sandbox"));
        if (!found.find()) {
            throw new IllegalStateException("the sandbox has not told its address");
        }
        host = found.group(1);
        token = found.group(2);
        Files.writeString(
                work.resolve("databrickscfg"), "[" + PROFILE + "]\nhost = " + host + "\ntoken = " + token + "\n");
    }

    void startTemporal(String binary) throws IOException, InterruptedException {
        Process temporal = start(
                "temporal",
                List.of(
                        binary,
                        "server",
                        "start-dev",
                        "--headless",
                        "--ip",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(temporalPort),
                        "--log-level",
                        "error"));
        await(temporal, "temporal", () -> answers(temporalPort));
    }

    void startWorker(String heap, Path configuration) throws IOException, InterruptedException {
        Process process = java(
                "worker",
                List.of("-Xmx" + heap, "-XX:+UseSerialGC", "-Xlog:gc:file=" + work.resolve("gc.log")),
                WORKER,
                "server",
                configuration.toString());
        worker = process.pid();
        await(process, "worker", () -> answers(adminPort));
    }

    double workerCpuSeconds() throws IOException {
        return CpuTime.of(worker);
    }

    /** The most that the worker's heap held when a collection began, in MB. */
    int workerPeakMegabytes() throws IOException {
        return USED.matcher(Files.readString(work.resolve("gc.log")))
                .results()
                .mapToInt(found -> Integer.parseInt(found.group(1)))
                .max()
                .orElse(0);
    }

    /** One verb of the command line, in a process of its own; fails with its own words when it does not end well. */
    void lakeshift(String... arguments) throws IOException, InterruptedException {
        Process process = java("cli", List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"), CLI, arguments);
        int exit = process.waitFor();
        processes.remove(process);
        if (exit != 0) {
            throw new IllegalStateException(
                    "lakeshift %s ended with %d:%n%s".formatted(String.join(" ", arguments), exit, printed("cli")));
        }
    }

    String host() {
        return host;
    }

    String token() {
        return token;
    }

    private Process java(String name, List<String> options, String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(List.of(arguments));
        return start(name, command);
    }

    private Process start(String name, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(work.resolve(name + ".log").toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        processes.push(process);
        return process;
    }

    private String printed(String name) {
        try {
            return Files.readString(work.resolve(name + ".log"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void await(Process process, String name, BooleanSupplier ready) throws InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (!ready.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException(name + " did not start:\n" + printed(name));
            }
            Thread.sleep(50);
        }
    }

    private static boolean answers(int port) {
        try {
            new java.net.Socket(InetAddress.getLoopbackAddress(), port).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        processes.forEach(Process::destroy);
        for (Process process : processes) {
            try {
                if (!process.waitFor(20, java.util.concurrent.TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                process.destroyForcibly();
            }
        }
    }
}
