package io.lakeshift.catalog.store;

import java.util.Iterator;

/** Rows that are read while they arrive, with bounded memory. Close it: it holds a connection. */
public interface RowCursor<T> extends Iterator<T>, AutoCloseable {
    @Override
    void close();
}
