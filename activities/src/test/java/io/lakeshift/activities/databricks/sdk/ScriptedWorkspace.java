package io.lakeshift.activities.databricks.sdk;

import com.databricks.sdk.core.DatabricksConfig;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.lakeshift.activities.databricks.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Answers every call but the SDK's own two with what it was told; the SDK talks to it over HTTP. No catalog is registered
 * for a Lakebase unless it is told so.
 */
final class ScriptedWorkspace implements AutoCloseable {
    private static final ObjectMapper SORTED =
            new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

    private final HttpServer server;
    final List<String> calls = new CopyOnWriteArrayList<>();
    /** What each call said about who is calling. */
    final List<String> tokens = new CopyOnWriteArrayList<>();

    private final Map<String, String> bodies = new ConcurrentHashMap<>();
    private final Map<String, Answer> perPath = new ConcurrentHashMap<>();
    private volatile Answer answer = new Answer(200, "{}", Map.of(), false);

    private record Answer(int status, String body, Map<String, String> headers, boolean cut) {}

    ScriptedWorkspace() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::serve);
        server.start();
    }

    String host() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void answers(int status, String body) {
        answer = new Answer(status, body, Map.of(), false);
    }

    void answers(int status, String body, String header, String value) {
        answer = new Answer(status, body, Map.of(header, value), false);
    }

    /** For one path, without its query, whatever the others are told. */
    void at(String path, int status, String body) {
        perPath.put(path, new Answer(status, body, Map.of(), false));
    }

    /** What came with a call, its members in the order of their names. */
    String body(String call) {
        return Objects.requireNonNull(bodies.get(call), () -> "no " + call + " among " + calls);
    }

    void cuts() {
        answer = new Answer(0, "", Map.of(), true);
    }

    Workspace open() {
        return SdkWorkspaces.open(
                new DatabricksConfig().setHost(host()).setToken("secret-token").setAuthType("pat"),
                Optional.of("work"));
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        if (path.contains("well-known")) {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
            return;
        }
        String call = exchange.getRequestMethod() + " " + path;
        byte[] sent = exchange.getRequestBody().readAllBytes();
        if (sent.length > 0) {
            bodies.put(call, SORTED.writeValueAsString(SORTED.readValue(sent, Object.class)));
        }
        calls.add(call);
        tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        Answer now = answerTo(exchange.getRequestURI().getPath());
        if (now.cut()) {
            exchange.close();
            return;
        }
        byte[] body = now.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders()
                .set("Content-Type", now.body().startsWith("<") ? "text/html" : "application/json");
        now.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        exchange.sendResponseHeaders(now.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private Answer answerTo(String path) {
        Answer told = perPath.get(path);
        if (told != null) {
            return told;
        }
        boolean catalog = path.contains("/database/catalogs/") || path.contains("/postgres/catalogs/");
        return catalog ? new Answer(404, "{\"error_code\":\"NOT_FOUND\",\"message\":\"no\"}", Map.of(), false) : answer;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
