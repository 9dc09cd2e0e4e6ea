package io.lakeshift.sandbox.engine;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whatever stores and versions the source tables. Safe for concurrent use; one writer per table at a time. Refusals
 * are {@link EngineException}s with the class and the text that a client of the real service would see.
 *
 * <p>Which catalogs and schemas exist, and who may do what, is Unity Catalog's and not asked here.
 */
public interface TableEngine extends AutoCloseable {
    /** Version 0 of a new, empty table. */
    void createTable(TableDefinition definition, String user);

    /** Adds rows as one commit; an empty iterator makes none. */
    void append(TableName name, Iterator<Row> rows, String user);

    /** Silent if there is none. */
    void dropTable(TableName name);

    List<TableName> tables(String catalog, String schema);

    Optional<TableDescription> describe(TableName name);

    /** The latest version; 0 for a view. */
    long version(TableName name);

    long countRows(TableName name, long version);

    /** Every row at a version, in no order. A view is read as it is now. */
    void readRows(TableName name, long version, Sink<Row> sink) throws Exception;

    /**
     * The change data feed from {@code first} to {@code last} inclusive, version by version, removals before additions
     * within one. Refuses if the feed was off in between.
     */
    void readChanges(TableName name, long first, long last, Sink<Change> sink) throws Exception;

    /** Newest first. */
    List<TableCommit> history(TableName name);

    void setProperties(TableName name, Map<String, String> properties, String user);

    /** Runs any statement that is about tables and rows. */
    SqlResult execute(SqlRequest request);

    @Override
    void close();
}
