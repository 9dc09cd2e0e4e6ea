package io.lakeshift.catalog.postgres;

import io.lakeshift.catalog.store.RowCursor;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.NoSuchElementException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** A server-side cursor: PostgreSQL sends a batch of rows at a time only inside a transaction and with a fetch size. */
final class JdbcCursor<T> implements RowCursor<T> {
    private static final int FETCH_SIZE = 1_000;

    /** Makes a row's record. */
    interface Mapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    private final Handle handle;
    private final PreparedStatement statement;
    private final ResultSet rows;
    private final Mapper<T> mapper;
    private @Nullable T next;
    private boolean closed;

    private JdbcCursor(Handle handle, PreparedStatement statement, Mapper<T> mapper) throws SQLException {
        this.handle = handle;
        this.statement = statement;
        this.mapper = mapper;
        this.rows = statement.executeQuery();
        advance();
    }

    static <T> JdbcCursor<T> open(Jdbi jdbi, Mapper<T> mapper, String sql, Object... arguments) {
        Handle handle = jdbi.open();
        try {
            Connection connection = handle.getConnection();
            connection.setAutoCommit(false);
            PreparedStatement statement = connection.prepareStatement(sql);
            statement.setFetchSize(FETCH_SIZE);
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            return new JdbcCursor<>(handle, statement, mapper);
        } catch (SQLException e) {
            release(handle);
            throw PostgresReading.failed(e);
        }
    }

    private void advance() throws SQLException {
        next = rows.next() ? mapper.map(rows) : null;
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public T next() {
        T row = next;
        if (row == null) {
            throw new NoSuchElementException();
        }
        try {
            advance();
        } catch (SQLException e) {
            throw PostgresReading.failed(e);
        }
        return row;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            try {
                statement.close();
            } catch (SQLException e) {
                throw PostgresReading.failed(e);
            } finally {
                release(handle);
            }
        }
    }

    private static void release(Handle handle) {
        try (handle) {
            handle.getConnection().rollback();
            handle.getConnection().setAutoCommit(true);
        } catch (SQLException e) {
            throw PostgresReading.failed(e);
        }
    }
}
