package io.lakeshift.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Statements and the results that are still being read. Whoever reads asks for the next rows, so none pile up here. */
final class Statements {
    private static final int BATCH_ROWS = 1000;
    private static final int BATCH_CHARACTERS = 2_000_000;

    private record Cursor(Iterator<Row> rows, StructType schema, boolean told) {}

    private final SparkSession spark;
    private final Map<Long, Cursor> cursors = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();

    Statements(SparkSession spark) {
        this.spark = spark;
    }

    void open(JsonNode request, ObjectNode answer) throws IOException, ParseException {
        SparkSession session = session(request);
        spark.sparkContext().setJobGroup(request.path("id").asText(), "", true);
        String sql = request.path("sql").asText();
        Dataset<Row> result;
        try {
            UnityNames.PARAMETERS.set(parameters(session, request.path("parameters")));
            result = session.sql(sql);
        } finally {
            UnityNames.PARAMETERS.remove();
        }
        columns(result.schema(), answer.putArray("columns"));
        String first = sql.strip().split("\\s", 2)[0].toUpperCase(Locale.ROOT);
        boolean told = first.equals("SHOW") || first.startsWith("DESC");
        rows(new Cursor(result.toLocalIterator(), result.schema(), told), answer);
    }

    /** A session of its own, so that current schemas and groups of jobs do not meet. */
    private SparkSession session(JsonNode request) {
        SparkSession session = spark.newSession();
        String catalog = request.path("catalog").asText("main");
        session.conf().set(UnityNames.DEFAULT_CATALOG, catalog);
        String database = UnityNames.database(catalog, request.path("schema").asText("default"));
        new PlanNames(session).createDatabase(database);
        session.catalog().setCurrentDatabase(database);
        return session;
    }

    /** Each came as a literal. */
    private static Map<String, Expression> parameters(SparkSession session, JsonNode given) throws ParseException {
        Map<String, Expression> parameters = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> each : given.properties()) {
            String literal = each.getValue().asText();
            parameters.put(each.getKey(), session.sessionState().sqlParser().parseExpression(literal));
        }
        return parameters;
    }

    static void columns(StructType schema, ArrayNode columns) {
        for (StructField field : schema.fields()) {
            columns.addObject()
                    .put("name", field.name())
                    .put("type", field.dataType().catalogString())
                    .put("nullable", field.nullable());
        }
    }

    private void rows(Cursor cursor, ObjectNode answer) throws IOException {
        ArrayNode rows = answer.putArray("rows");
        int characters = 0;
        StructField[] fields = cursor.schema.fields();
        while (rows.size() < BATCH_ROWS && characters < BATCH_CHARACTERS && cursor.rows.hasNext()) {
            Row row = cursor.rows.next();
            ArrayNode cells = rows.addArray();
            for (int i = 0; i < fields.length; i++) {
                String cell = Cells.text(row.get(i), fields[i].dataType());
                characters += cell == null ? 4 : cell.length();
                cells.add(cell == null || !cursor.told ? cell : UnityNames.told(cell));
            }
        }
        if (cursor.rows.hasNext()) {
            long number = numbers.incrementAndGet();
            cursors.put(number, cursor);
            answer.put("cursor", number);
        }
    }

    void next(JsonNode request, ObjectNode answer) throws IOException {
        Cursor cursor = cursors.remove(request.path("cursor").asLong());
        if (cursor == null) {
            throw new IllegalArgumentException("There is no cursor " + request.path("cursor") + ".");
        }
        rows(cursor, answer);
    }

    void close(JsonNode request) {
        cursors.remove(request.path("cursor").asLong());
    }

    void cancel(JsonNode request) {
        spark.sparkContext().cancelJobGroup(request.path("of").asText());
    }
}
