package io.lakeshift.workflows.databricks;

import java.util.List;

/**
 * An index that a table in PostgreSQL is to have.
 *
 * @param columns in order
 */
public record Index(String name, List<String> columns) {
    public Index {
        columns = List.copyOf(columns);
    }
}
