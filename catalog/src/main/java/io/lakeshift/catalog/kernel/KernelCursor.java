package io.lakeshift.catalog.kernel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delta.kernel.data.Row;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.utils.CloseableIterator;
import io.lakeshift.catalog.store.RowCursor;
import java.io.IOException;
import java.util.Collections;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** Batches of Kernel's rows, row by row, as JSON. */
final class KernelCursor<B> implements RowCursor<ObjectNode> {
    private final String location;
    private final CloseableIterator<B> batches;
    private final Function<B, CloseableIterator<Row>> rowsOf;
    private CloseableIterator<Row> rows;

    KernelCursor(String location, CloseableIterator<B> batches, Function<B, CloseableIterator<Row>> rowsOf) {
        this.location = location;
        this.batches = batches;
        this.rowsOf = rowsOf;
        this.rows = Utils.toCloseableIterator(Collections.emptyIterator());
    }

    @Override
    public boolean hasNext() {
        try {
            while (!rows.hasNext()) {
                rows.close();
                if (!batches.hasNext()) {
                    return false;
                }
                rows = rowsOf.apply(batches.next());
            }
            return true;
        } catch (IOException | RuntimeException e) {
            throw KernelErrors.failed(location, e);
        }
    }

    @Override
    public ObjectNode next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        try {
            return KernelRows.object(rows.next());
        } catch (RuntimeException e) {
            throw KernelErrors.failed(location, e);
        }
    }

    @Override
    public void close() {
        try (batches) {
            rows.close();
        } catch (IOException e) {
            throw KernelErrors.failed(location, e);
        }
    }
}
