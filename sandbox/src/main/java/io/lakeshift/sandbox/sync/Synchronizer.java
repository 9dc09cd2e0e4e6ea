package io.lakeshift.sandbox.sync;

import io.lakeshift.sandbox.engine.TableEngine;
import io.lakeshift.sandbox.engine.TableName;
import io.lakeshift.sandbox.postgres.PostgresServer;
import io.lakeshift.sandbox.postgres.SqlText;
import java.sql.SQLException;

/** Moves rows. Knows nothing of states and pipelines. */
public final class Synchronizer {
    public static final String OWNER = SnapshotLoad.OWNER;

    private final PostgresServer server;
    private final SnapshotLoad snapshot;
    private final ChangeLoad changes;

    public Synchronizer(PostgresServer server, TableEngine engine) {
        this.server = server;
        this.snapshot = new SnapshotLoad(server, engine);
        this.changes = new ChangeLoad(server, engine);
    }

    public void loadSnapshot(TableName source, long version, TargetTable target, Progress progress) throws SyncFailed {
        snapshot.run(source, version, target, progress);
    }

    public void loadChanges(TableName source, long after, long upTo, TargetTable target, Progress progress)
            throws SyncFailed {
        changes.run(source, after, upTo, target, progress);
    }

    /** Drops the table; silent if it is gone, refuses if something depends on it. */
    public void drop(TargetTable target) throws SyncFailed {
        try {
            server.execute(target.database(), "DROP TABLE IF EXISTS " + target.qualified());
        } catch (SQLException e) {
            throw SyncErrors.translate(e, target);
        }
    }

    public boolean schemaExists(String database, String schema) throws SQLException {
        try (java.sql.Connection connection = server.connect(database);
                java.sql.Statement statement = connection.createStatement();
                java.sql.ResultSet result = statement.executeQuery(
                        "SELECT 1 FROM pg_namespace WHERE nspname = " + SqlText.literal(schema))) {
            return result.next();
        }
    }

    /** Additive changes pass; anything else does not, outside a full refresh. */
    public static void refuseLostColumns(TargetTable before, TargetTable now) throws SyncFailed {
        for (var column : before.columns()) {
            var match = now.columns().stream()
                    .filter(it -> it.name().equalsIgnoreCase(column.name()))
                    .findFirst();
            if (match.isEmpty()) {
                throw before.key().contains(column.name())
                        ? SyncErrors.keyGone(column.name())
                        : SyncErrors.columnGone(column.name());
            }
            if (!match.get().type().equals(column.type())) {
                throw SyncErrors.changedType(
                        column.name(), column.type(), match.get().type());
            }
        }
    }
}
