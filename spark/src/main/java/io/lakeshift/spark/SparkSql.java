package io.lakeshift.spark;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;

/**
 * One JSON object a line in, one a line out, in order, until standard input ends.
 *
 * <pre>
 * {"sql": "SELECT 1"}                                        →  {"rows": [["1"]]}
 * {"streamFrom": PATH, "streamTo": PATH, "checkpoint": PATH}  →  {"rows": []}, after all that is there was carried over
 * anything that fails                                         →  {"error": "class: message"}
 * </pre>
 *
 * Settings of the session are its arguments, as {@code key=value}. Values come as text, null as null.
 */
public final class SparkSql {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SparkSession spark;

    private SparkSql(SparkSession spark) {
        this.spark = spark;
    }

    public static void main(String[] settings) throws IOException {
        // Spark and its libraries may print; only answers go where answers are read.
        PrintStream answers = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        SparkSession.Builder builder = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", "1")
                .config("spark.databricks.delta.snapshotPartitions", "1")
                .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
                .config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            builder.config(setting.substring(0, equals), setting.substring(equals + 1));
        }
        SparkSession session = builder.getOrCreate();
        session.sparkContext().setLogLevel("WARN");
        try {
            new SparkSql(session).answer(answers);
        } finally {
            session.stop();
        }
    }

    private void answer(PrintStream answers) throws IOException {
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = requests.readLine(); line != null; line = requests.readLine()) {
            answers.println(JSON.writeValueAsString(answer(JSON.readValue(line, Map.class))));
        }
    }

    /** A failure is an answer, too: it belongs to its statement, and the next one may succeed. */
    private Map<String, Object> answer(Map<?, ?> request) {
        try {
            if (request.containsKey("sql")) {
                return Map.of("rows", rows(spark.sql(request.get("sql").toString())));
            }
            carryOver(request);
            return Map.of("rows", List.of());
        } catch (Exception e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            return Map.of("error", cause.getClass().getSimpleName() + ": " + cause.getMessage());
        }
    }

    private void carryOver(Map<?, ?> request) throws TimeoutException, StreamingQueryException {
        spark.readStream()
                .format("delta")
                .load(request.get("streamFrom").toString())
                .writeStream()
                .format("delta")
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", request.get("checkpoint").toString())
                .start(request.get("streamTo").toString())
                .awaitTermination();
    }

    private static List<List<String>> rows(Dataset<Row> result) {
        List<List<String>> rows = new ArrayList<>();
        for (Row row : result.collectAsList()) {
            List<String> values = new ArrayList<>(row.length());
            for (int column = 0; column < row.length(); column++) {
                values.add(row.isNullAt(column) ? null : row.get(column).toString());
            }
            rows.add(values);
        }
        return rows;
    }
}
