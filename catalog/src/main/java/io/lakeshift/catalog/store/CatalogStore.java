package io.lakeshift.catalog.store;

/**
 * The port to the database. One instance holds one connection pool and may be shared by threads.
 * Implementations run the same contract test; no type of a database leaks through it.
 */
public interface CatalogStore extends AutoCloseable {
    TableRegistry tables();

    RowStore rows();

    ValidationStore validations();

    ImportStore imports();

    CommitStore commits();

    PublishStore publishing();

    SnapshotStore snapshots();

    @Override
    void close();
}
