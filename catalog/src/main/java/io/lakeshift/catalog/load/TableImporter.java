package io.lakeshift.catalog.load;

import io.lakeshift.catalog.store.CatalogStore;

/** Imports a Delta log into the catalog, or catches up with a log that was imported before. */
public final class TableImporter {
    private final CatalogStore store;

    public TableImporter(CatalogStore store) {
        this.store = store;
    }

    /**
     * Imports what the catalog does not have yet. Idempotent: a second call imports what was committed since.
     *
     * @throws io.lakeshift.catalog.CatalogException on every failure; what was durable stays
     */
    public ImportResult importTable(ImportRequest request, ImportListener listener) {
        throw new UnsupportedOperationException(store + ": importing " + request + " for " + listener);
    }

    /** Reads, parses, checks and counts what an import of the whole table would write. Needs no database. */
    public static ImportResult dryRun(ImportRequest request, ImportListener listener) {
        throw new UnsupportedOperationException("dry run of " + request + " for " + listener);
    }
}
