package io.lakeshift.sandbox;

import static io.lakeshift.sandbox.RunningSandbox.SANDBOX;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Plain HTTP as curl and other SDKs send it: odd headers, odd bodies, many at once. */
class OtherClientsTest {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String SCHEMAS = "/api/2.1/unity-catalog/schemas";

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(SANDBOX.host() + path))
                .header("Authorization", "Bearer sandbox-migrator");
    }

    private static Calls.Answer send(HttpRequest request) throws IOException, InterruptedException {
        return new Calls.Answer(CLIENT.send(request, HttpResponse.BodyHandlers.ofString()));
    }

    @Test
    void whatCurlCallsAFormIsTakenAsJson() throws Exception {
        // When
        Calls.Answer answer = send(request(SCHEMAS)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("{\"catalog_name\":\"main\",\"name\":\"by_curl\"}"))
                .build());

        // Then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("full_name").asText()).isEqualTo("main.by_curl");
    }

    @Test
    void everyAnswerNamesTheWorkspace() throws Exception {
        // When
        HttpResponse<String> answer =
                send(request("/api/2.0/preview/scim/v2/Me").GET().build()).response();

        // Then
        assertThat(answer.headers().firstValue("X-Databricks-Org-Id")).hasValue("5424000000000001");
    }

    @Test
    void aSlashAtTheEndIsNothingAndAWrongMethodIsToldWhatThereIs() throws Exception {
        assertThat(Calls.get("/api/2.1/unity-catalog/catalogs/").status()).isEqualTo(200);
        Calls.Answer wrong = Calls.call("PUT", "/api/2.1/unity-catalog/catalogs", "{}");
        assertThat(wrong.status()).isEqualTo(404);
        assertThat(wrong.error())
                .isEqualTo("ENDPOINT_NOT_FOUND: No API found for 'PUT /api/2.1/unity-catalog/catalogs'."
                        + " The sandbox has GET, POST for it");
    }

    @Test
    void aBodyThatIsNoObjectOrTooLargeIsRefused() throws Exception {
        assertThat(Calls.call("POST", "/api/2.0/database/instances", "\"x\"").error())
                .isEqualTo("INVALID_PARAMETER_VALUE: The request body must be a JSON object.");
        assertThat(Calls.call("POST", SCHEMAS, "{\"name\":").status()).isEqualTo(400);
        Calls.Answer large = send(request(SCHEMAS)
                .POST(HttpRequest.BodyPublishers.ofByteArrays(Collections.nCopies(129, new byte[1 << 20])))
                .build());
        assertThat(large.error())
                .isEqualTo("REQUEST_TOO_LARGE: The request body is larger than the 128 MB that the sandbox takes.");
    }

    @Test
    void aHundredCallsAtOnceAreAllAnswered() {
        // When
        List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            calls.add(CLIENT.sendAsync(
                    request("/api/2.1/unity-catalog/tables/main.fashion_demo.usersdb")
                            .GET()
                            .build(),
                    HttpResponse.BodyHandlers.ofString()));
        }

        // Then
        assertThat(calls).allSatisfy(it -> assertThat(it.join().statusCode()).isEqualTo(200));
    }

    @Test
    void aClientSecretThatIsNoBase64IsNotLetIn() throws Exception {
        // When
        Calls.Answer answer = send(HttpRequest.newBuilder(URI.create(SANDBOX.host() + "/oidc/v1/token"))
                .header("Authorization", "Basic !!!")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                .build());

        // Then
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.error()).isEqualTo("invalid_client: The Basic authorization is not valid base64.");
    }

    @Test
    void aWorkspaceFileComesAsAFormAndGoesAsBytes() throws Exception {
        // Given
        String form = """
                --b0\r
                Content-Disposition: form-data; name="path"\r
                \r
                /Shared/form/n.py\r
                --b0\r
                Content-Disposition: form-data; name="language"\r
                \r
                PYTHON\r
                --b0\r
                Content-Disposition: form-data; name="content"; filename="content"\r
                \r
                print("ä")
                \r
                --b0--\r
                """;

        // When
        Calls.Answer imported = send(request("/api/2.0/workspace/import")
                .header("Content-Type", "multipart/form-data; boundary=b0")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build());

        // Then
        assertThat(imported.status()).isEqualTo(200);
        assertThat(Calls.get("/api/2.0/workspace/export?path=/Shared/form/n.py&direct_download=true")
                        .response()
                        .body())
                .isEqualTo("print(\"ä\")\n");
        assertThat(Calls.get("/api/2.0/workspace/get-status?path=/Shared/form/n.py")
                        .body()
                        .path("object_type")
                        .asText())
                .isEqualTo("NOTEBOOK");
    }

    @Test
    void resultsThatAreNotInlineJsonAreRefusedRatherThanAnsweredOtherwise() throws Exception {
        // When
        Calls.Answer answer = Calls.call("POST", "/api/2.0/sql/statements", """
                {"warehouse_id": "5a4db0c5a4db0c01", "statement": "SELECT 1", "disposition": "EXTERNAL_LINKS"}""");

        // Then
        assertThat(answer.error())
                .isEqualTo("INVALID_PARAMETER_VALUE: The sandbox answers with disposition INLINE and format"
                        + " JSON_ARRAY only. Leave both out.");
    }
}
