package io.lakeshift.cli.stack;

import com.google.protobuf.util.Durations;
import io.lakeshift.cli.Pause;
import io.temporal.api.namespace.v1.NamespaceConfig;
import io.temporal.api.workflowservice.v1.UpdateNamespaceRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The real Temporal dev server with a database file under the home.
 *
 * <p>It runs in a process group of its own: Ctrl-C at the terminal must reach this program first, so that workers stop
 * before their server does. One that a killed owner left running is taken over as it is.
 */
final class DevServer implements TemporalService {
    private static final String NAMESPACE = "default";
    private static final int PREFERRED_PORT = 7233;
    private static final int UI_PORT_OFFSET = 1000;
    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
    private static final int RETENTION_DAYS = 30;

    private final ServerRecord server;

    private DevServer(ServerRecord server) {
        this.server = server;
    }

    static DevServer start(Path program, Path directory) throws IOException {
        Home.createPrivate(directory);
        Optional<DevServer> left = takeOver(directory);
        if (left.isPresent()) {
            return left.get();
        }
        int port = Loopback.port(PREFERRED_PORT);
        int uiPort = Loopback.port(port + UI_PORT_OFFSET);
        Path log = directory.resolve("server.log");
        long pid = launch(program, directory, log, port, uiPort);
        DevServer started = new DevServer(new ServerRecord(pid, port, uiPort));
        started.server.write(directory);
        try {
            started.awaitReady(program, log);
        } catch (StackException e) {
            started.close();
            throw e;
        }
        return started;
    }

    private static Optional<DevServer> takeOver(Path directory) throws IOException {
        Optional<ServerRecord> left = ServerRecord.read(directory).filter(ServerRecord::runs);
        if (left.isEmpty()) {
            return Optional.empty();
        }
        DevServer server = new DevServer(left.get());
        try (TemporalProbe probe = server.probe()) {
            if (probe.isReady()) {
                return Optional.of(server);
            }
        }
        server.close();
        return Optional.empty();
    }

    private static long launch(Path program, Path directory, Path log, int port, int uiPort) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "/bin/sh",
                "-c",
                "set -m; log=$1; shift; \"$@\" >>\"$log\" 2>&1 </dev/null & echo $!",
                "sh",
                log.toString(),
                program.toString(),
                "server",
                "start-dev",
                "--ip=" + Loopback.HOST,
                "--port=" + port,
                "--ui-port=" + uiPort,
                "--ui-ip=" + Loopback.HOST,
                "--db-filename=" + directory.resolve("lakeshift.db"),
                "--sqlite-pragma=journal_mode=WAL",
                "--sqlite-pragma=synchronous=1",
                "--log-level=warn"));
        Process shell = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        try (var out = shell.inputReader()) {
            String pid = out.readLine();
            if (pid == null) {
                throw StackErrors.temporalDidNotStart(program, log, new ChildProgram(log).lastLines(3));
            }
            return Long.parseLong(pid.strip());
        }
    }

    private void awaitReady(Path program, Path log) throws IOException {
        Instant deadline = Instant.now().plus(START_TIMEOUT);
        try (TemporalProbe probe = probe()) {
            while (!probe.isReady()) {
                if (!server.runs() || Instant.now().isAfter(deadline)) {
                    throw StackErrors.temporalDidNotStart(program, log, new ChildProgram(log).lastLines(3));
                }
                Pause.of(TemporalProbe.POLL);
            }
            keepClosedWorkflows(probe);
        }
    }

    /** The dev server forgets closed workflows after a day, which is less than a rollback window. */
    private static void keepClosedWorkflows(TemporalProbe probe) {
        probe.stubs()
                .blockingStub()
                .updateNamespace(UpdateNamespaceRequest.newBuilder()
                        .setNamespace(NAMESPACE)
                        .setConfig(NamespaceConfig.newBuilder()
                                .setWorkflowExecutionRetentionTtl(Durations.fromDays(RETENTION_DAYS)))
                        .build());
    }

    private TemporalProbe probe() {
        return TemporalProbe.of(new TemporalEndpoint(
                Loopback.HOST + ":" + server.port(), NAMESPACE, TemporalEndpoint.Kind.DEV_SERVER, Optional.empty()));
    }

    @Override
    public TemporalEndpoint endpoint() {
        return new TemporalEndpoint(
                Loopback.HOST + ":" + server.port(),
                NAMESPACE,
                TemporalEndpoint.Kind.DEV_SERVER,
                Optional.of("http://" + Loopback.HOST + ":" + server.uiPort()));
    }

    @Override
    public void close() {
        Instant deadline = Instant.now().plus(STOP_TIMEOUT);
        server.process().ifPresent(ProcessHandle::destroy);
        while (server.runs()) {
            if (Instant.now().isAfter(deadline)) {
                server.process().ifPresent(ProcessHandle::destroyForcibly);
            }
            Pause.of(TemporalProbe.POLL);
        }
    }

    /** Finds the program: the home's own first, then the PATH. */
    static Optional<Path> find(Home home, String path) {
        List<Path> candidates = new ArrayList<>();
        candidates.add(home.bin().resolve("temporal"));
        for (String directory : path.split(java.io.File.pathSeparator)) {
            if (!directory.isBlank()) {
                candidates.add(Path.of(directory).resolve("temporal"));
            }
        }
        return candidates.stream()
                .filter(candidate -> Files.isRegularFile(candidate) && Files.isExecutable(candidate))
                .findFirst();
    }
}
