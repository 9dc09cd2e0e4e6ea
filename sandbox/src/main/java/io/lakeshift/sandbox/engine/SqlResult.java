package io.lakeshift.sandbox.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** @param columns name and Spark type of each column of the result */
public record SqlResult(List<Column> columns, List<Row> rows) {
    public SqlResult {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    public static SqlResult nothing() {
        return new SqlResult(List.of(), List.of());
    }

    /** A result of one type throughout, as {@code SHOW} and {@code DESCRIBE} give. */
    public static SqlResult strings(List<String> names, List<List<@Nullable String>> rows) {
        List<Column> columns = new ArrayList<>();
        names.forEach(it -> columns.add(new Column(it, "string", true)));
        return new SqlResult(columns, rows.stream().map(Row::new).toList());
    }
}
