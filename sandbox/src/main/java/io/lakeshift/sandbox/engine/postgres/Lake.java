package io.lakeshift.sandbox.engine.postgres;

import io.lakeshift.sandbox.engine.Column;
import io.lakeshift.sandbox.postgres.PostgresServer;
import io.lakeshift.sandbox.postgres.SqlText;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;

/** The database that holds the source tables, and a few connections to it. */
final class Lake implements AutoCloseable {
    /** Work with a connection of its own transaction. */
    interface Work<T> {
        T with(Connection connection) throws Exception;
    }

    private static final String DATABASE = "lakehouse";

    private final PostgresServer server;
    private final Deque<Connection> idle = new ArrayDeque<>();

    Lake(PostgresServer server) {
        this.server = server;
    }

    static Lake create(PostgresServer server) throws SQLException {
        server.execute("postgres", "CREATE DATABASE " + DATABASE);
        server.execute(DATABASE, "CREATE SCHEMA lake", "CREATE SCHEMA changes", SparkFunctions.DEFINITIONS, CAPTURE);
        return new Lake(server);
    }

    /** One transaction; rolled back if the work throws. */
    <T> T inTransaction(Work<T> work) {
        try {
            return run(work);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same for work whose own exceptions the caller wants back. */
    <T> T run(Work<T> work) throws Exception {
        Connection connection = take();
        boolean done = false;
        try {
            T result = work.with(connection);
            connection.commit();
            done = true;
            return result;
        } catch (SQLException e) {
            throw SqlErrors.translate(e);
        } finally {
            if (done) {
                give(connection);
            } else {
                discard(connection);
            }
        }
    }

    void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The table, its change log, and the triggers that fill it. */
    void create(Connection connection, StoredTable table) throws SQLException {
        String columns = table.columnList(it ->
                SqlText.identifier(it.name()) + " " + StoredTable.storageType(it) + (it.nullable() ? "" : " NOT NULL"));
        String logged = table.columnList(it -> SqlText.identifier(it.name()) + " " + StoredTable.storageType(it));
        execute(connection, "CREATE TABLE " + table.rows() + " (" + columns + ")");
        execute(
                connection,
                "CREATE TABLE " + table.changes()
                        + " (_change_type text NOT NULL, _commit_version bigint NOT NULL, _commit_timestamp timestamptz NOT NULL, "
                        + logged + ")");
        trigger(connection, table, "INSERT", "NEW TABLE AS new_rows");
        trigger(connection, table, "DELETE", "OLD TABLE AS old_rows");
        trigger(connection, table, "UPDATE", "OLD TABLE AS old_rows NEW TABLE AS new_rows");
        execute(connection, "CREATE INDEX ON " + table.changes() + " (_commit_version)");
    }

    private void trigger(Connection connection, StoredTable table, String event, String transition)
            throws SQLException {
        execute(
                connection,
                "CREATE TRIGGER capture_%s AFTER %s ON %s REFERENCING %s FOR EACH STATEMENT EXECUTE FUNCTION changes.capture('%s')"
                        .formatted(
                                event.toLowerCase(java.util.Locale.ROOT),
                                event,
                                table.rows(),
                                transition,
                                table.relation));
    }

    static String definition(Column column) {
        return SqlText.identifier(column.name()) + " " + StoredTable.storageType(column);
    }

    private Connection take() {
        synchronized (idle) {
            Connection connection = idle.poll();
            if (connection != null) {
                return connection;
            }
        }
        try {
            Connection connection = server.connect(DATABASE);
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            throw new IllegalStateException("the sandbox's own database does not answer", e);
        }
    }

    private void give(Connection connection) {
        synchronized (idle) {
            idle.push(connection);
        }
    }

    private static void discard(Connection connection) {
        try (connection) {
            connection.rollback();
        } catch (SQLException e) {
            org.slf4j.LoggerFactory.getLogger(Lake.class).debug("A connection did not close", e);
        }
    }

    @Override
    public void close() {
        synchronized (idle) {
            idle.forEach(Lake::discard);
            idle.clear();
        }
    }

    private static final String CAPTURE = """
            CREATE FUNCTION changes.capture() RETURNS trigger LANGUAGE plpgsql AS $$
            DECLARE
                version bigint := current_setting('sandbox.version')::bigint;
                insertion text := format('INSERT INTO changes.%I SELECT $1, $2, now(), * FROM ', TG_ARGV[0]);
            BEGIN
                IF TG_OP = 'INSERT' THEN
                    EXECUTE insertion || 'new_rows' USING 'insert', version;
                ELSIF TG_OP = 'DELETE' THEN
                    EXECUTE insertion || 'old_rows' USING 'delete', version;
                ELSE
                    EXECUTE insertion || 'old_rows' USING 'update_preimage', version;
                    EXECUTE insertion || 'new_rows' USING 'update_postimage', version;
                END IF;
                RETURN NULL;
            END $$
            """;
}
