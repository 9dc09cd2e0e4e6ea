package io.lakeshift.catalog.fence;

/** How file writers are kept out while the catalog decides the commits. */
public enum FenceMode {
    /** A commit that lists a writer feature which no engine supports. */
    FEATURE,
    /** Delta's own catalogManaged feature. */
    CATALOG_MANAGED,
    /** Nothing is written to the log: the operator has confirmed that every file writer is stopped. */
    NONE
}
