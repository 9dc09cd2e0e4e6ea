package io.lakeshift.e2e;

import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A real Temporal server with its database in a file, which survives the death of the server's process. */
final class TemporalServer implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final int port;
    private final KillableProcess process;
    private final WorkflowServiceStubs service;

    private TemporalServer(int port, KillableProcess process) {
        this.port = port;
        this.process = process;
        this.service = WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder().setTarget(address()).build());
    }

    static TemporalServer start(Path folder) {
        int port = freePort();
        List<String> command = List.of(
                binary().toString(),
                "server",
                "start-dev",
                "--headless",
                "--ip",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--db-filename",
                folder.resolve("temporal.db").toString(),
                "--log-level",
                "warn",
                "--sqlite-pragma",
                "journal_mode=WAL",
                "--sqlite-pragma",
                "synchronous=1");
        TemporalServer server = new TemporalServer(
                port, new KillableProcess("temporal", command, Map.of(), folder.resolve("temporal.log")));
        server.restart();
        return server;
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    WorkflowServiceStubs service() {
        return service;
    }

    WorkflowClient client() {
        return WorkflowClient.newInstance(service);
    }

    void kill() {
        process.kill();
    }

    /** Starts the server on the database of the one before; returns when it answers, not when its port is open. */
    void restart() {
        process.start();
        process.awaitReady(START_LIMIT, this::answers);
    }

    void recover() {
        if (!process.isAlive()) {
            restart();
        }
    }

    String printed() {
        return process.printed();
    }

    @Override
    public void close() {
        service.shutdownNow();
        process.close();
    }

    private boolean answers() {
        try {
            service.blockingStub()
                    .describeNamespace(DescribeNamespaceRequest.newBuilder()
                            .setNamespace("default")
                            .build());
            service.blockingStub()
                    .listWorkflowExecutions(ListWorkflowExecutionsRequest.newBuilder()
                            .setNamespace("default")
                            .build());
            return true;
        } catch (StatusRuntimeException e) {
            return false;
        }
    }

    static Path binary() {
        String given = System.getProperty("lakeshift.temporal", "");
        String home = Optional.ofNullable(System.getenv("LAKESHIFT_HOME"))
                .orElse(System.getProperty("user.home") + "/.lakeshift");
        Stream<Path> onPath = Stream.of(
                        Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "temporal"));
        return Stream.concat(
                        given.isEmpty() ? Stream.empty() : Stream.of(Path.of(given)),
                        Stream.concat(onPath, Stream.of(Path.of(home, "bin", "temporal"))))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException(
                                "No Temporal CLI on the PATH. Build one and name it: -Dlakeshift.temporal=\"$(.ci/temporal-cli)\""));
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
