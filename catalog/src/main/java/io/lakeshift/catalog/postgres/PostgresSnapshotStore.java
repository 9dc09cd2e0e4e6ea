package io.lakeshift.catalog.postgres;

import io.lakeshift.catalog.store.ActionRow;
import io.lakeshift.catalog.store.RowCursor;
import io.lakeshift.catalog.store.SnapshotStore;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

final class PostgresSnapshotStore implements SnapshotStore {
    private static final String TOMBSTONES = """
            SELECT * FROM (
                SELECT DISTINCT ON (path, dv_id) * FROM dl_remove_files
                WHERE table_id = ? AND version <= ?
                ORDER BY path, dv_id, version DESC) r
            WHERE coalesce(deletion_timestamp, 0) >= ?
              AND NOT EXISTS (
                SELECT 1 FROM dl_add_files a
                WHERE a.table_id = r.table_id AND a.path = r.path AND a.dv_id = r.dv_id AND a.version <= ?
                  AND (a.removed_version IS NULL OR a.removed_version > ?))""";

    private final Jdbi jdbi;

    PostgresSnapshotStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public OptionalLong versionAt(UUID tableId, Instant instant) {
        // A version's time is its own, or one millisecond above that of the version before, whichever is later.
        return optional("""
                SELECT max(version) FROM (
                    SELECT version, version + max(floor(extract(epoch FROM committed_at) * 1000) - version)
                           OVER (ORDER BY version) AS millis
                    FROM dl_table_versions v
                    WHERE table_id = :table
                      AND version <= (SELECT current_version FROM dl_table_heads h WHERE h.table_id = v.table_id)) times
                WHERE millis <= extract(epoch FROM CAST(:value AS timestamptz)) * 1000""", tableId, instant.atOffset(ZoneOffset.UTC));
    }

    @Override
    public long activeFiles(UUID tableId, long version) {
        return optional("""
                SELECT count(*) FROM dl_add_files
                WHERE table_id = :table AND version <= :value
                  AND (removed_version IS NULL OR removed_version > :value)""", tableId, version).orElse(0);
    }

    @Override
    public RowCursor<ActionRow.Remove> tombstones(UUID tableId, long version, long horizon) {
        return MergedCursor.open(
                jdbi,
                (left, right) -> 0,
                (cursors, connection) -> cursors.add(JdbcCursor.open(
                        connection, ActionRows::remove, TOMBSTONES, tableId, version, horizon, version, version)));
    }

    private OptionalLong optional(String sql, UUID tableId, Object value) {
        try {
            return jdbi.withHandle(handle -> handle.createQuery(sql)
                            .bind("table", tableId)
                            .bind("value", value)
                            .mapTo(Long.class)
                            .findOne())
                    .map(OptionalLong::of)
                    .orElse(OptionalLong.empty());
        } catch (JdbiException e) {
            throw PostgresErrors.translate("reading a snapshot", e);
        }
    }
}
