package io.lakeshift.sandbox.engine.postgres;

import io.lakeshift.sandbox.engine.Column;
import io.lakeshift.sandbox.engine.Row;
import io.lakeshift.sandbox.engine.SqlResult;
import io.lakeshift.sandbox.postgres.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Rows that a statement brings with it, as a relation to select from. */
final class Relations {
    private Relations() {}

    static String of(SqlResult rows) {
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < rows.columns().size(); i++) {
            Column column = rows.columns().get(i);
            columns.add("column" + (i + 1) + "::" + StoredTable.storageType(column) + " AS "
                    + SqlText.identifier(column.name()));
        }
        String values = rows.rows().isEmpty()
                ? "(" + String.join(", ", java.util.Collections.nCopies(columns.size(), "NULL")) + ")"
                : rows.rows().stream().map(Relations::row).collect(Collectors.joining(", "));
        return "(SELECT " + String.join(", ", columns) + " FROM (VALUES " + values + ") AS told"
                + (rows.rows().isEmpty() ? " WHERE false" : "") + ")";
    }

    private static String row(Row row) {
        return row.cells().stream()
                .map(cell -> cell == null ? "NULL" : SqlText.literal(cell))
                .collect(Collectors.joining(", ", "(", ")"));
    }
}
