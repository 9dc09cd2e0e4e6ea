package io.lakeshift.worker.kinds.syncedtables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.databricks.sdk.core.DatabricksConfig;
import io.lakeshift.activities.databricks.Workspace;
import io.lakeshift.activities.databricks.sdk.SdkWorkspaces;
import io.lakeshift.activities.lakebase.ConnectionInfo;
import io.lakeshift.sandbox.Sandbox;
import io.lakeshift.sandbox.SandboxOptions;
import io.lakeshift.sandbox.lakebase.Home;
import io.lakeshift.workflows.databricks.Backend;
import io.lakeshift.workflows.databricks.Lakebase;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ConnectionInfoTest {
    private static final String BRANCH = "projects/fashion-demo/branches/production";

    @SuppressWarnings("NullAway.Init")
    private static Sandbox sandbox;

    @SuppressWarnings("NullAway.Init")
    private static Workspace workspace;

    @BeforeAll
    static void start() throws IOException {
        sandbox = Sandbox.start(SandboxOptions.fast());
        workspace = SdkWorkspaces.open(
                new DatabricksConfig()
                        .setHost(sandbox.host())
                        .setToken(sandbox.adminToken())
                        .setAuthType("pat"),
                Optional.of("work"));
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    private static Lakebase project(String database) {
        return new Lakebase(
                Optional.of("work"),
                Backend.AUTOSCALING,
                Optional.empty(),
                Optional.of("projects/fashion-demo"),
                database,
                Optional.empty());
    }

    @Test
    void aProjectIsKnownByItsEndpointAndItsDatabasesPathNeverDerivedFromAName() {
        // Given
        String[] address = sandbox.postgres(Home.branch(BRANCH)).split(":");

        // When
        ConnectionInfo info = ConnectionInfo.of(workspace, project("databricks_postgres"));

        // Then
        assertThat(info.environment())
                .isEqualTo(Map.of(
                        "PGHOST",
                        address[0],
                        "PGPORT",
                        address[1],
                        "PGDATABASE",
                        "databricks_postgres",
                        "PGUSER",
                        "migrator@example.com",
                        "PGSSLMODE",
                        "require",
                        "LAKEBASE_ENDPOINT",
                        BRANCH + "/endpoints/primary"));
        assertThat(info.properties())
                .isEqualTo(Map.of(
                        "lakebase.postgres.host",
                        address[0],
                        "lakebase.postgres.port",
                        address[1],
                        "lakebase.postgres.databaseName",
                        "databricks_postgres",
                        "lakebase.postgres.endpointPath",
                        BRANCH + "/endpoints/primary",
                        "lakebase.postgres.database",
                        BRANCH + "/databases/databricks-postgres"));
        assertThat(info.passwordCommand(Optional.of("work")))
                .isEqualTo("databricks postgres generate-database-credential " + BRANCH
                        + "/endpoints/primary --profile work -o json | jq -r .token");
    }

    @Test
    void anInstanceIsKnownByItsName() {
        // Given
        Lakebase instance = new Lakebase(
                Optional.empty(),
                Backend.PROVISIONED,
                Optional.of("fashion-demo"),
                Optional.empty(),
                "databricks_postgres",
                Optional.empty());

        // When
        ConnectionInfo info = ConnectionInfo.of(workspace, instance);

        // Then
        assertThat(info.environment())
                .containsEntry("LAKEBASE_INSTANCE", "fashion-demo")
                .doesNotContainKey("LAKEBASE_ENDPOINT");
        assertThat(info.passwordCommand(Optional.empty()))
                .isEqualTo("databricks database generate-database-credential --json '{\"instance_names\":"
                        + " [\"fashion-demo\"], \"request_id\": \"'$(uuidgen)'\"}' -o json | jq -r .token");
    }

    @Test
    void noneOfItIsAPassword() {
        // When
        ConnectionInfo.of(workspace, project("databricks_postgres"));

        // Then
        assertThat(sandbox.requests())
                .noneMatch(request -> request.path("path").asText().endsWith("/credentials"));
    }

    @Test
    void aDatabaseThatIsNotThereIsNotMadeUp() {
        assertThatThrownBy(() -> ConnectionInfo.of(workspace, project("theirs")))
                .hasMessage("Lakebase " + BRANCH
                        + "/endpoints/primary has no database theirs. Name an existing one as spec.database.");
    }
}
