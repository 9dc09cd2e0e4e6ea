package io.lakeshift.activities.databricks;

import java.util.List;
import java.util.Optional;

/** A SQL warehouse. */
public interface Warehouse {
    /**
     * Runs one statement and waits for it. Not idempotent by itself.
     *
     * @throws WorkspaceException WORKSPACE_REFUSED where the statement failed, with what the warehouse said
     */
    Answer ask(String sql);

    /** The rows alone. */
    default List<List<Optional<String>>> run(String sql) {
        return ask(sql).rows();
    }

    /** @param rows of texts; a NULL is empty */
    record Answer(List<String> columns, List<List<Optional<String>>> rows) {
        public Answer {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }

        /** One cell by its column's name; empty also where there is no such column. */
        public Optional<String> cell(int row, String column) {
            int at = columns.indexOf(column);
            return at < 0 ? Optional.empty() : rows.get(row).get(at);
        }
    }
}
