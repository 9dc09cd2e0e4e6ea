package io.lakeshift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From a workspace that has nothing but the sources to tables in a new Lakebase, by the verbs alone, and back. */
@Timeout(300)
class SetUpVerbsTest {
    private static final Path EXAMPLE = Path.of("../docs/examples/shop-from-scratch.yaml");

    @TempDir
    Path folder;

    private static List<String> posted(SandboxScene scene) {
        return scene.requestsAfter(0).stream()
                .filter(request -> request.startsWith("POST ") && !request.endsWith("/credentials"))
                .toList();
    }

    private Path plan() throws IOException {
        return Files.writeString(
                folder.resolve("plan.yaml"), Files.readString(EXAMPLE).replace("quorum: 1", "quorum: 0"));
    }

    @Test
    void makesNothingThatNobodyLookedAtAndTakesAllOfItBack() throws IOException {
        // Given
        Path plan = plan();
        try (SandboxScene scene = new SandboxScene(folder)) {
            // When
            Golden.Result planned = scene.run("plan", "-f", plan.toString());
            String hash = scene.json("plan", "-f", plan.toString(), "--output", "json")
                    .path("hash")
                    .asText();
            Golden.Result unseen = scene.run("migrate", "-f", plan.toString());
            List<String> before = posted(scene);
            Golden.Result made = scene.run("set-up", "-f", plan.toString(), "--plan-hash", hash, "--role-ready");
            Golden.Result migrated = scene.run("migrate", "-f", plan.toString(), "--plan-hash", hash);
            Golden.Result env = scene.run("connection-info", "-f", plan.toString(), "--env");
            JsonNode info = scene.json("connection-info", "-f", plan.toString(), "--output", "json");
            Golden.Result back = scene.run("rollback", "shop-from-scratch", "--yes");

            // Then
            assertThat(planned.exitCode()).as(planned.err()).isZero();
            assertThat(planned.out())
                    .containsPattern("Lakebase project projects/shop +create +absent +about a minute")
                    .contains("Start it with: lakeshift migrate -f PLAN --plan-hash " + hash);
            assertThat(unseen.exitCode()).isEqualTo(ExitCode.FAILED.code());
            assertThat(unseen.err())
                    .contains(
                            "Nothing was started: the plan creates storage credential lake_credential, external location"
                                    + " lake_location, catalog analytics, schema analytics.gold, Lakebase project projects/shop,"
                                    + " which takes time and may cost money. Look at it with 'lakeshift plan -f PLAN', then start"
                                    + " it with --plan-hash " + hash + ".");
            assertThat(before).isEmpty();
            assertThat(made.exitCode()).as(made.err()).isZero();
            assertThat(Files.readString(folder.resolve("shop-from-scratch-permission-policy.json")))
                    .contains("arn:aws:s3:::lake/*");
            assertThat(Files.readString(folder.resolve("shop-from-scratch-trust-policy.json")))
                    .contains("sts:ExternalId");
            assertThat(migrated.exitCode()).as(migrated.err()).isZero();
            assertThat(env.out())
                    .contains("PGDATABASE=databricks_postgres\n")
                    .contains("LAKEBASE_ENDPOINT=projects/shop/branches/production/endpoints/primary\n")
                    .doesNotContain("PASSWORD");
            assertThat(info.path("PGHOST").asText()).isEqualTo("127.0.0.1");
            assertThat(info.path("lakebase.postgres.database").asText())
                    .isEqualTo("projects/shop/branches/production/databases/databricks-postgres");
            assertThat(back.exitCode()).as(back.err()).isZero();
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(scene.requestsAfter(0))
                            .containsSubsequence(
                                    "DELETE /api/2.0/postgres/synced_tables/analytics.gold.users_synced",
                                    "DELETE /api/2.0/postgres/projects/shop",
                                    "DELETE /api/2.1/unity-catalog/catalogs/analytics",
                                    "DELETE /api/2.1/unity-catalog/external-locations/lake_location",
                                    "DELETE /api/2.1/unity-catalog/storage-credentials/lake_credential"));
        }
    }
}
