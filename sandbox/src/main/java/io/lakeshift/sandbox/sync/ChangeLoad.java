package io.lakeshift.sandbox.sync;

import io.lakeshift.sandbox.engine.Change;
import io.lakeshift.sandbox.engine.Column;
import io.lakeshift.sandbox.engine.EngineException;
import io.lakeshift.sandbox.engine.Row;
import io.lakeshift.sandbox.engine.TableEngine;
import io.lakeshift.sandbox.engine.TableName;
import io.lakeshift.sandbox.postgres.PostgresServer;
import io.lakeshift.sandbox.postgres.SqlText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;

/** Only what changed between two versions, by key, in one transaction, into the table as it stands. */
final class ChangeLoad {
    private final PostgresServer server;
    private final TableEngine engine;

    ChangeLoad(PostgresServer server, TableEngine engine) {
        this.server = server;
        this.engine = engine;
    }

    void run(TableName source, long after, long upTo, TargetTable target, Progress progress) throws SyncFailed {
        try (Connection connection = server.connect(target.database())) {
            connection.setAutoCommit(false);
            addColumns(connection, target);
            apply(connection, source, after, upTo, target, progress);
            progress.refuseCancelled();
            connection.commit();
        } catch (SQLException e) {
            throw SyncErrors.translate(e, target);
        } catch (EngineException e) {
            throw SyncErrors.missingChangeData(String.valueOf(e.getMessage()));
        }
    }

    private static void addColumns(Connection connection, TargetTable target) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (Column column : target.columns()) {
                statement.execute("ALTER TABLE " + target.qualified() + " ADD COLUMN IF NOT EXISTS "
                        + SqlText.identifier(column.name()) + " " + target.type(column));
            }
        }
    }

    private void apply(
            Connection connection, TableName source, long after, long upTo, TargetTable target, Progress progress)
            throws SQLException, SyncFailed {
        int[] key = target.keyPositions();
        try (PreparedStatement delete = connection.prepareStatement(deletion(target));
                PreparedStatement insert = connection.prepareStatement(insertion(target))) {
            engine.readChanges(source, after + 1, upTo, change -> {
                progress.row();
                Row row = change.row();
                if (!SnapshotLoad.hasKey(row, key)) {
                    return;
                }
                if (change.type().removes()) {
                    remove(delete, row, key);
                } else {
                    SnapshotLoad.refuseNul(row, target);
                    add(insert, change);
                }
            });
        } catch (SQLException | SyncFailed | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void remove(PreparedStatement delete, Row row, int[] key) throws SQLException {
        for (int i = 0; i < key.length; i++) {
            delete.setString(i + 1, row.cell(key[i]));
        }
        delete.executeUpdate();
    }

    private static void add(PreparedStatement insert, Change change) throws SQLException {
        for (int i = 0; i < change.row().cells().size(); i++) {
            insert.setString(i + 1, change.row().cell(i));
        }
        insert.executeUpdate();
    }

    private static String deletion(TargetTable target) {
        String condition = target.key().stream()
                .map(it -> SqlText.identifier(it) + " = ?::"
                        + target.type(target.columns().get(target.position(it))))
                .collect(Collectors.joining(" AND "));
        return "DELETE FROM " + target.qualified() + " WHERE " + condition;
    }

    private static String insertion(TargetTable target) {
        String values =
                target.columns().stream().map(it -> "?::" + target.type(it)).collect(Collectors.joining(", "));
        String insertion =
                "INSERT INTO " + target.qualified() + " AS t (" + target.names() + ") VALUES (" + values + ")";
        if (target.timeseriesKey().isEmpty()) {
            return insertion;
        }
        String time = SqlText.identifier(target.timeseriesKey().get());
        String news = target.columns().stream()
                .map(it -> SqlText.identifier(it.name()) + " = EXCLUDED." + SqlText.identifier(it.name()))
                .collect(Collectors.joining(", "));
        return insertion + " ON CONFLICT (" + target.keyNames() + ") DO UPDATE SET " + news + " WHERE t." + time
                + " IS NULL OR EXCLUDED." + time + " >= t." + time;
    }
}
