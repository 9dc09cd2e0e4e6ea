package io.lakeshift.catalog.store;

/** Rows on their way into the catalog, in log order: for each version its actions by position, then the version. */
public interface ImportBatch {
    /**
     * @throws io.lakeshift.catalog.CatalogException LOG_CORRUPT where the action contradicts another one of its commit,
     *     or holds text that a database cannot
     */
    void action(ActionRow action);

    void version(VersionRow version);

    /**
     * Gives the batch away: from here on it is only read, and {@link #action} and {@link #version} throw
     * {@link IllegalStateException}, because a row that came later might or might not be written.
     */
    void handOver();

    /** Add, remove and cdc actions in the batch. */
    int files();

    /** Memory that the batch holds, roughly. */
    long bytes();
}
