package io.lakeshift.catalog.validate;

/** What kind of difference a finding is. */
public enum DriftCode {
    /** A file or version that the log has and the catalog lacks. */
    MISSING_IN_SQL,
    /** A file, action or version that the catalog has and the log lacks. */
    EXTRA_IN_SQL,
    /** Both have the file or action, with different content. */
    MISMATCH,
    METADATA,
    PROTOCOL,
    TRANSACTION,
    DOMAIN_METADATA,
    /** A column that can be recomputed from others says something else. */
    DERIVED,
    /** The log holds a version above the catalog's head that the catalog, which owns the table, did not publish. */
    FOREIGN_COMMIT,
    /** The table at the location is another one, by metaData.id. */
    TABLE_RECREATED,
    /** The rows read from both lists of files differ. */
    DATA
}
