package io.lakeshift.activities.databricks.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lakeshift.activities.databricks.SyncedTables.NewSyncedTable;
import io.lakeshift.activities.databricks.SyncedTables.SyncedTable;
import io.lakeshift.activities.databricks.Workspace;
import io.lakeshift.activities.databricks.WorkspaceException;
import io.lakeshift.activities.databricks.WorkspaceException.Reason;
import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.databricks.Backend;
import io.lakeshift.workflows.databricks.Lakebase;
import io.lakeshift.workflows.databricks.Standing;
import io.lakeshift.workflows.databricks.SyncMode;
import io.lakeshift.workflows.databricks.TableName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a workspace's answers, the good and the bad ones; the SDK is the real one. */
class SdkWorkspacesTest {
    private static final Lakebase LAKEBASE = new Lakebase(
            Optional.of("work"),
            Backend.PROVISIONED,
            Optional.of("shop"),
            Optional.empty(),
            "databricks_postgres",
            Optional.empty());
    private static final TableName NAME = new TableName("main", "demo", "orders_synced");
    private static final NewSyncedTable NEW = new NewSyncedTable(
            NAME,
            new TableName("main", "demo", "orders"),
            List.of("id"),
            Optional.empty(),
            SyncMode.SNAPSHOT,
            Optional.empty(),
            "main",
            "staging",
            false);

    private final ScriptedWorkspace server = new ScriptedWorkspace();
    private final Workspace workspace = server.open();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void anExpiredLoginSaysHowToLogInAgain() {
        // Given
        server.answers(401, "{\"error_code\":\"UNAUTHENTICATED\",\"message\":\"Token is expired\"}");

        // When
        WorkspaceException failure = catchThrowableOfType(WorkspaceException.class, workspace::identity);

        // Then
        assertThat(failure.failure()).isEqualTo(MigrationFailure.NOT_AUTHENTICATED);
        assertThat(failure)
                .hasMessage("Databricks at " + server.host() + " does not accept the login of profile work: Token is"
                        + " expired. Log in again with: databricks auth login --host " + server.host()
                        + " --profile work");
        assertThat(server.calls).hasSize(1);
    }

    @Test
    void aMissingPrivilegeIsNamedWithWhoCanGrantIt() {
        // Given
        server.answers(403, "{\"error_code\":\"PERMISSION_DENIED\",\"message\":\"User does not have USE SCHEMA\"}");

        // When
        WorkspaceException failure = catchThrowableOfType(
                WorkspaceException.class, () -> workspace.catalog().schema("main", "demo"));

        // Then
        assertThat(failure.failure()).isEqualTo(MigrationFailure.PERMISSION_DENIED);
        assertThat(failure)
                .hasMessage("Cannot read schema main.demo at " + server.host() + ": User does not have USE SCHEMA. That"
                        + " needs USE_CATALOG on main and USE_SCHEMA on main.demo; their owner can grant them.");
    }

    @Test
    void tooManyRequestsWaitAsLongAsTheServerAsksAndAreNotRepeatedHere() {
        // Given
        server.answers(
                429, "{\"error_code\":\"REQUEST_LIMIT_EXCEEDED\",\"message\":\"slow down\"}", "Retry-After", "7");

        // When
        WorkspaceException failure = catchThrowableOfType(WorkspaceException.class, workspace::identity);

        // Then
        assertThat(failure.failure()).isEqualTo(MigrationFailure.WORKSPACE_UNAVAILABLE);
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(server.calls).hasSize(1);
    }

    @Test
    void aWorkspaceThatIsAwayIsAskedOnceBecauseOthersRepeat() {
        // Given
        server.answers(503, "{\"error_code\":\"TEMPORARILY_UNAVAILABLE\",\"message\":\"later\"}");

        // When
        WorkspaceException failure = catchThrowableOfType(WorkspaceException.class, workspace::identity);

        // Then
        assertThat(failure.failure()).isEqualTo(MigrationFailure.WORKSPACE_UNAVAILABLE);
        assertThat(server.calls).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 500, 502, 504, 507, 520, 522, 599})
    void whatOnlyAGatewayCanHaveSaidMayPass(int status) {
        // Given
        server.answers(status, "{\"error_code\":\"\",\"message\":\"upstream\"}");

        // When
        WorkspaceException failure = catchThrowableOfType(WorkspaceException.class, workspace::identity);

        // Then
        assertThat(failure.failure()).isEqualTo(MigrationFailure.WORKSPACE_UNAVAILABLE);
        assertThat(failure).hasMessageContaining("HTTP " + status + " upstream. It is tried again.");
    }

    @Test
    void aStatementThatFailsIsToldInFewWordsWithoutSecrets() {
        // Given
        server.answers(
                200,
                "{\"statement_id\":\"s\",\"status\":{\"state\":\"FAILED\",\"error\":{\"message\":"
                        + "\"[PARSE]\\nno such password=hunter2\"}}}");

        // When
        WorkspaceException failure = catchThrowableOfType(
                WorkspaceException.class, () -> workspace.warehouse("w").ask("SELECT " + "a, ".repeat(1000) + "b"));

        // Then
        assertThat(failure)
                .hasMessageStartingWith("SQL on warehouse w ended FAILED: [PARSE] no such password=***. The statement"
                        + " was: SELECT a, a,")
                .hasMessageEndingWith("….");
        assertThat(failure.getMessage()).hasSizeLessThan(700);
    }

    @Test
    void aLostAnswerToACreateLeavesOpenWhatHappened() {
        // Given
        server.cuts();

        // When
        WorkspaceException failure = catchThrowableOfType(
                WorkspaceException.class, () -> workspace.syncedTables(LAKEBASE).create(NEW));

        // Then
        assertThat(failure.reason()).isEqualTo(Reason.OUTCOME_UNKNOWN);
        assertThat(failure.failure().retryable()).isTrue();
        assertThat(server.calls).filteredOn(call -> call.startsWith("POST")).hasSize(1);
    }

    @Test
    void aNameThatIsTakenIsTold() {
        // Given
        server.answers(400, "{\"error_code\":\"RESOURCE_ALREADY_EXISTS\",\"message\":\"it exists\"}");

        // When
        WorkspaceException failure = catchThrowableOfType(
                WorkspaceException.class, () -> workspace.syncedTables(LAKEBASE).create(NEW));

        // Then
        assertThat(failure.reason()).isEqualTo(Reason.EXISTS);
    }

    @Test
    void aWebPageIsNoWorkspace() {
        // Given
        server.answers(200, "<html><body>Welcome to the proxy</body></html>");

        // When
        WorkspaceException failure = catchThrowableOfType(WorkspaceException.class, workspace::identity);

        // Then
        assertThat(failure.failure()).isEqualTo(MigrationFailure.WORKSPACE_REFUSED);
        assertThat(failure.getMessage())
                .startsWith("What answers at " + server.host() + " is no Databricks workspace")
                .endsWith("Check the host of the profile.");
    }

    @Test
    void aWebPageIsNoDeletion() {
        // Given
        server.answers(200, "<html><body>Sign in</body></html>");

        // When
        WorkspaceException failure = catchThrowableOfType(
                WorkspaceException.class, () -> workspace.syncedTables(LAKEBASE).delete(NAME));

        // Then
        assertThat(failure)
                .hasMessage("What answers at " + server.host() + " is no Databricks workspace: asked to delete synced"
                        + " table main.demo.orders_synced, it sent no JSON but: <html><body>Sign in</body></html>."
                        + " Check the host of the profile.");
    }

    @Test
    void aStateThatNobodyKnowsIsWaitedFor() {
        // Given
        server.answers(200, """
                {"name":"main.demo.orders_synced","data_synchronization_status":
                 {"detailed_state":"SYNCED_TABLE_ONLINE_DREAMING","message":"zzz"}}""");

        // When
        SyncedTable table = workspace.syncedTables(LAKEBASE).find(NAME).orElseThrow();

        // Then
        assertThat(table.state()).isEmpty();
        assertThat(table.standing()).isEqualTo(Standing.WAITING);
        assertThat(table.message()).isEqualTo("zzz");
        assertThat(table.mode()).isEmpty();
    }

    @Test
    void aTableWithoutAnyStatusIsWaitedFor() {
        // Given
        server.answers(200, "{\"name\":\"main.demo.orders_synced\"}");

        // Then
        assertThat(workspace.syncedTables(LAKEBASE).find(NAME).orElseThrow().standing())
                .isEqualTo(Standing.WAITING);
    }

    @Test
    void anOddNameIsEncodedInThePath() {
        // Given
        server.answers(404, "{\"error_code\":\"RESOURCE_DOES_NOT_EXIST\",\"message\":\"no\"}");

        // When
        Optional<SyncedTable> found =
                workspace.syncedTables(LAKEBASE).find(new TableName("main", "Fashion-Demo", "Order Items_synced"));

        // Then
        assertThat(found).isEmpty();
        assertThat(server.calls)
                .containsExactly("GET /api/2.0/database/synced_tables/main.Fashion-Demo.Order%20Items_synced");
    }

    @Test
    void noMessageHoldsTheToken() {
        // Given
        server.answers(500, "{\"error_code\":\"INTERNAL_ERROR\",\"message\":\"failed with Bearer secret-token\"}");

        // When
        WorkspaceException failure = catchThrowableOfType(WorkspaceException.class, workspace::identity);

        // Then
        assertThat(failure.getMessage()).doesNotContain("secret-token");
    }
}
