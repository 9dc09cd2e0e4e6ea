package io.lakeshift.catalog.validate;

import io.lakeshift.catalog.store.CatalogStore;
import java.time.Clock;

/** Compares a table's catalog with its log. Reads only, except for the proof that lets the next run start later. */
public final class TableDiff {
    private final CatalogStore store;
    private final Clock clock;

    public TableDiff(CatalogStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** As {@link #diff(DiffRequest, Runnable)}, with nobody listening. */
    public DiffReport diff(DiffRequest request) {
        return diff(request, () -> {});
    }

    /**
     * A log that cannot be read is an exception, never drift.
     *
     * @param beat called often while the comparison goes on; what it throws ends the comparison
     * @throws io.lakeshift.catalog.CatalogException TABLE_UNKNOWN, NO_LOG_FILES, LOG_CORRUPT, VERSION_MISSING,
     *     UNSUPPORTED_FEATURE, STORAGE_FAILED or a database error
     */
    public DiffReport diff(DiffRequest request, Runnable beat) {
        throw new UnsupportedOperationException(store + " " + clock + " " + beat + request);
    }
}
