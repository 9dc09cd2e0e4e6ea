package io.lakeshift.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** Plain HTTP, for what an SDK would hide: status, headers, bodies. */
final class Calls {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    record Answer(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        JsonNode body() throws IOException {
            return MAPPER.readTree(response.body());
        }

        String error() throws IOException {
            return body().path("error_code").asText() + ": "
                    + body().path("message").asText();
        }
    }

    private Calls() {}

    static Answer call(String method, String path, @Nullable String body) throws IOException, InterruptedException {
        return callAs("sandbox-migrator", method, path, body);
    }

    static Answer callAs(String token, String method, String path, @Nullable String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(RunningSandbox.SANDBOX.host() + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("X-Databricks-Org-Id", "1")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
        return new Answer(CLIENT.send(request, HttpResponse.BodyHandlers.ofString()));
    }

    static Answer get(String path) throws IOException, InterruptedException {
        return call("GET", path, null);
    }

    static Answer sql(String statement) throws IOException, InterruptedException {
        return sqlAs("sandbox-migrator", statement);
    }

    private static Answer sqlAs(String token, String statement) throws IOException, InterruptedException {
        String body = MAPPER.createObjectNode()
                .put("warehouse_id", "5a4db0c5a4db0c01")
                .put("statement", statement)
                .put("wait_timeout", "30s")
                .toString();
        return callAs(token, "POST", "/api/2.0/sql/statements", body);
    }

    /** The rows of a statement that succeeded, as JSON; else what is wrong with it. */
    static String rows(String statement) throws IOException, InterruptedException {
        return rowsAs("sandbox-migrator", statement);
    }

    static String rowsAs(String token, String statement) throws IOException, InterruptedException {
        JsonNode answer = sqlAs(token, statement).body();
        if (!answer.path("status").path("state").asText().equals("SUCCEEDED")) {
            return answer.path("status").path("error").path("message").asText();
        }
        return answer.path("result").path("data_array").toString();
    }
}
