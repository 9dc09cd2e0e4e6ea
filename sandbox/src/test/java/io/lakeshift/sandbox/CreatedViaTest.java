package io.lakeshift.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lakeshift.sandbox.lakebase.Home;
import io.lakeshift.sandbox.seed.Seed;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** A project that the postgres API created, as the database API sees it. */
class CreatedViaTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void itIsAnInstanceWithCredentialsButItsSyncedTablesAreRefused() throws Exception {
        // Given
        Seed seed = Seed.parse("""
                include: fashion-demo
                projects:
                  - { id: boutique, created_via: postgres }""");
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.fast().withSeed(seed))) {
            // When
            JsonNode instance = JSON.readTree(call(sandbox, "GET", "/api/2.0/database/instances/boutique", "")
                    .body());
            HttpResponse<String> credential =
                    call(sandbox, "POST", "/api/2.0/database/credentials", "{\"instance_names\": [\"boutique\"]}");
            HttpResponse<String> refused = call(sandbox, "POST", "/api/2.0/database/synced_tables", """
                    {"name": "main.default.users_synced", "database_instance_name": "boutique",
                     "logical_database_name": "databricks_postgres",
                     "spec": {"source_table_full_name": "main.fashion_demo.usersdb", "primary_key_columns": ["user_id"],
                              "scheduling_policy": "SNAPSHOT", "create_database_objects_if_missing": true}}""");

            // Then
            assertThat(instance.path("read_write_dns").asText())
                    .isEqualTo(sandbox.postgres(Home.branch("projects/boutique/branches/production")));
            assertThat(credential.statusCode()).isEqualTo(200);
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(JSON.readTree(refused.body()).path("message").asText())
                    .isEqualTo("Synced tables of 'boutique' cannot be created with this API, because the project was"
                            + " created with /api/2.0/postgres. Create them in the workspace.");
        }
    }

    private static HttpResponse<String> call(Sandbox sandbox, String method, String path, String body)
            throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(sandbox.host() + path))
                                .header("Authorization", "Bearer " + sandbox.adminToken())
                                .header("Content-Type", "application/json")
                                .method(method, BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
    }
}
