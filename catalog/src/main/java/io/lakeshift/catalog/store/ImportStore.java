package io.lakeshift.catalog.store;

import io.lakeshift.catalog.TableState;
import java.util.List;

/** Writing imported versions. */
public interface ImportStore {
    /**
     * Takes the import lock of a table, for as long as the session is open, and records a run.
     *
     * @throws io.lakeshift.catalog.CatalogException TABLE_BUSY while another session on the location is open;
     *     ALIAS_TAKEN where the alias is another table's, or the table is registered under another alias
     */
    ImportSession start(ImportTarget target);

    /**
     * Removes a table and every row of it from the catalog. Its log stays as it is, and so do the records of its imports.
     * The second time: nothing.
     *
     * @throws io.lakeshift.catalog.CatalogException TABLE_BUSY while it is being imported; INVALID_INPUT where the
     *     catalog decides its commits
     */
    void forget(TableState table);

    /** How every table's newest import stands, by alias. */
    List<ImportStatus> statuses();
}
