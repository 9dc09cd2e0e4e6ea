package io.lakeshift.catalog.postgres;

import io.lakeshift.catalog.store.CommitWatch;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Listens on the channel that ratifying notifies. */
final class PostgresCommitWatch implements CommitWatch {
    static final String CHANNEL = "lakeshift_ratified";

    private static final String DOING = "listening for commits";

    private final Connection connection;

    private PostgresCommitWatch(Connection connection) {
        this.connection = connection;
    }

    static PostgresCommitWatch open(DataSource direct) {
        try {
            Connection connection = direct.getConnection();
            try (Statement statement = connection.createStatement()) {
                statement.execute("LISTEN " + CHANNEL);
                return new PostgresCommitWatch(connection);
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw PostgresErrors.translate(DOING, e);
        }
    }

    @Override
    public boolean await(Duration atMost) {
        try {
            // Zero would wait for ever.
            int milliseconds = (int) Math.max(1, Math.min(Integer.MAX_VALUE, atMost.toMillis()));
            PGNotification[] notifications =
                    connection.unwrap(PGConnection.class).getNotifications(milliseconds);
            return notifications != null && notifications.length > 0;
        } catch (SQLException e) {
            throw PostgresErrors.translate(DOING, e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw PostgresErrors.translate(DOING, e);
        }
    }
}
