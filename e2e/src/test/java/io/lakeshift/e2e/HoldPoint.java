package io.lakeshift.e2e;

import static org.awaitility.Awaitility.await;

import io.lakeshift.catalog.testing.TestingPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

/**
 * A place in the database where whoever comes first is held, so that a test can kill it exactly there: a trigger that
 * waits for an advisory lock which the test holds. Nobody needs to sleep, and the program under test is unchanged.
 */
final class HoldPoint implements AutoCloseable {
    private static final long LOCK = 4_711;
    private static final String HOLDING = "locktype = 'advisory' AND ((classid::bigint << 32) | objid::bigint) = ";

    private final TestingPostgres database;
    private final Optional<String> table;
    private final Connection holder;
    private final long lock;

    private HoldPoint(TestingPostgres database, Optional<String> table, Connection holder, long lock) {
        this.database = database;
        this.table = table;
        this.holder = holder;
        this.lock = lock;
    }

    /** Whoever asks for the program's own advisory lock of this name. */
    static HoldPoint whoeverTakes(TestingPostgres database, String name) {
        try {
            Connection holder = database.connect();
            try (PreparedStatement key = holder.prepareStatement("SELECT hashtextextended(?, 0)")) {
                key.setString(1, name);
                try (ResultSet hashed = key.executeQuery()) {
                    hashed.next();
                    long lock = hashed.getLong(1);
                    execute(holder, "SELECT pg_advisory_lock(" + lock + ")");
                    return new HoldPoint(database, Optional.empty(), holder, lock);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * @param table with its schema
     * @param event such as {@code INSERT} or {@code UPDATE OF published_version}
     * @param condition over NEW and, for updates, OLD
     */
    static HoldPoint before(TestingPostgres database, String table, String event, String condition) {
        return hold(database, table, "BEFORE " + event, condition);
    }

    /** As before, but the row is written already, though not committed. */
    static HoldPoint after(TestingPostgres database, String table, String event, String condition) {
        return hold(database, table, "AFTER " + event, condition);
    }

    private static HoldPoint hold(TestingPostgres database, String table, String when, String condition) {
        try {
            Connection holder = database.connect();
            try (Statement statement = holder.createStatement()) {
                statement.execute("SELECT pg_advisory_lock(" + LOCK + ")");
                statement.execute("""
                        CREATE OR REPLACE FUNCTION public.hold_point() RETURNS TRIGGER LANGUAGE plpgsql AS $$
                        BEGIN
                            PERFORM pg_advisory_xact_lock_shared(%d);
                            RETURN NEW;
                        END $$""".formatted(LOCK));
                statement.execute(
                        "CREATE TRIGGER hold_point %s ON %s FOR EACH ROW WHEN (%s) EXECUTE FUNCTION public.hold_point()"
                                .formatted(when, table, condition));
            }
            return new HoldPoint(database, Optional.of(table), holder, LOCK);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void awaitHeld(Duration limit) {
        await("somebody is held at " + table.orElse("a lock"))
                .atMost(limit)
                .pollInterval(Duration.ofMillis(20))
                .until(this::isHeld);
    }

    /** Lets the statement that is held go on, as the server does when its client is dead but it has not noticed. */
    void release() {
        execute(holder, "SELECT pg_advisory_unlock(" + lock + ")");
        dropTrigger();
    }

    /** Ends the sessions that are held, as the server does when it notices that their client is dead. */
    void abandon() {
        execute(
                holder,
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_locks WHERE " + HOLDING + lock + " AND NOT granted");
        release();
    }

    @Override
    public void close() {
        try {
            holder.close();
            dropTrigger();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean isHeld() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet held = statement.executeQuery("SELECT EXISTS (SELECT FROM pg_locks JOIN pg_database d"
                        + " ON d.oid = database WHERE " + HOLDING + lock
                        + " AND datname = current_database() AND NOT granted)")) {
            held.next();
            return held.getBoolean(1);
        }
    }

    /** Waits for the statement that was held, which keeps the table locked until its transaction ends. */
    private void dropTrigger() {
        table.ifPresent(name -> database.execute("DROP TRIGGER IF EXISTS hold_point ON " + name));
    }

    private static void execute(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
