package io.lakeshift.catalog.postgres;

import io.lakeshift.catalog.store.RowCursor;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Cursors on one connection, in one transaction that sees one state of the database, merged in order. */
final class MergedCursor<T> implements RowCursor<T> {
    /** Opens the cursors to merge, each in the same order. */
    interface Opening<T> {
        void openInto(List<JdbcCursor<? extends T>> cursors, Connection connection) throws SQLException;
    }

    private final Handle handle;
    private final List<JdbcCursor<? extends T>> cursors;
    private final Comparator<? super T> order;
    private boolean closed;

    private MergedCursor(Handle handle, List<JdbcCursor<? extends T>> cursors, Comparator<? super T> order) {
        this.handle = handle;
        this.cursors = cursors;
        this.order = order;
    }

    static <T> MergedCursor<T> open(Jdbi jdbi, Comparator<? super T> order, Opening<T> opening) {
        Handle handle = jdbi.open();
        try {
            Connection connection = handle.getConnection();
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            List<JdbcCursor<? extends T>> cursors = new ArrayList<>();
            opening.openInto(cursors, connection);
            return new MergedCursor<>(handle, cursors, order);
        } catch (SQLException e) {
            release(handle);
            throw PostgresErrors.translate("reading the catalog", e);
        } catch (RuntimeException | Error e) {
            release(handle);
            throw e;
        }
    }

    private @Nullable JdbcCursor<? extends T> first() {
        JdbcCursor<? extends T> first = null;
        T smallest = null;
        for (JdbcCursor<? extends T> cursor : cursors) {
            T row = cursor.peek();
            if (row != null && (smallest == null || order.compare(row, smallest) < 0)) {
                first = cursor;
                smallest = row;
            }
        }
        return first;
    }

    @Override
    public boolean hasNext() {
        return first() != null;
    }

    @Override
    public T next() {
        JdbcCursor<? extends T> first = first();
        if (first == null) {
            throw new NoSuchElementException();
        }
        return first.next();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            try {
                cursors.forEach(JdbcCursor::close);
            } finally {
                release(handle);
            }
        }
    }

    private static void release(Handle handle) {
        try (handle) {
            Connection connection = handle.getConnection();
            connection.rollback();
            connection.setReadOnly(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw PostgresErrors.translate("reading the catalog", e);
        }
    }
}
