package io.lakeshift.sandbox;

import static io.lakeshift.sandbox.RunningSandbox.SANDBOX;
import static org.assertj.core.api.Assertions.assertThat;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.DatabricksConfig;
import com.databricks.sdk.service.iam.MeRequest;
import org.junit.jupiter.api.Test;

class IdentityTest {
    @Test
    void everyTokenHasItsUser() {
        assertThat(RunningSandbox.client().currentUser().me(new MeRequest()).getUserName())
                .isEqualTo("migrator@example.com");
        assertThat(RunningSandbox.client("sandbox-reader")
                        .currentUser()
                        .me(new MeRequest())
                        .getUserName())
                .isEqualTo("reader@example.com");
    }

    @Test
    void aServicePrincipalLogsInWithItsSecret() {
        // When
        WorkspaceClient client = new WorkspaceClient(new DatabricksConfig()
                .setHost(SANDBOX.host())
                .setClientId("6f3c1f2a-0000-4000-8000-5a4db0c5a4db")
                .setClientSecret("sandbox-worker-secret")
                .setAuthType("oauth-m2m"));

        // Then
        assertThat(client.currentUser().me(new MeRequest()).getDisplayName()).isEqualTo("lakeshift-worker");
    }

    @Test
    void unknownAndExpiredTokensAreNotLetIn() throws Exception {
        assertThat(Calls.callAs("nonsense", "GET", "/api/2.0/preview/scim/v2/Me", null)
                        .status())
                .isEqualTo(401);
        assertThat(Calls.callAs("nonsense", "GET", "/api/2.0/preview/scim/v2/Me", null)
                        .error())
                .isEqualTo("UNAUTHENTICATED: Invalid access token.");
        assertThat(Calls.callAs("sandbox-expired", "GET", "/api/2.0/preview/scim/v2/Me", null)
                        .error())
                .isEqualTo("UNAUTHENTICATED: Access token expired.");
    }

    @Test
    void theLogHoldsNeitherTokensNorSecrets() throws Exception {
        // Given
        aServicePrincipalLogsInWithItsSecret();
        Calls.call("POST", "/api/2.1/unity-catalog/schemas", "{\"name\":\"x\",\"password\":\"hunter2\"}");

        // When
        String log = Calls.get("/__sandbox/requests").response().body();

        // Then
        assertThat(log)
                .contains("/oidc/v1/token", "**REDACTED**")
                .doesNotContain("sandbox-worker-secret", "sandbox-migrator", "hunter2");
    }

    @Test
    void anUnknownPathAndABodyThatIsNoJsonAreToldSo() throws Exception {
        assertThat(Calls.get("/api/2.0/nothing").error())
                .isEqualTo("ENDPOINT_NOT_FOUND: No API found for 'GET /api/2.0/nothing'");
        assertThat(Calls.call("POST", "/api/2.1/unity-catalog/schemas", "{").error())
                .startsWith("MALFORMED_REQUEST: Request body is not valid JSON:");
    }
}
