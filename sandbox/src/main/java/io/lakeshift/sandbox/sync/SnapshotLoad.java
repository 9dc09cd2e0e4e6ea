package io.lakeshift.sandbox.sync;

import io.lakeshift.sandbox.engine.Row;
import io.lakeshift.sandbox.engine.TableEngine;
import io.lakeshift.sandbox.engine.TableName;
import io.lakeshift.sandbox.engine.postgres.CopyRows;
import io.lakeshift.sandbox.postgres.PostgresServer;
import io.lakeshift.sandbox.postgres.SqlText;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/**
 * All rows of a source at one version into a table beside the old one, which it then replaces: whatever hung on the old
 * table is gone, and views on it stop the exchange.
 */
final class SnapshotLoad {
    static final String OWNER = "databricks_writer";

    private final PostgresServer server;
    private final TableEngine engine;

    SnapshotLoad(PostgresServer server, TableEngine engine) {
        this.server = server;
        this.engine = engine;
    }

    void run(TableName source, long version, TargetTable target, Progress progress) throws SyncFailed {
        prepareSchema(target);
        try (Connection connection = server.connect(target.database());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("DROP TABLE IF EXISTS " + target.draft());
            statement.execute("CREATE TABLE " + target.draft() + " (" + target.definitions() + ")");
            copy(connection, source, version, target, progress);
            progress.phase("PROVISIONING_PHASE_INDEX_SORT");
            deduplicate(statement, target);
            statement.execute("ALTER TABLE " + target.draft() + " ADD PRIMARY KEY (" + target.keyNames() + ")");
            exchange(statement, target);
            progress.refuseCancelled();
            connection.commit();
        } catch (SQLException e) {
            throw SyncErrors.translate(e, target);
        }
    }

    /** Committed by itself and one at a time: PostgreSQL refuses two at once. */
    private void prepareSchema(TargetTable target) throws SyncFailed {
        String schema = SqlText.identifier(target.schema());
        synchronized (server) {
            try {
                server.execute(
                        target.database(),
                        "CREATE SCHEMA IF NOT EXISTS " + schema + " AUTHORIZATION " + OWNER,
                        """
                        DO $$ BEGIN
                            IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = %s)
                               AND NOT has_schema_privilege(%s, %s, 'USAGE') THEN
                                GRANT USAGE ON SCHEMA %s TO %s;
                            END IF;
                        END $$""".formatted(
                                        SqlText.literal(target.creator()),
                                        SqlText.literal(target.creator()),
                                        SqlText.literal(target.schema()),
                                        schema,
                                        SqlText.identifier(target.creator())));
            } catch (SQLException e) {
                throw SyncErrors.translate(e, target);
            }
        }
    }

    private void copy(Connection connection, TableName source, long version, TargetTable target, Progress progress)
            throws SQLException, SyncFailed {
        String command = "COPY " + target.draft() + " (" + target.names() + ") FROM STDIN";
        int[] key = target.keyPositions();
        try (CopyRows out = new CopyRows(connection.unwrap(PGConnection.class), command, false)) {
            engine.readRows(source, version, row -> {
                if (hasKey(row, key)) {
                    refuseNul(row, target);
                    out.write(row);
                }
                progress.row();
            });
            out.finish();
        } catch (SQLException | SyncFailed | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static boolean hasKey(Row row, int[] key) {
        for (int position : key) {
            if (row.cell(position) == null) {
                return false;
            }
        }
        return true;
    }

    static void refuseNul(Row row, TargetTable target) throws SyncFailed {
        for (int i = 0; i < row.cells().size(); i++) {
            String cell = row.cell(i);
            if (cell != null && cell.indexOf('\0') >= 0) {
                throw SyncErrors.nulByte(target.columns().get(i).name());
            }
        }
    }

    private static void deduplicate(Statement statement, TargetTable target) throws SQLException {
        if (target.timeseriesKey().isEmpty()) {
            return;
        }
        String time = SqlText.identifier(target.timeseriesKey().get());
        statement.execute(
                "CREATE TEMP TABLE deduplicated ON COMMIT DROP AS SELECT DISTINCT ON (%s) * FROM %s ORDER BY %s, %s DESC NULLS LAST"
                        .formatted(target.keyNames(), target.draft(), target.keyNames(), time));
        statement.execute("TRUNCATE " + target.draft());
        statement.execute("INSERT INTO " + target.draft() + " SELECT * FROM deduplicated");
    }

    private static void exchange(Statement statement, TargetTable target) throws SQLException {
        statement.execute("DROP TABLE IF EXISTS " + target.qualified());
        statement.execute("ALTER TABLE " + target.draft() + " RENAME TO " + SqlText.identifier(target.table()));
        statement.execute("ALTER INDEX " + SqlText.identifier(target.schema()) + "."
                + SqlText.identifier(target.draftName() + "_pkey") + " RENAME TO "
                + SqlText.identifier(
                        Integer.toHexString(target.table().hashCode()) + "_" + cut(target.table()) + "_pkey"));
        statement.execute("ALTER TABLE " + target.qualified() + " OWNER TO " + OWNER);
        statement.execute("""
                DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = %s) THEN
                    GRANT SELECT ON %s TO %s;
                END IF; END $$""".formatted(
                        SqlText.literal(target.creator()), target.qualified(), SqlText.identifier(target.creator())));
    }

    private static String cut(String name) {
        return name.length() > 40 ? name.substring(0, 40) : name;
    }
}
