package io.lakeshift.catalog.store;

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

    /** How every table's newest import stands, by alias. */
    List<ImportStatus> statuses();
}
