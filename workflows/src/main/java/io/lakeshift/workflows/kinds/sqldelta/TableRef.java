package io.lakeshift.workflows.kinds.sqldelta;

import io.lakeshift.workflows.ConnectionName;
import java.util.Optional;

/**
 * A table as a request names it.
 *
 * @param database where its metadata lives or shall live
 * @param path table root: a directory or a URI; empty where the table is registered and the alias says which
 * @param alias the name that people use; empty means the directory's name
 */
public record TableRef(ConnectionName database, Optional<String> path, Optional<String> alias) {
    public TableRef {
        if (path.isEmpty() && alias.isEmpty()) {
            throw new IllegalArgumentException("a table is named by its path, by its alias, or by both");
        }
    }

    public static TableRef at(ConnectionName database, String path, String alias) {
        return new TableRef(database, Optional.of(path), Optional.of(alias));
    }

    /** A registered table, by its alias or its UUID. */
    public static TableRef registered(ConnectionName database, String aliasOrId) {
        return new TableRef(database, Optional.empty(), Optional.of(aliasOrId));
    }
}
