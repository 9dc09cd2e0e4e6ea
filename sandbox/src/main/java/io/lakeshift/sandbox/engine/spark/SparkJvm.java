package io.lakeshift.sandbox.engine.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.engine.EngineException;
import io.lakeshift.sandbox.http.Json;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The process with Spark in it. Several requests may be under way; each answer finds its request by number. */
final class SparkJvm implements AutoCloseable {
    private static final String MAIN = "io.lakeshift.spark.EngineServer";
    private static final long SECONDS_TO_END = 10;
    /** What Spark itself opens when it is started by its own scripts. */
    private static final List<String> OPENED = List.of(
            "java.lang",
            "java.lang.invoke",
            "java.lang.reflect",
            "java.io",
            "java.net",
            "java.nio",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "sun.nio.ch",
            "sun.nio.cs",
            "sun.security.action",
            "sun.util.calendar");

    private final Process process;
    private final BufferedWriter requests;
    private final Path log;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();

    private SparkJvm(Process process, Path log) {
        this.process = process;
        this.requests = process.outputWriter();
        this.log = log;
    }

    /** Returns when Spark answers. */
    static SparkJvm start(String classPath, Path root) throws IOException {
        Path log = root.resolve("spark.log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1500m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        OPENED.forEach(name -> command.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
        command.addAll(List.of("-cp", classPath, MAIN, root.toString()));
        Process process = new ProcessBuilder(command)
                .directory(root.toFile())
                .redirectError(log.toFile())
                .start();
        SparkJvm jvm = new SparkJvm(process, log);
        BufferedReader answers = process.inputReader();
        if (answers.readLine() == null) {
            process.destroyForcibly();
            throw new IOException("Spark ended before it answered: " + jvm.lastWords());
        }
        Thread reader = new Thread(() -> jvm.read(answers), "sandbox-spark");
        reader.setDaemon(true);
        reader.start();
        return jvm;
    }

    private void read(BufferedReader answers) {
        try {
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                JsonNode answer = Json.parse(line);
                CompletableFuture<JsonNode> waiter =
                        waiting.remove(answer.path("id").asLong());
                if (waiter != null) {
                    waiter.complete(answer);
                }
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } finally {
            waiting.values()
                    .forEach(it -> it.complete(Json.object()
                            .set(
                                    "error",
                                    Json.object().put("class", "SPARK_ENDED").put("text", "Spark ended."))));
        }
    }

    /** Asks and waits. Someone who is interrupted meanwhile has the statement cancelled in Spark, too. */
    JsonNode ask(ObjectNode request) {
        long id = numbers.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        try {
            send(request.put("id", id));
            return checked(answer.get());
        } catch (InterruptedException e) {
            waiting.remove(id);
            send(Json.object().put("id", 0).put("op", "cancel").put("of", id));
            Thread.currentThread().interrupt();
            throw new EngineException("OPERATION_CANCELED", "HY008", "The statement was cancelled.");
        } catch (ExecutionException e) {
            throw new IllegalStateException("an answer of Spark's was lost", e);
        }
    }

    private void send(ObjectNode request) {
        synchronized (requests) {
            try {
                requests.write(Json.write(request));
                requests.newLine();
                requests.flush();
            } catch (IOException e) {
                throw new UncheckedIOException("Spark takes no more requests: " + lastWords(), e);
            }
        }
    }

    private JsonNode checked(JsonNode answer) {
        JsonNode error = answer.path("error");
        if (error.isMissingNode()) {
            return answer;
        }
        String text = error.path("text").asText();
        throw new EngineException(
                error.path("class").asText(),
                error.path("state").asText("XX000"),
                process.isAlive() ? text : text + " " + lastWords());
    }

    private String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
        } catch (IOException e) {
            return "its log cannot be read: " + e.getMessage();
        }
    }

    /** The text of a node that a request carries as it is. */
    static @Nullable String text(JsonNode cell) {
        return cell.isNull() ? null : cell.asText();
    }

    static JsonNode parse(String json) {
        try {
            return Json.parse(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Spark told no JSON: " + json, e);
        }
    }

    long pid() {
        return process.pid();
    }

    /** Its end is the end of its standard input; it is given some seconds for that. */
    @Override
    public void close() {
        try {
            requests.close();
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
