package io.lakeshift.catalog.postgres;

import io.lakeshift.catalog.store.ImportTarget;
import io.lakeshift.catalog.store.ImportTotals;
import java.util.OptionalLong;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code dl_import_runs} and, where the alias is this table's, the row of {@code migration_status} that goes
 * with it.
 */
record ImportRun(UUID runId, ImportTarget target, @Nullable UUID tableId, String alias, boolean ownsStatus) {
    /** Begins the run. Whoever calls holds the import lock, so a run that still says running has died. */
    void begin(Handle handle) {
        handle.createUpdate("""
                        UPDATE dl_import_runs
                        SET status = 'failed', finished_at = now(), error_message = 'interrupted: its process ended'
                        WHERE location = :location AND status = 'running'""").bind("location", target.location()).execute();
        handle.createUpdate("""
                        INSERT INTO dl_import_runs (run_id, table_id, alias, location, mode, status)
                        VALUES (:run, CAST(:table AS UUID), :alias, :location, :mode, 'running')""")
                .bind("run", runId)
                .bind("table", tableId)
                .bind("alias", alias)
                .bind("location", target.location())
                .bind("mode", target.mode())
                .execute();
        if (ownsStatus) {
            beginStatus(handle);
        }
    }

    /** A migration that goes on after a failure keeps the time at which it first started. */
    private void beginStatus(Handle handle) {
        handle.createUpdate("""
                        INSERT INTO migration_status AS m (table_id, status, started_at)
                        VALUES (:alias, 'running', now())
                        ON CONFLICT (table_id) DO UPDATE
                        SET status = 'running', completed_at = NULL, error_message = NULL,
                            started_at = CASE WHEN m.status = 'completed' OR m.started_at IS NULL
                                              THEN excluded.started_at ELSE m.started_at END""").bind("alias", alias).execute();
    }

    /** Part of a slice's transaction. */
    void progressed(Handle handle, long version, ImportTotals totals, long filesOfSlice) {
        handle.createUpdate("""
                        UPDATE dl_import_runs
                        SET checkpoint_version = :checkpoint, start_version = :start, end_version = :end,
                            files_processed = :files
                        WHERE run_id = :run""")
                .bind("run", runId)
                .bind("checkpoint", nullable(totals.checkpointVersion()))
                .bind("start", nullable(totals.startVersion()))
                .bind("end", version)
                .bind("files", totals.filesProcessed())
                .execute();
        handle.createUpdate("""
                        UPDATE migration_status SET version = :version, files_processed = files_processed + :files
                        WHERE table_id = :alias""")
                .bind("alias", alias)
                .bind("version", version)
                .bind("files", filesOfSlice)
                .execute();
    }

    void complete(Handle handle, ImportTotals totals) {
        finish(handle, totals, "completed", null);
    }

    void fail(Handle handle, ImportTotals totals, String message) {
        finish(handle, totals, "failed", message);
    }

    private void finish(Handle handle, ImportTotals totals, String status, @Nullable String message) {
        handle.createUpdate("""
                        UPDATE dl_import_runs
                        SET status = :status, finished_at = now(), checkpoint_version = :checkpoint,
                            start_version = :start, end_version = :end, files_processed = :files,
                            summary = try_jsonb(:summary), error_message = :message
                        WHERE run_id = :run""")
                .bind("run", runId)
                .bind("status", status)
                .bind("checkpoint", nullable(totals.checkpointVersion()))
                .bind("start", nullable(totals.startVersion()))
                .bind("end", nullable(totals.endVersion()))
                .bind("files", totals.filesProcessed())
                .bind("summary", totals.summary().orElse(null))
                .bind("message", message)
                .execute();
        if (ownsStatus) {
            handle.createUpdate("""
                            UPDATE migration_status
                            SET status = :status, completed_at = now(), error_message = :message,
                                version = coalesce((SELECT h.current_version
                                                    FROM dl_tables t JOIN dl_table_heads h USING (table_id)
                                                    WHERE t.name = :alias), version)
                            WHERE table_id = :alias""")
                    .bind("alias", alias)
                    .bind("status", status)
                    .bind("message", message)
                    .execute();
        }
    }

    private static @Nullable Long nullable(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }
}
