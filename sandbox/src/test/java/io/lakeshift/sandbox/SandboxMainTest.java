package io.lakeshift.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

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
    void anUnknownOptionIsAUsageError() throws Exception {
        // When
        Process process = start("--sed", "x");

        // Then
        String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(said).startsWith("There is no option --sed.\nUsage: sandbox [--port N]");
    }

    private static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SandboxMain.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }
}
