package io.lakeshift.activities.databricks;

import java.util.List;
import java.util.Optional;

/** A SQL warehouse. */
public interface Warehouse {
    /**
     * Runs one statement and waits for it. Not idempotent by itself.
     *
     * @return rows of texts; a NULL is empty
     * @throws WorkspaceException WORKSPACE_REFUSED where the statement failed, with what the warehouse said
     */
    List<List<Optional<String>>> run(String sql);
}
