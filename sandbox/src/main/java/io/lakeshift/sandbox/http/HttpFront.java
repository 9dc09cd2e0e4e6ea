package io.lakeshift.sandbox.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The listening socket, on loopback only, with a bounded number of threads. */
public final class HttpFront implements AutoCloseable {
    /** Clients ask for it by looking at this header of any answer. */
    private static final String WORKSPACE_ID = "5424000000000001";

    private static final int THREADS = 32;
    private static final int BACKLOG = 256;
    private static final int LARGEST_BODY = 128 * 1024 * 1024;

    static {
        // Head and body are two writes; without this the second waits for the client's delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads;

    private HttpFront(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /** Starts answering on {@code port}, or on a free one if it is 0. */
    public static HttpFront start(int port, Dispatcher dispatcher) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), BACKLOG);
        AtomicInteger number = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "sandbox-http-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", exchange -> serve(exchange, dispatcher));
        server.start();
        return new HttpFront(server, threads);
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static void serve(HttpExchange exchange, Dispatcher dispatcher) throws IOException {
        // Closing an exchange without an answer is what a client sees as a cut connection.
        try (exchange;
                InputStream in = exchange.getRequestBody()) {
            byte[] content = in.readNBytes(LARGEST_BODY + 1);
            if (content.length > LARGEST_BODY) {
                send(exchange, ApiErrors.tooLarge(LARGEST_BODY).response());
                return;
            }
            Dispatcher.Answer answer = dispatcher.answer(Dispatcher.Call.of(exchange, content));
            if (answer instanceof Dispatcher.Reply reply) {
                send(exchange, reply.response());
            }
        }
    }

    private static void send(HttpExchange exchange, ApiResponse response) throws IOException {
        exchange.getResponseHeaders().set("X-Databricks-Org-Id", WORKSPACE_ID);
        response.headers().forEach(exchange.getResponseHeaders()::set);
        boolean bodyless = exchange.getRequestMethod().equals("HEAD") || response.status() == 204;
        if (bodyless || response.content().length == 0) {
            exchange.sendResponseHeaders(response.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(response.status(), response.content().length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(response.content());
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
