package io.lakeshift.sandbox.sql;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.engine.Column;
import io.lakeshift.sandbox.engine.EngineException;
import io.lakeshift.sandbox.engine.Row;
import io.lakeshift.sandbox.engine.SqlResult;
import io.lakeshift.sandbox.http.Json;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** One statement that was sent to a warehouse. */
final class SqlStatement {
    private static final int CHUNK = 1000;

    private final String id;
    private final String owner;
    private String state = "PENDING";
    private @Nullable SqlResult result;
    private @Nullable String errorCode;
    private @Nullable String errorText;
    private @Nullable String sqlState;
    private @Nullable Future<?> task;
    private boolean truncated;

    SqlStatement(String id, String owner) {
        this.id = id;
        this.owner = owner;
    }

    String id() {
        return id;
    }

    String owner() {
        return owner;
    }

    synchronized void running(Future<?> running) {
        task = running;
    }

    synchronized void started() {
        if (state.equals("PENDING")) {
            state = "RUNNING";
        }
    }

    synchronized void succeeded(SqlResult all, int rowLimit) {
        if (state.equals("CANCELED")) {
            return;
        }
        truncated = rowLimit > 0 && all.rows().size() > rowLimit;
        result = truncated ? new SqlResult(all.columns(), all.rows().subList(0, rowLimit)) : all;
        state = "SUCCEEDED";
        notifyAll();
    }

    synchronized void failed(RuntimeException e) {
        if (state.equals("CANCELED")) {
            return;
        }
        state = "FAILED";
        errorCode = "BAD_REQUEST";
        errorText = e.getMessage();
        sqlState = e instanceof EngineException engine ? engine.sqlState() : "XX000";
        notifyAll();
    }

    synchronized void cancel() {
        if (!ended()) {
            state = "CANCELED";
            if (task != null) {
                task.cancel(true);
            }
            notifyAll();
        }
    }

    private boolean ended() {
        return !state.equals("PENDING") && !state.equals("RUNNING");
    }

    synchronized void await(long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        long left = millis;
        while (!ended() && left > 0) {
            wait(left);
            left = (end - System.nanoTime()) / 1_000_000;
        }
    }

    synchronized boolean inProgress() {
        return !ended();
    }

    synchronized ObjectNode document() {
        ObjectNode document = Json.object();
        document.put("statement_id", id);
        ObjectNode status = document.putObject("status");
        status.put("state", state);
        if (errorText != null) {
            ObjectNode error = status.putObject("error");
            error.put("error_code", errorCode);
            error.put("message", errorText);
            status.put("sql_state", sqlState);
        }
        SqlResult rows = result;
        if (rows != null) {
            document.set("manifest", manifest(rows));
            document.set("result", chunk(rows, 0));
        }
        return document;
    }

    synchronized @Nullable ObjectNode chunk(int index) {
        SqlResult rows = result;
        return rows == null || index < 0 || index >= chunks(rows) ? null : chunk(rows, index);
    }

    private static int chunks(SqlResult rows) {
        return Math.max(1, (rows.rows().size() + CHUNK - 1) / CHUNK);
    }

    private ObjectNode manifest(SqlResult rows) {
        ObjectNode manifest = Json.object();
        manifest.put("format", "JSON_ARRAY");
        ObjectNode schema = manifest.putObject("schema");
        schema.put("column_count", rows.columns().size());
        ArrayNode columns = schema.putArray("columns");
        for (Column column : rows.columns()) {
            String type = column.type().toUpperCase(Locale.ROOT);
            ObjectNode node = columns.addObject();
            node.put("name", column.name());
            node.put("type_text", type);
            node.put("type_name", typeName(type));
            node.put("position", columns.size() - 1);
        }
        manifest.put("total_chunk_count", chunks(rows));
        manifest.put("total_row_count", rows.rows().size());
        manifest.put("truncated", truncated);
        ArrayNode chunks = manifest.putArray("chunks");
        for (int i = 0; i < chunks(rows); i++) {
            chunks.addObject()
                    .put("chunk_index", i)
                    .put("row_offset", (long) i * CHUNK)
                    .put("row_count", slice(rows, i).size());
        }
        return manifest;
    }

    private static String typeName(String type) {
        String base = type.split("[(<]", 2)[0];
        return switch (base) {
            case "BIGINT" -> "LONG";
            case "SMALLINT" -> "SHORT";
            case "TINYINT" -> "BYTE";
            case "TIMESTAMP_NTZ" -> "TIMESTAMP";
            default -> base;
        };
    }

    private static List<Row> slice(SqlResult rows, int index) {
        int end = Math.min(rows.rows().size(), (index + 1) * CHUNK);
        return rows.rows().subList(Math.min(index * CHUNK, end), end);
    }

    private ObjectNode chunk(SqlResult rows, int index) {
        ObjectNode chunk = Json.object();
        List<Row> slice = slice(rows, index);
        chunk.put("chunk_index", index);
        chunk.put("row_offset", (long) index * CHUNK);
        chunk.put("row_count", slice.size());
        if (index + 1 < chunks(rows)) {
            chunk.put("next_chunk_index", index + 1);
            chunk.put("next_chunk_internal_link", "/api/2.0/sql/statements/" + id + "/result/chunks/" + (index + 1));
        }
        ArrayNode data = chunk.putArray("data_array");
        for (Row row : slice) {
            ArrayNode cells = data.addArray();
            row.cells().forEach(cells::add);
        }
        return chunk;
    }
}
