package io.lakeshift.catalog.postgres;

import io.lakeshift.catalog.Authority;
import io.lakeshift.catalog.TableState;
import io.lakeshift.catalog.store.ActionRow;
import io.lakeshift.catalog.store.RowCursor;
import io.lakeshift.catalog.store.RowStore;
import io.lakeshift.catalog.store.TableRow;
import io.lakeshift.catalog.store.VersionRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

final class PostgresRowStore implements RowStore {
    private static final String IN_RANGE = " WHERE table_id = ? AND version BETWEEN ? AND ? ORDER BY version, position";
    private static final Comparator<ActionRow> IN_ORDER =
            Comparator.comparingLong(ActionRow::version).thenComparingInt(ActionRow::position);

    private final Jdbi jdbi;

    PostgresRowStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public Optional<TableRow> table(UUID tableId) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT t.*, h.current_version, h.published_version,
                               (SELECT min(version) FROM dl_table_versions v WHERE v.table_id = t.table_id) AS first_version,
                               (SELECT max(version) FROM dl_table_versions v WHERE v.table_id = t.table_id) AS last_version,
                               (SELECT count(*) FROM dl_table_versions v WHERE v.table_id = t.table_id) AS versions
                        FROM dl_tables t LEFT JOIN dl_table_heads h USING (table_id)
                        WHERE t.table_id = :table""")
                .bind("table", tableId)
                .map((row, context) -> tableRow(row))
                .findOne());
    }

    private static TableRow tableRow(ResultSet row) throws SQLException {
        TableState state = new TableState(
                row.getObject("table_id", UUID.class),
                row.getString("name"),
                row.getString("location"),
                row.getString("log_location"),
                Optional.ofNullable(row.getString("delta_table_id")),
                Authority.of(row.getString("authority")),
                version(row, "current_version").orElse(-1),
                version(row, "published_version").orElse(-1),
                version(row, "baseline_version"),
                version(row, "fence_version"));
        return new TableRow(
                state,
                row.getInt("protocol_min_reader"),
                row.getInt("protocol_min_writer"),
                row.getString("properties"),
                row.getString("fence_restore"),
                version(row, "first_version"),
                version(row, "last_version"),
                row.getLong("versions"));
    }

    private static OptionalLong version(ResultSet row, String column) throws SQLException {
        Long version = ActionRows.number(row, column);
        return version == null ? OptionalLong.empty() : OptionalLong.of(version);
    }

    @Override
    public RowCursor<ActionRow> actions(UUID tableId, long from, long to) {
        Object[] range = {tableId, from, to};
        return MergedCursor.open(jdbi, IN_ORDER, (cursors, connection) -> {
            cursors.add(JdbcCursor.open(connection, ActionRows::add, "SELECT * FROM dl_add_files" + IN_RANGE, range));
            cursors.add(
                    JdbcCursor.open(connection, ActionRows::remove, "SELECT * FROM dl_remove_files" + IN_RANGE, range));
            cursors.add(JdbcCursor.open(connection, ActionRows::cdc, "SELECT * FROM dl_cdc_files" + IN_RANGE, range));
            cursors.add(JdbcCursor.open(
                    connection, ActionRows::metaData, "SELECT * FROM dl_metadata_updates" + IN_RANGE, range));
            cursors.add(JdbcCursor.open(
                    connection, ActionRows::protocol, "SELECT * FROM dl_protocol_updates" + IN_RANGE, range));
            cursors.add(JdbcCursor.open(connection, ActionRows::txn, "SELECT * FROM dl_txn_actions" + IN_RANGE, range));
            cursors.add(JdbcCursor.open(
                    connection, ActionRows::domainMetadata, "SELECT * FROM dl_domain_metadata" + IN_RANGE, range));
            cursors.add(
                    JdbcCursor.open(connection, ActionRows::other, "SELECT * FROM dl_other_actions" + IN_RANGE, range));
            cursors.add(JdbcCursor.open(connection, ActionRows::commitInfo, """
                    SELECT version, commit_info_position, commit_info
                    FROM dl_table_versions
                    WHERE table_id = ? AND version BETWEEN ? AND ? AND commit_info IS NOT NULL AND commit_info_position IS NOT NULL
                    ORDER BY version""", range));
        });
    }

    @Override
    public RowCursor<VersionRow> versions(UUID tableId, long from, long to) {
        return stream(PostgresRowStore::versionRow, """
                SELECT version, committed_at, committer, operation, operation_params, commit_info,
                       commit_info_position, in_commit_timestamp, txn_id, origin,
                       encode(content_sha256, 'hex') AS content_sha256, encode(sha256(body), 'hex') AS body_sha256
                FROM dl_table_versions WHERE table_id = ? AND version BETWEEN ? AND ? ORDER BY version""", tableId, from, to);
    }

    private static VersionRow versionRow(ResultSet row) throws SQLException {
        Long position = ActionRows.number(row, "commit_info_position");
        return new VersionRow(
                row.getLong("version"),
                row.getObject("committed_at", OffsetDateTime.class).toInstant(),
                row.getString("committer"),
                row.getString("operation"),
                row.getString("operation_params"),
                row.getString("commit_info"),
                position == null ? null : Math.toIntExact(position),
                ActionRows.number(row, "in_commit_timestamp"),
                row.getString("txn_id"),
                row.getString("origin"),
                row.getString("content_sha256"),
                row.getString("body_sha256"));
    }

    @Override
    public Optional<byte[]> body(UUID tableId, long version) {
        return one(row -> row.getBytes("body"), """
                SELECT body FROM dl_table_versions WHERE table_id = ? AND version = ? AND body IS NOT NULL""", tableId, version);
    }

    @Override
    public RowCursor<ActionRow.Add> activeFiles(UUID tableId, long version) {
        return stream(ActionRows::add, """
                SELECT * FROM dl_add_files
                WHERE table_id = ? AND version <= ? AND (removed_version IS NULL OR removed_version > ?)""", tableId, version, version);
    }

    @Override
    public Optional<ActionRow.MetaData> metadata(UUID tableId, long version) {
        return one(ActionRows::metaData, """
                SELECT * FROM dl_metadata_updates WHERE table_id = ? AND version <= ?
                ORDER BY version DESC LIMIT 1""", tableId, version);
    }

    @Override
    public Optional<ActionRow.Protocol> protocol(UUID tableId, long version) {
        return one(ActionRows::protocol, """
                SELECT * FROM dl_protocol_updates WHERE table_id = ? AND version <= ?
                ORDER BY version DESC LIMIT 1""", tableId, version);
    }

    @Override
    public List<ActionRow.Txn> transactions(UUID tableId, long version) {
        return all(ActionRows::txn, """
                SELECT DISTINCT ON (app_id) * FROM dl_txn_actions WHERE table_id = ? AND version <= ?
                ORDER BY app_id, version DESC""", tableId, version);
    }

    @Override
    public List<ActionRow.DomainMetadata> domainMetadata(UUID tableId, long version) {
        return all(ActionRows::domainMetadata, """
                SELECT DISTINCT ON (domain) * FROM dl_domain_metadata WHERE table_id = ? AND version <= ?
                ORDER BY domain, version DESC""", tableId, version);
    }

    /**
     * A file's life is the run from its add to the next action on the same path and deletion vector. Only what is wrong is
     * looked up again, row by row: PostgreSQL takes a table that it has no statistics about for empty, and a join that it
     * were free to plan would take quadratic time.
     */
    @Override
    public RowCursor<StaleRemoval> staleRemovals(UUID tableId, long from, long to) {
        return stream(
                row -> new StaleRemoval(ActionRows.add(row), Optional.ofNullable(ActionRows.number(row, "expected"))),
                """
                WITH lives AS (
                    SELECT version, position, is_add, removed_version,
                           lead(version) OVER (PARTITION BY path, dv_id ORDER BY version, is_add DESC, position) AS expected
                    FROM (
                        SELECT version, position, path, dv_id, TRUE AS is_add, removed_version FROM dl_add_files
                        WHERE table_id = ? AND version BETWEEN ? AND ?
                        UNION ALL
                        SELECT version, position, path, dv_id, FALSE, NULL FROM dl_remove_files
                        WHERE table_id = ? AND version BETWEEN ? AND ?
                    ) actions
                )
                SELECT a.*, l.expected
                FROM lives l CROSS JOIN LATERAL (
                    SELECT * FROM dl_add_files
                    WHERE table_id = ? AND version = l.version AND position = l.position
                    OFFSET 0
                ) a
                WHERE l.is_add AND l.removed_version IS DISTINCT FROM l.expected
                ORDER BY a.version, a.position""",
                tableId,
                from,
                to,
                tableId,
                from,
                to,
                tableId);
    }

    private <T> RowCursor<T> stream(JdbcCursor.Mapper<T> mapper, String sql, Object... arguments) {
        return MergedCursor.open(
                jdbi,
                (left, right) -> 0,
                (cursors, connection) -> cursors.add(JdbcCursor.open(connection, mapper, sql, arguments)));
    }

    private <T> List<T> all(JdbcCursor.Mapper<T> mapper, String sql, Object... arguments) {
        List<T> rows = new ArrayList<>();
        try (RowCursor<T> cursor = stream(mapper, sql, arguments)) {
            cursor.forEachRemaining(rows::add);
        }
        return rows;
    }

    private <T> Optional<T> one(JdbcCursor.Mapper<T> mapper, String sql, Object... arguments) {
        @Nullable T found = null;
        try (RowCursor<T> cursor = stream(mapper, sql, arguments)) {
            if (cursor.hasNext()) {
                found = cursor.next();
            }
        }
        return Optional.ofNullable(found);
    }
}
