package io.lakeshift.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.DropwizardTestSupport;
import io.lakeshift.catalog.testing.GoldenTables;
import io.lakeshift.catalog.testing.TestingCatalog;
import io.temporal.testserver.TestServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerApplicationTest {
    private final TestingCatalog catalog = new TestingCatalog();
    private final int temporalPort = freePort();
    private final TestServer.PortBoundTestServer temporal = TestServer.createPortBoundServer(temporalPort, true);
    private final DropwizardTestSupport<WorkerConfiguration> application = new DropwizardTestSupport<>(
            TestedApplication.class,
            Path.of("..", "deploy", "worker.yml").toString(),
            ConfigOverride.config("temporal.address", "127.0.0.1:" + temporalPort),
            ConfigOverride.config("database.url", catalog.database().url()),
            ConfigOverride.config("server.applicationConnectors[0].port", "0"),
            ConfigOverride.config("server.adminConnectors[0].port", "0"));

    @TempDir
    private Path directory;

    /** With an environment of its own, so that the machine's does not show in tests. */
    public static final class TestedApplication extends io.dropwizard.core.Application<WorkerConfiguration> {
        private final WorkerApplication tested = new WorkerApplication(Map.of());

        @Override
        public void initialize(io.dropwizard.core.setup.Bootstrap<WorkerConfiguration> bootstrap) {
            tested.initialize(bootstrap);
        }

        @Override
        public void run(WorkerConfiguration configuration, io.dropwizard.core.setup.Environment environment) {
            tested.run(configuration, environment);
        }
    }

    @BeforeEach
    void start() throws Exception {
        application.before();
    }

    @AfterEach
    void stop() {
        application.after();
        temporal.close();
        catalog.close();
    }

    @Test
    void isHealthyAndMeasuresWhatItPublishes() throws Exception {
        // Given
        UUID table = catalog.importTable(GoldenTables.copy("basic-with-inserts-updates", directory));
        catalog.cutOver(table);

        // When
        catalog.ratifyNext(
                table,
                "{\"commitInfo\":{\"timestamp\":" + (System.currentTimeMillis() - 400) + ",\"operation\":\"WRITE\"}}",
                "{\"txn\":{\"appId\":\"app\",\"version\":1}}");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> get("/metrics").body().contains("files_active_gauge{"));
        HttpResponse<String> health = get("/healthcheck");
        String metrics = get("/metrics").body();

        // Then
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body())
                .contains("\"temporal\":{\"healthy\":true")
                .contains("\"postgresql\":{\"healthy\":true")
                .contains("\"publisher\":{\"healthy\":true");
        assertThat(metrics)
                .contains("versions_committed_total{table=\"basic-with-inserts-updates\"} 1.0")
                .contains("mirror_latency_ms_count{table=\"basic-with-inserts-updates\"} 1")
                .contains("commit_latency_ms_count{table=\"basic-with-inserts-updates\"} 1")
                .contains("metadata_open_latency_ms_count{table=\"basic-with-inserts-updates\"} 1")
                .contains("files_active_gauge{table=\"basic-with-inserts-updates\"}")
                .contains("mirror_lag_seconds 0.0")
                .contains("jvm_memory_used_bytes")
                .contains("temporal_");
    }

    @Test
    void saysWhenTheDatabaseIsGone() throws Exception {
        // Given
        catalog.database().close();

        // When
        HttpResponse<String> health = get("/healthcheck");

        // Then
        assertThat(health.statusCode()).isEqualTo(500);
        assertThat(health.body())
                .contains("\"postgresql\":{\"healthy\":false")
                .contains("\"temporal\":{\"healthy\":true");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + application.getAdminPort() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
