package io.lakeshift.sandbox;

import static io.lakeshift.sandbox.RunningSandbox.INSTANCE;
import static io.lakeshift.sandbox.RunningSandbox.SANDBOX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.service.database.GenerateDatabaseCredentialRequest;
import com.databricks.sdk.service.iam.MeRequest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CredentialsTest {
    private static final WorkspaceClient CLIENT = RunningSandbox.client();
    private static final String USER = CLIENT.currentUser().me(new MeRequest()).getUserName();

    @AfterEach
    void credentialsLiveLongAgain() {
        SANDBOX.credentials().life(Duration.ofHours(1));
    }

    @Test
    void aCredentialIsThePasswordOfItsUserOnly() throws SQLException {
        // Given
        String token = token();

        // Then
        try (Connection connection = login(USER, token)) {
            assertThat(RunningSandbox.query(connection, "SELECT current_user || ' ' || current_database()"))
                    .containsExactly("migrator@example.com databricks_postgres");
        }
        assertThatThrownBy(() -> login("reader@example.com", token))
                .hasMessageContaining("password authentication failed for user \"reader@example.com\"");
    }

    @Test
    void expiryIsEnforcedAtLoginAndAnOpenConnectionSurvives() throws SQLException {
        // Given
        SANDBOX.credentials().life(Duration.ofSeconds(3));
        String token = token();

        try (Connection open = login(USER, token)) {
            // When
            await().untilAsserted(
                            () -> assertThatThrownBy(() -> login(USER, token).close())
                                    .hasMessageContaining("password authentication failed"));

            // Then
            assertThat(RunningSandbox.query(open, "SELECT 1")).containsExactly("1");
        }
    }

    @Test
    void aNewCredentialDoesNotEndAnOlderOne() throws SQLException {
        // Given
        String older = token();
        String newer = token();

        // Then
        login(USER, older).close();
        login(USER, newer).close();
    }

    @Test
    void aWorkspaceTokenIsNoPassword() {
        assertThatThrownBy(() -> login(USER, "sandbox-migrator"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("Failed to decode token");
    }

    @Test
    void aUserWithoutARoleGetsInOnceTheRoleIsMade() throws Exception {
        // Given
        String body = "{\"instance_names\":[\"fashion-demo\"]}";
        String path = "/api/2.0/database/credentials";
        Calls.call(
                "PATCH",
                "/api/2.0/permissions/database-instances/fashion-demo",
                "{\"access_control_list\":[{\"user_name\":\"newcomer@example.com\",\"permission_level\":\"CAN_USE\"}]}");
        String before = Calls.callAs("sandbox-newcomer", "POST", path, body)
                .body()
                .path("token")
                .asText();
        assertThatThrownBy(() -> login("newcomer@example.com", before))
                .hasMessageContaining("password authentication failed");

        // When
        try (Connection connection = login(USER, token())) {
            RunningSandbox.query(connection, "SELECT databricks_create_role('newcomer@example.com', 'USER')");
        }

        // Then
        String after = Calls.callAs("sandbox-newcomer", "POST", path, body)
                .body()
                .path("token")
                .asText();
        login("newcomer@example.com", after).close();
    }

    private static String token() {
        return CLIENT.database()
                .generateDatabaseCredential(
                        new GenerateDatabaseCredentialRequest().setInstanceNames(List.of("fashion-demo")))
                .getToken();
    }

    private static Connection login(String user, String password) throws SQLException {
        return RunningSandbox.login(SANDBOX.postgres(INSTANCE), user, password);
    }
}
