package io.lakeshift.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** What nobody can avoid: ask for a table, look once a second until it is online. No check, no record, no way back. */
final class BareLoop {
    private static final long BETWEEN_LOOKS_MILLIS = 1000;
    private static final String SYNCED = "/api/2.0/database/synced_tables";

    private final HttpClient http = HttpClient.newHttpClient();
    private final String host;
    private final String token;

    BareLoop(String host, String token) {
        this.host = host;
        this.token = token;
    }

    record Run(double wallSeconds, double cpuSeconds) {}

    Run run(int tables, int parallelism, IntFunction<String> target, IntFunction<String> creation)
            throws IOException, InterruptedException {
        var process = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        ExecutorService workers = Executors.newFixedThreadPool(parallelism);
        long cpu = process.getProcessCpuTime();
        long start = System.nanoTime();
        List<Future<?>> all = new ArrayList<>();
        for (int i = 1; i <= tables; i++) {
            String name = target.apply(i);
            String body = creation.apply(i);
            all.add(workers.submit(() -> createAndWait(name, body)));
        }
        for (Future<?> one : all) {
            try {
                one.get();
            } catch (ExecutionException e) {
                throw new IOException(e.getCause());
            }
        }
        workers.shutdown();
        return new Run((System.nanoTime() - start) / 1e9, (process.getProcessCpuTime() - cpu) / 1e9);
    }

    private boolean createAndWait(String name, String body) throws IOException, InterruptedException {
        call("POST", SYNCED, body);
        while (true) {
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
            String seen = call("GET", SYNCED + "/" + name, "");
            if (seen.contains("\"SYNCED_TABLE_ONLINE")) {
                return true;
            }
            if (seen.contains("FAILED")) {
                throw new IOException(seen);
            }
        }
    }

    String call(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(host + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }
}
