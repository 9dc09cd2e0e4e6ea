package io.lakeshift.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.stream.StreamSupport;

/** A sandbox as a test drives and looks at it: by HTTP and PostgreSQL, like anybody else. */
class SandboxClient {
    private static final String USER = "migrator@example.com";
    private static final String CONTROL = "/__sandbox/";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonNode address;

    /** @param address with {@code host}, {@code token} and {@code postgres}, as a sandbox announces itself */
    SandboxClient(JsonNode address) {
        this.address = address;
    }

    String host() {
        return address.path("host").asText();
    }

    String token() {
        return address.path("token").asText();
    }

    /** As the workspace's admin, through the door. The caller closes it. */
    Connection postgres() {
        ObjectNode asked = JsonNodeFactory.instance.objectNode().put("request_id", "test");
        asked.putArray("instance_names").add("fashion-demo");
        Properties login = new Properties();
        login.setProperty("user", USER);
        login.setProperty(
                "password",
                body("POST", "/api/2.0/database/credentials", asked)
                        .path("token")
                        .asText());
        login.setProperty("sslmode", "require");
        try {
            return DriverManager.getConnection(
                    "jdbc:postgresql://" + address.path("postgres").asText() + "/databricks_postgres", login);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    int status(String path) {
        return call("GET", path, JsonNodeFactory.instance.objectNode()).statusCode();
    }

    JsonNode body(String method, String path, JsonNode body) {
        HttpResponse<String> answer = call(method, path, body);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return parse(answer.body());
    }

    JsonNode body(String path) {
        return body("GET", path, JsonNodeFactory.instance.objectNode());
    }

    void sql(String statement) {
        JsonNode answer = body(
                "POST",
                "/api/2.0/sql/statements",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("warehouse_id", "5a4db0c5a4db0c01")
                        .put("statement", statement)
                        .put("wait_timeout", "30s"));
        String state = answer.path("status").path("state").asText();
        if (!state.equals("SUCCEEDED")) {
            throw new IllegalStateException(statement + ": " + answer);
        }
    }

    /** The requests of one method below a path that took effect, in order. */
    List<JsonNode> effective(String method, String path) {
        return requests().stream()
                .filter(request -> request.path("effect").asBoolean()
                        && request.path("method").asText().equals(method)
                        && request.path("path").asText().startsWith(path))
                .toList();
    }

    List<JsonNode> requests() {
        return StreamSupport.stream(body(CONTROL + "requests").path("requests").spliterator(), false)
                .toList();
    }

    /** Keeps a table from getting further than a state, until {@link #release}. */
    void hold(String table, String state) {
        body(
                "POST",
                CONTROL + "sync-faults",
                JsonNodeFactory.instance.objectNode().put("table", table).put("stuck_in", state));
    }

    void release() {
        call("DELETE", CONTROL + "sync-faults", JsonNodeFactory.instance.objectNode());
    }

    /** The answer to the next such call comes late, long after its effect: who waits for it can be killed. */
    void answerLate(String method, String path, String containing) {
        body(
                "POST",
                CONTROL + "faults",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("method", method)
                        .put("path", path)
                        .put("containing", containing)
                        .put("kind", "delay")
                        .put("delay_ms", 15_000));
    }

    /** Waits until the call that {@link #answerLate} is about has come: a fault that is used up is no longer listed. */
    void awaitLateAnswer(Duration limit) {
        await("the call whose answer is late")
                .atMost(limit)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> body(CONTROL + "faults").path("faults").isEmpty());
    }

    private HttpResponse<String> call(String method, String path, JsonNode body) {
        HttpRequest.BodyPublisher content = method.equals("POST")
                ? HttpRequest.BodyPublishers.ofString(body.toString())
                : HttpRequest.BodyPublishers.noBody();
        HttpRequest request = HttpRequest.newBuilder(URI.create(host() + path))
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .method(method, content)
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no JSON: " + text, e);
        }
    }
}
