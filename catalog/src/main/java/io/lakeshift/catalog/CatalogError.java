package io.lakeshift.catalog;

/** What went wrong, as far as a caller must tell it apart. Retryable means: the same call may succeed later. */
public enum CatalogError {
    NO_LOG_FILES(false),
    VERSION_MISSING(false),
    LOG_CORRUPT(false),
    /** The newest commit is half written: its writer may still be at work. */
    LOG_INCOMPLETE(true),
    UNSUPPORTED_FEATURE(false),
    TABLE_UNKNOWN(false),
    ALIAS_TAKEN(false),
    /** Another table, by metaData.id, now lives at the registered location. */
    TABLE_RECREATED(false),
    /** The log and the catalog hold different content for one version. */
    LOG_FORKED(false),
    /** Another process imports, ratifies or publishes this table right now. */
    TABLE_BUSY(true),
    COMMIT_CONFLICT(false),
    /** The table's head is no longer the one that was approved. */
    HEAD_MOVED(false),
    /** A file that this program did not publish stands at a version that the catalog owns. */
    FOREIGN_COMMIT(false),
    NOT_SQL_BACKED(false),
    DATABASE_UNREACHABLE(true),
    DATABASE_REFUSED(false),
    DATABASE_SCHEMA_NEWER(false),
    DATABASE_UNSUPPORTED(false),
    PERMISSION_DENIED(false),
    DISK_FULL(true),
    STORAGE_FAILED(true),
    INVALID_INPUT(false);

    private final boolean retryable;

    CatalogError(boolean retryable) {
        this.retryable = retryable;
    }

    public boolean retryable() {
        return retryable;
    }
}
