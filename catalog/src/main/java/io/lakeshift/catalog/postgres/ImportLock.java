package io.lakeshift.catalog.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * A connection of its own that holds the import lock of one location. The import writes over the same connection, so
 * whoever loses the lock by losing the connection can write no more.
 */
final class ImportLock {
    private ImportLock() {}

    static Connection acquire(DataSource direct, String location) {
        try {
            Connection connection = direct.getConnection();
            try {
                if (tryLock(connection, location)) {
                    return connection;
                }
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
            connection.close();
            throw PostgresErrors.importRunning(location);
        } catch (SQLException e) {
            throw PostgresErrors.translate("locking " + location, e);
        }
    }

    private static boolean tryLock(Connection connection, String location) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT pg_try_advisory_lock(hashtextextended('lakeshift.import:' || ?, 0))")) {
            statement.setString(1, location);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }
}
