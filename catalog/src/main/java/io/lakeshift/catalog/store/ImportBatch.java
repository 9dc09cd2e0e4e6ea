package io.lakeshift.catalog.store;

/** Rows on their way into the catalog, in log order: for each version its actions by position, then the version. */
public interface ImportBatch {
    /**
     * @throws io.lakeshift.catalog.CatalogException LOG_CORRUPT where the action contradicts another one of its commit,
     *     or holds text that a database cannot
     */
    void action(ActionRow action);

    void version(VersionRow version);

    /** Add, remove and cdc actions in the batch. */
    int files();

    /** Memory that the batch holds, roughly. */
    long bytes();
}
