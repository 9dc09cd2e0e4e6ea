package io.lakeshift.workflows.kinds.sqldelta;

import io.lakeshift.workflows.ConnectionName;

/** What is asked for one table: the {@code spec} of a plan file, for one of its tables. */
public record SqlDeltaPlanSpec(ConnectionName database, String path, String alias, ImportMode mode, FenceMode fence) {
    public TableRef table() {
        return TableRef.at(database, path, alias);
    }
}
