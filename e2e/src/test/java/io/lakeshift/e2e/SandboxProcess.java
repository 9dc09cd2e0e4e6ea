package io.lakeshift.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.lakeshift.sandbox.SandboxMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A sandbox in a process of its own, and the Databricks profiles that lead to it. */
final class SandboxProcess extends SandboxClient implements AutoCloseable {
    /** Logs in with a token. */
    static final String PROFILE = "rehearsal";
    /** Logs in with a client's secret. */
    static final String MACHINE = "machine";

    private static final String PROFILES = """
            [%s]
            host = %s
            token = %s

            [%s]
            host = %s
            client_id = 6f3c1f2a-0000-4000-8000-5a4db0c5a4db
            client_secret = sandbox-worker-secret
            """;
    private static final Duration START = Duration.ofSeconds(120);

    private final Path folder;
    private final KillableProcess process;

    private SandboxProcess(Path folder, KillableProcess process, JsonNode address) {
        super(address);
        this.folder = folder;
        this.process = process;
    }

    static SandboxProcess start() {
        try {
            Path folder = Files.createTempDirectory("lakeshift-sandbox-tests");
            KillableProcess process = JavaProcess.of(
                    "sandbox",
                    folder,
                    Map.of(),
                    SandboxMain.class.getName(),
                    "--pace",
                    "fast",
                    "--output",
                    "json",
                    "--end-with-parent");
            process.start();
            process.awaitReady(START, () -> announced(process).isPresent());
            SandboxProcess sandbox =
                    new SandboxProcess(folder, process, announced(process).orElseThrow());
            Files.writeString(
                    sandbox.profiles(),
                    String.format(PROFILES, PROFILE, sandbox.host(), sandbox.token(), MACHINE, sandbox.host()));
            return sandbox;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<JsonNode> announced(KillableProcess process) {
        return process.printed()
                .lines()
                .filter(line -> line.startsWith("{") && line.endsWith("}"))
                .findFirst()
                .map(SandboxClient::parse);
    }

    /** A Databricks configuration file with both profiles. */
    Path profiles() {
        return folder.resolve("databrickscfg");
    }

    Path folder() {
        return folder;
    }

    /** As a person ends it, so that its PostgreSQL ends with it. */
    @Override
    public void close() {
        try {
            if (process.isAlive()) {
                process.stop(Duration.ofSeconds(30));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
