package io.lakeshift.sandbox.engine.postgres;

import io.lakeshift.sandbox.engine.Column;
import io.lakeshift.sandbox.engine.Row;
import io.lakeshift.sandbox.engine.SqlRequest;
import io.lakeshift.sandbox.engine.SqlResult;
import io.lakeshift.sandbox.engine.Tokens;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Queries and changes of rows. */
final class Queries {
    private static final int MOST_ROWS = 100_000;

    private final Lake lake;
    private final Tables tables;

    Queries(Lake lake, Tables tables) {
        this.lake = lake;
        this.tables = tables;
    }

    SqlResult select(SqlRequest request, Tokens tokens) {
        List<Optional<String>> names = ColumnNames.of(tokens);
        String query = Translation.of(tables, request, tokens);
        return lake.inTransaction(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.setMaxRows(MOST_ROWS);
                return named(result(statement.executeQuery(query)), names);
            }
        });
    }

    private static SqlResult named(SqlResult result, List<Optional<String>> names) {
        if (names.size() != result.columns().size()) {
            return result;
        }
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Column column = result.columns().get(i);
            columns.add(new Column(names.get(i).orElse(column.name()), column.type(), column.nullable()));
        }
        return new SqlResult(columns, result.rows());
    }

    /** The columns that a query would have. */
    List<Column> columns(String translated) {
        return lake.inTransaction(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery("SELECT * FROM (" + translated + ") AS q LIMIT 0")) {
                return columns(result.getMetaData());
            }
        });
    }

    private static SqlResult result(ResultSet result) throws SQLException {
        List<Column> columns = columns(result.getMetaData());
        List<Row> rows = new ArrayList<>();
        while (result.next()) {
            List<@Nullable String> cells = new ArrayList<>(columns.size());
            for (int i = 1; i <= columns.size(); i++) {
                cells.add(cell(result.getString(i), columns.get(i - 1).type()));
            }
            rows.add(new Row(cells));
        }
        return new SqlResult(columns, rows);
    }

    /** As a warehouse writes it into a JSON array. */
    private static @Nullable String cell(@Nullable String text, String type) {
        if (text == null) {
            return null;
        }
        return switch (type) {
            case "boolean" -> text.equals("t") ? "true" : "false";
            case "timestamp" -> Timestamps.iso(text);
            default -> text.replace(StoredTable.STORED_NUL, '\0');
        };
    }

    private static List<Column> columns(ResultSetMetaData data) throws SQLException {
        List<Column> columns = new ArrayList<>();
        for (int i = 1; i <= data.getColumnCount(); i++) {
            columns.add(new Column(data.getColumnLabel(i), type(data, i), true));
        }
        return columns;
    }

    private static String type(ResultSetMetaData data, int index) throws SQLException {
        return switch (data.getColumnTypeName(index)) {
            case "int8" -> "bigint";
            case "int4" -> "int";
            case "int2" -> "smallint";
            case "float8" -> "double";
            case "float4" -> "float";
            case "bool" -> "boolean";
            case "date" -> "date";
            case "timestamptz" -> "timestamp";
            case "timestamp" -> "timestamp_ntz";
            case "bytea" -> "binary";
            case "numeric" -> "decimal(38," + Math.min(18, Math.max(0, data.getScale(index))) + ")";
            default -> "string";
        };
    }

    SqlResult write(StoredTable table, SqlRequest request, String operation, String before, String statement) {
        long count = tables.write(table, request.user(), operation, Map.of(), connection -> {
            long removed = before.isEmpty() ? 0 : update(connection, before);
            return removed + update(connection, statement);
        });
        String label = operation.equals("WRITE") ? "num_inserted_rows" : "num_affected_rows";
        return new SqlResult(
                List.of(new Column(label, "bigint", true)), List.of(new Row(List.of(Long.toString(count)))));
    }

    private static long update(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeLargeUpdate(sql);
        }
    }
}
