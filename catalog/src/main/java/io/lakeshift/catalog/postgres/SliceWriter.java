package io.lakeshift.catalog.postgres;

import io.lakeshift.catalog.store.SliceEnd;
import io.lakeshift.catalog.store.SliceRows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Writes the rows of one open transaction. */
final class SliceWriter {
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String LIVE_INDEX = "dl_add_files_live";
    private static final String STAGED = "lakeshift_staged_files";
    private static final long NO_BASELINE = -1;

    private final Handle handle;
    private final UUID table;
    private final String alias;
    private long baseline = NO_BASELINE;
    private boolean staging;
    private long actions;
    private long files;

    SliceWriter(Handle handle, UUID table, String alias) {
        this.handle = handle;
        this.table = table;
        this.alias = alias;
    }

    void prepareConnection() throws SQLException {
        // Slices may be lost together by a crash of the server, newest first; the run's own record, written last and
        // synchronously, makes them all durable. Ends of files are looked up by index: the planner knows nothing yet of
        // a table that is being filled, and one scan per batch would make the import quadratic.
        handle.execute("SET synchronous_commit = off");
        handle.execute("SET enable_seqscan = off");
        handle.execute("SET enable_hashjoin = off");
        handle.execute("SET enable_mergejoin = off");
        handle.execute("SET jit = off");
    }

    void startBaseline(long version, boolean replacing) {
        baseline = version;
        staging = replacing;
        if (replacing) {
            handle.execute("CREATE TEMPORARY TABLE " + STAGED + " (LIKE dl_add_files) ON COMMIT DROP");
        }
    }

    void write(PostgresImportBatch batch) throws SQLException {
        for (Map.Entry<CopyTarget, CopyBuffer> entry : batch.buffers().entrySet()) {
            if (entry.getKey() != CopyTarget.ADD && entry.getValue().size() > 0) {
                count(entry.getKey(), copy(entry.getKey(), entry.getValue()));
            }
        }
        if (baseline == NO_BASELINE) {
            endFiles(batch.removedEarlier());
        }
        copyAdds(batch);
    }

    /**
     * Completes what can only be done when all rows are there, and sees that they are.
     *
     * @param headBefore newest version that was there before this transaction
     */
    SliceRows finish(SliceEnd end, long headBefore) {
        if (staging) {
            mergeStaged();
        }
        long versions = versionsIn(headBefore, end.version());
        if (versions != end.versions() || actions != end.actions()) {
            throw PostgresErrors.rowsMissing(alias, end, versions, actions);
        }
        SliceRows written = new SliceRows(versions, files);
        forget();
        return written;
    }

    void forget() {
        baseline = NO_BASELINE;
        staging = false;
        actions = 0;
        files = 0;
    }

    private long versionsIn(long after, long upTo) {
        return handle.createQuery("""
                        SELECT count(*) FROM dl_table_versions
                        WHERE table_id = :table AND version > :after AND version <= :upTo""")
                .bind("table", table)
                .bind("after", after)
                .bind("upTo", upTo)
                .mapTo(Long.class)
                .one();
    }

    private void count(CopyTarget target, long rows) {
        if (target != CopyTarget.VERSIONS) {
            actions += rows;
        }
        if (target == CopyTarget.ADD || target == CopyTarget.REMOVE || target == CopyTarget.CDC) {
            files += rows;
        }
    }

    private long copy(CopyTarget target, CopyBuffer rows) throws SQLException {
        try (CopyWriter writer = new CopyWriter(connection(), target.copy())) {
            writer.write(rows);
            return writer.finish();
        } catch (PSQLException e) {
            throw withDuplicateNamed(e);
        }
    }

    private void copyAdds(PostgresImportBatch batch) throws SQLException {
        if (!batch.buffers().containsKey(CopyTarget.ADD)) {
            return;
        }
        Savepoint savepoint = connection().setSavepoint();
        long rows;
        try {
            rows = copyAddsOnce(batch);
        } catch (PSQLException e) {
            if (staging || baseline != NO_BASELINE || !LIVE_INDEX.equals(constraint(e))) {
                throw withDuplicateNamed(e);
            }
            // A commit adds a file again that is live, say with new stats. That is rare, so only now is it looked for.
            connection().rollback(savepoint);
            endFiles(batch.replacedEarlier());
            try {
                rows = copyAddsOnce(batch);
            } catch (PSQLException again) {
                throw withDuplicateNamed(again);
            }
        }
        count(CopyTarget.ADD, rows);
        connection().releaseSavepoint(savepoint);
    }

    private long copyAddsOnce(PostgresImportBatch batch) throws SQLException {
        String sql = staging ? CopyTarget.ADD.copyInto(STAGED) : CopyTarget.ADD.copy();
        try (CopyWriter writer = new CopyWriter(connection(), sql)) {
            batch.addRows(writer::write);
            return writer.finish();
        }
    }

    private void endFiles(FileEnds ends) throws SQLException {
        if (ends.isEmpty()) {
            return;
        }
        // One lookup of the live row per ended file. As a plain join, the planner, which knows nothing of a table that
        // is
        // being filled, reads every live row for every ended file.
        try (PreparedStatement update = connection().prepareStatement("""
                UPDATE dl_add_files a SET removed_version = ended.version
                FROM (SELECT live.place, r.version
                      FROM unnest(?::text[], ?::text[], ?::bigint[]) AS r (path, dv_id, version)
                      CROSS JOIN LATERAL (
                          SELECT l.ctid AS place FROM dl_add_files l
                          WHERE l.table_id = ? AND l.path = r.path AND l.dv_id = r.dv_id AND l.removed_version IS NULL
                          LIMIT 1) live) ended
                WHERE a.ctid = ended.place""")) {
            update.setArray(1, connection().createArrayOf("text", ends.paths()));
            update.setArray(2, connection().createArrayOf("text", ends.dvIds()));
            update.setArray(3, connection().createArrayOf("bigint", ends.versions()));
            update.setObject(4, table);
            update.executeUpdate();
        }
    }

    private void mergeStaged() {
        // Two large sets meet here once, of which the planner is told.
        handle.execute("SET LOCAL enable_hashjoin = on");
        handle.execute("SET LOCAL enable_seqscan = on");
        handle.execute("ANALYZE " + STAGED);
        handle.createUpdate("UPDATE dl_add_files a SET removed_version = :version"
                        + " WHERE a.table_id = :table AND a.removed_version IS NULL AND NOT EXISTS (SELECT FROM "
                        + STAGED + " s WHERE s.path = a.path AND s.dv_id = a.dv_id)")
                .bind("table", table)
                .bind("version", baseline)
                .execute();
        handle.createUpdate("INSERT INTO dl_add_files (" + CopyTarget.ADD.columns() + ") SELECT "
                        + CopyTarget.ADD.columns() + " FROM " + STAGED
                        + " s WHERE NOT EXISTS (SELECT FROM dl_add_files a WHERE a.table_id = :table"
                        + " AND a.removed_version IS NULL AND a.path = s.path AND a.dv_id = s.dv_id)")
                .bind("table", table)
                .execute();
    }

    private Connection connection() {
        return handle.getConnection();
    }

    private static String constraint(PSQLException e) {
        ServerErrorMessage message = e.getServerErrorMessage();
        return UNIQUE_VIOLATION.equals(e.getSQLState()) && message != null
                ? Objects.requireNonNullElse(message.getConstraint(), "")
                : "";
    }

    private RuntimeException withDuplicateNamed(PSQLException e) {
        ServerErrorMessage message = e.getServerErrorMessage();
        if (!UNIQUE_VIOLATION.equals(e.getSQLState()) || message == null) {
            return PostgresErrors.translate("writing rows", e);
        }
        String detail = Objects.requireNonNullElse(message.getDetail(), Objects.requireNonNull(message.getTable()));
        return PostgresErrors.duplicateAction(alias, detail);
    }
}
