package io.lakeshift.activities.databricks.sdk;

import com.databricks.sdk.core.DatabricksConfig;
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
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers every call but the SDK's own two with what it was told; the SDK talks to it over HTTP. */
final class ScriptedWorkspace implements AutoCloseable {
    private final HttpServer server;
    final List<String> calls = new CopyOnWriteArrayList<>();
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
        calls.add(exchange.getRequestMethod() + " " + path);
        Answer now = answer;
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

    @Override
    public void close() {
        server.stop(0);
    }
}
