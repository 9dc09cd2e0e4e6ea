package io.lakeshift.catalog.postgres;

import io.lakeshift.catalog.store.RowCursor;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** A server-side cursor: PostgreSQL sends a batch of rows at a time only inside a transaction and with a fetch size. */
final class JdbcCursor<T> implements RowCursor<T> {
    private static final int FETCH_SIZE = 1_000;

    /** Makes a row's record. */
    interface Mapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    private final PreparedStatement statement;
    private final ResultSet rows;
    private final Mapper<T> mapper;
    private @Nullable T next;

    private JdbcCursor(PreparedStatement statement, Mapper<T> mapper) throws SQLException {
        this.statement = statement;
        this.mapper = mapper;
        this.rows = statement.executeQuery();
        advance();
    }

    /** @param connection with auto-commit off */
    static <T> JdbcCursor<T> open(Connection connection, Mapper<T> mapper, String sql, Object... arguments)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            statement.setFetchSize(FETCH_SIZE);
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            return new JdbcCursor<>(statement, mapper);
        } catch (SQLException | RuntimeException | Error e) {
            // Also where the first row holds what its record refuses: whoever asked has nothing to close.
            statement.close();
            throw e;
        }
    }

    private void advance() throws SQLException {
        next = rows.next() ? mapper.map(rows) : null;
    }

    /** The row that {@link #next} will return; null at the end. */
    @Nullable T peek() {
        return next;
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
            throw PostgresErrors.translate("reading the catalog", e);
        }
        return row;
    }

    @Override
    public void close() {
        try {
            statement.close();
        } catch (SQLException e) {
            throw PostgresErrors.translate("reading the catalog", e);
        }
    }
}
