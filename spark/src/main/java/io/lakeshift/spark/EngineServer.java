package io.lakeshift.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.spark.sql.SparkSession;

/**
 * Spark with Delta for a sandbox, in a JVM of its own: one JSON object a line in, one a line out, told apart by their
 * {@code id}, so that several are under way at once. It ends with its standard input, or with its parent.
 *
 * <pre>
 * {"id", "op": "sql", "sql", "catalog", "schema", "parameters"}  →  {"id", "columns", "rows", "cursor"}
 * {"id", "op": "next", "cursor"}                                  →  {"id", "rows", "cursor"}, without cursor at the end
 * {"id", "op": "close", "cursor"}                                 →  {"id"}
 * {"id", "op": "cancel", "of"}                                    →  {"id"}
 * {"id", "op": "describe", "catalog", "schema", "table"}          →  {"id", "found", …}
 * {"id", "op": "tables", "catalog", "schema"}                     →  {"id", "tables"}
 * anything that fails                                             →  {"id", "error": {"class", "state", "text"}}
 * </pre>
 *
 * Its one argument is the directory that holds the tables.
 */
public final class EngineServer {
    private static final int AT_ONCE = 8;

    private final ObjectMapper json = new ObjectMapper();
    private final PrintStream answers;
    private final Statements statements;
    private final Tables tables;

    private EngineServer(SparkSession spark, PrintStream answers) {
        this.answers = answers;
        this.statements = new Statements(spark);
        this.tables = new Tables(spark);
    }

    public static void main(String[] arguments) throws IOException {
        // Spark and its libraries may print; only answers go where answers are read.
        PrintStream answers = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        ProcessHandle.current().parent().ifPresent(it -> it.onExit().thenRun(() -> Runtime.getRuntime()
                .halt(0)));
        Path root = Path.of(arguments[0]);
        SparkSession spark = SparkSession.builder()
                .master("local[2]")
                .appName("lakeshift-sandbox")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.local.dir", root.resolve("scratch").toString())
                .config("spark.sql.warehouse.dir", root.resolve("tables").toUri().toString())
                .config("spark.sql.shuffle.partitions", "1")
                .config("spark.sql.codegen.wholeStage", "false")
                // VACUUM lists a table in that many tasks, whatever its size.
                .config("spark.sql.sources.parallelPartitionDiscovery.parallelism", "2")
                .config("spark.databricks.delta.snapshotPartitions", "1")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.datetime.java8API.enabled", "true")
                .config("spark.sql.sources.default", "delta")
                .config("spark.sql.legacy.createHiveTableByDefault", "false")
                .config("spark.sql.catalogImplementation", "in-memory")
                .config(
                        "spark.sql.extensions",
                        "io.delta.sql.DeltaSparkSessionExtension," + UnityNames.class.getName())
                .config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
                .getOrCreate();
        spark.sparkContext().setLogLevel("ERROR");
        try {
            new EngineServer(spark, answers).serve();
        } finally {
            spark.stop();
        }
    }

    private void serve() throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        say(json.createObjectNode().put("ready", true));
        try (BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = requests.readLine(); line != null; line = requests.readLine()) {
                JsonNode request = json.readTree(line);
                if (request.path("op").asText().equals("cancel")) {
                    say(answer(request));
                } else {
                    threads.execute(() -> say(answer(request)));
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void say(ObjectNode answer) {
        String line = answer.toString();
        synchronized (answers) {
            answers.println(line);
        }
    }

    /** A failure is an answer, too. */
    private ObjectNode answer(JsonNode request) {
        ObjectNode answer = json.createObjectNode();
        answer.put("id", request.path("id").asLong());
        try {
            switch (request.path("op").asText()) {
                case "sql" -> statements.open(request, answer);
                case "next" -> statements.next(request, answer);
                case "close" -> statements.close(request);
                case "cancel" -> statements.cancel(request);
                case "describe" -> tables.describe(request, answer);
                case "tables" -> tables.list(request, answer);
                default -> throw new IllegalArgumentException("There is no operation " + request.path("op"));
            }
        } catch (Exception | LinkageError e) {
            answer.removeAll();
            answer.put("id", request.path("id").asLong());
            Failures.tell(e, answer.putObject("error"));
        }
        return answer;
    }
}
