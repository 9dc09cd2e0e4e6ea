package io.lakeshift.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lakeshift.project.Project;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Spark with Delta as its users run it: its own libraries, and beside them the one jar that is built for engines. */
final class SparkProcess implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
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

    private final Path log;
    private final Process process;
    private final BufferedWriter requests;
    private final BufferedReader answers;

    private SparkProcess(Path folder, List<String> settings) throws IOException {
        this.log = folder.resolve("spark.log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g", "-XX:+UseSerialGC"));
        OPENED.forEach(name -> command.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
        command.addAll(List.of("-cp", classPath(), "io.lakeshift.spark.SparkSql"));
        command.addAll(settings);
        process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(log.toFile())
                .start();
        requests = process.outputWriter();
        answers = process.inputReader();
    }

    /** Starts with a catalog that {@code deltasql://} can name. */
    static SparkProcess start(Path folder, String catalog, String databaseUrl) throws IOException {
        return new SparkProcess(
                folder,
                List.of(
                        "spark.sql.warehouse.dir=" + folder.resolve("warehouse"),
                        "spark.hadoop.fs.deltasql.impl=io.lakeshift.deltasql.DeltaSqlFileSystem",
                        "spark.delta.logStore.deltasql.impl=io.lakeshift.deltasql.DeltaSqlLogStore",
                        "spark.hadoop.lakeshift." + catalog + ".url=" + databaseUrl));
    }

    /** The rows of a statement, each value as text; fails with what Spark said when it refuses. */
    List<List<String>> sql(String statement) {
        return rows(ask(Map.of("sql", statement)));
    }

    /** What Spark says when it refuses a statement; fails when it does not. */
    String refusal(String statement) {
        JsonNode answer = ask(Map.of("sql", statement));
        if (!answer.has("error")) {
            throw new AssertionError(statement + " was not refused, but gave " + answer);
        }
        return answer.get("error").asText();
    }

    /** Streams everything that is in one table, and was not streamed before, into another. */
    void stream(String from, String to, Path checkpoint) {
        rows(ask(Map.of("streamFrom", from, "streamTo", to, "checkpoint", checkpoint.toString())));
    }

    private static List<List<String>> rows(JsonNode answer) {
        if (answer.has("error")) {
            throw new AssertionError(answer.get("error").asText());
        }
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode row : answer.get("rows")) {
            List<String> values = new ArrayList<>();
            row.forEach(value -> values.add(value.asText()));
            rows.add(values);
        }
        return rows;
    }

    private JsonNode ask(Map<String, String> request) {
        try {
            requests.write(JSON.writeValueAsString(request));
            requests.newLine();
            requests.flush();
            String answer = answers.readLine();
            if (answer == null) {
                throw new IllegalStateException("Spark ended: " + Files.readString(log));
            }
            return JSON.readTree(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String classPath() throws IOException {
        Path spark = Project.ROOT.resolve("spark/target");
        try (Stream<Path> built = Files.list(Project.ROOT.resolve("deltasql/target"))) {
            Path engines = built.filter(jar -> jar.getFileName().toString().endsWith("-engines.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(
                            "The jar for engines is not built. Build with -Pe2e,engines,spark."));
            return String.join(
                    System.getProperty("path.separator"),
                    spark.resolve("classes").toString(),
                    engines.toString(),
                    Files.readString(spark.resolve("class-path")).strip());
        }
    }

    @Override
    public void close() throws IOException {
        requests.close();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
