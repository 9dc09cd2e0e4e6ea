package io.lakeshift.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxMainTest {
    @TempDir
    Path directory;

    @Test
    void theFirstLineOfTheProcessSaysWhereItIs() throws Exception {
        // Given
        Path seed = Files.writeString(directory.resolve("seed.yaml"), """
                identities:
                  - {name: someone@example.com, admin: true, token: a-token}
                instances:
                  - name: only
                """);

        // When
        Process process = start("--seed", seed.toString(), "--pace", "fast", "--output", "json");
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            JsonNode line = new ObjectMapper().readTree(out.readLine());

            // Then
            assertThat(line.path("token").asText()).isEqualTo("a-token");
            assertThat(line.path("postgres").asText()).startsWith("127.0.0.1:");
            assertThat(line.path("seed").asText()).isEqualTo(seed.toString());
            HttpRequest me = HttpRequest.newBuilder(
                            URI.create(line.path("host").asText() + "/api/2.0/preview/scim/v2/Me"))
                    .header("Authorization", "Bearer a-token")
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(me, HttpResponse.BodyHandlers.ofString())
                            .body())
                    .contains("someone@example.com");
        } finally {
            process.destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aKilledSandboxLeavesNothingBehindOnceAnotherStarts() throws Exception {
        // Given
        Path seed = Files.writeString(directory.resolve("empty.yaml"), "identities: []");
        Process killed = start("--seed", seed.toString(), "--output", "json");
        killed.inputReader(StandardCharsets.UTF_8).readLine();
        killed.destroyForcibly().waitFor();
        assertThat(postgresServersOf(killed)).isPositive();

        // When
        Process shell = new ProcessBuilder(
                        shellAround(command("--seed", seed.toString(), "--output", "json", "--end-with-parent")))
                .start();
        shell.inputReader(StandardCharsets.UTF_8).readLine();
        List<ProcessHandle> started = shell.descendants().toList();

        // Then
        await().atMost(java.time.Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(postgresServersOf(killed)).isZero());
        shell.destroyForcibly().waitFor();
        await().atMost(java.time.Duration.ofSeconds(30))
                .until(() -> started.stream().noneMatch(ProcessHandle::isAlive));
    }

    private static List<String> shellAround(List<String> command) {
        List<String> all = new ArrayList<>(List.of("sh", "-c", "\"$@\"; true", "sh"));
        all.addAll(command);
        return all;
    }

    /** How many data directories say that they are that process's. */
    private static long postgresServersOf(Process process) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(it -> it.toString().endsWith(".owner"))
                    .filter(it -> owner(it).equals(Long.toString(process.pid())))
                    .count();
        }
    }

    private static String owner(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void anUnknownOptionIsAUsageError() throws Exception {
        // When
        Process process = start("--sed", "x");

        // Then
        String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(said).startsWith("There is no option --sed.\nUsage: sandbox [--port N]");
    }

    private static Process start(String... arguments) throws IOException {
        return new ProcessBuilder(command(arguments)).start();
    }

    private static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SandboxMain.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }
}
