package io.lakeshift.catalog.postgres;

import io.lakeshift.catalog.Authority;
import io.lakeshift.catalog.TableState;
import io.lakeshift.catalog.store.ImportBatch;
import io.lakeshift.catalog.store.ImportSession;
import io.lakeshift.catalog.store.ImportTotals;
import io.lakeshift.catalog.store.ImportedContent;
import io.lakeshift.catalog.store.SliceEnd;
import io.lakeshift.catalog.store.SliceRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes over the one connection that holds the import lock; run and status records go through the pool. */
final class PostgresImportSession implements ImportSession {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresImportSession.class);

    private final Jdbi pool;
    private final Handle handle;
    private final ImportRun run;
    private final UUID tableId;
    private final SliceWriter writer;
    private Optional<TableState> table;
    private boolean writing;
    private boolean finished;

    PostgresImportSession(
            Connection connection, Jdbi pool, ImportRun run, UUID tableId, Optional<TableState> registered)
            throws SQLException {
        this.pool = pool;
        this.run = run;
        this.tableId = tableId;
        this.table = registered;
        this.handle = Jdbi.create(() -> connection).open();
        this.writer = new SliceWriter(handle, tableId, run.alias());
        writer.prepareConnection();
    }

    @Override
    public UUID tableId() {
        return tableId;
    }

    @Override
    public String alias() {
        return run.alias();
    }

    @Override
    public Optional<TableState> table() {
        return table;
    }

    @Override
    public Optional<ImportedContent> newestContent(long oldest) {
        return guarded(
                "looking at imported versions",
                () -> handle.createQuery("""
                        SELECT version, encode(content_sha256, 'hex') AS sha256 FROM dl_table_versions
                        WHERE table_id = :table AND version >= :oldest AND origin = 'commit'
                          AND content_sha256 IS NOT NULL
                        ORDER BY version DESC LIMIT 1""")
                        .bind("table", tableId)
                        .bind("oldest", oldest)
                        .map((row, context) -> new ImportedContent(row.getLong("version"), row.getString("sha256")))
                        .findOne());
    }

    @Override
    public ImportBatch newBatch() {
        return new PostgresImportBatch(tableId, run.alias());
    }

    @Override
    public void startBaseline(long version) {
        guarded("beginning at a checkpoint", () -> {
            begin();
            writer.startBaseline(version, headVersion() >= 0);
            return version;
        });
    }

    @Override
    public void write(ImportBatch batch) {
        guarded("writing rows", () -> {
            begin();
            writer.write((PostgresImportBatch) batch);
            return batch;
        });
    }

    @Override
    public SliceRows commitSlice(SliceEnd end) {
        SliceRows written = guarded("making version " + end.version() + " durable", () -> {
            begin();
            SliceRows rows = writer.finish(end, headVersion());
            lockTable();
            updateTable(end);
            moveHead(end.version());
            run.progressed(handle, end.version(), end.totals(), rows.files());
            handle.commit();
            return rows;
        });
        writing = false;
        table = guarded("looking at the table", () -> PostgresTableRegistry.findById(handle, tableId));
        return written;
    }

    @Override
    public void rollbackSlice() {
        if (writing) {
            guarded("rolling back", handle::rollback);
            writer.forget();
            writing = false;
        }
    }

    @Override
    public long activeFiles() {
        return guarded(
                "counting files",
                () -> handle.createQuery(
                                "SELECT count(*) FROM dl_add_files WHERE table_id = :table AND removed_version IS NULL")
                        .bind("table", tableId)
                        .mapTo(Long.class)
                        .one());
    }

    @Override
    public void complete(ImportTotals totals) {
        finished = true;
        guarded(
                "recording the run",
                () -> pool.inTransaction(records -> {
                    run.complete(records, totals);
                    return totals;
                }));
    }

    @Override
    public void fail(ImportTotals totals, String message) {
        finished = true;
        guarded(
                "recording the run",
                () -> pool.inTransaction(records -> {
                    run.fail(records, totals, message);
                    return totals;
                }));
    }

    @Override
    public void close() {
        try {
            if (!finished) {
                ImportTotals nothing = new ImportTotals(
                        OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), 0, Optional.empty());
                fail(nothing, "The import was abandoned.");
            }
        } finally {
            release();
        }
    }

    private void release() {
        try (handle) {
            if (handle.isInTransaction()) {
                handle.rollback();
            }
            // The server notices a closed connection a little later than the next import may begin.
            handle.execute("SELECT pg_advisory_unlock_all()");
        } catch (JdbiException e) {
            LOG.debug("The import's connection is gone, and its lock with it; table={}", run.alias(), e);
        }
    }

    private void begin() {
        if (!writing) {
            handle.begin();
            writing = true;
            if (table.isEmpty()) {
                register();
            }
        }
    }

    /** Protocol versions follow with the slice's end. Another table may have taken the name since it was looked up. */
    private void register() {
        int registered = handle.createUpdate("""
                        INSERT INTO dl_tables (table_id, name, location, log_location, protocol_min_reader,
                                               protocol_min_writer, import_mode)
                        VALUES (:table, :name, :location, :log, 0, 0, :mode)
                        ON CONFLICT (name) DO NOTHING""")
                .bind("table", tableId)
                .bind("name", run.alias())
                .bind("location", run.target().location())
                .bind("log", run.target().logLocation())
                .bind("mode", run.target().mode())
                .execute();
        if (registered == 0) {
            throw PostgresErrors.aliasTaken(run.alias(), "another location");
        }
        handle.createUpdate(
                        "INSERT INTO dl_table_heads (table_id, current_version, published_version) VALUES (:table, -1, -1)")
                .bind("table", tableId)
                .execute();
    }

    /** Waits for, and keeps out, whoever changes the table's authority. */
    private void lockTable() {
        String authority = handle.createQuery(
                        "SELECT authority FROM dl_tables WHERE table_id = :table FOR NO KEY UPDATE")
                .bind("table", tableId)
                .mapTo(String.class)
                .findOne()
                .orElseThrow(() -> PostgresErrors.headMoved(run.alias(), headVersion()));
        if (Authority.of(authority) != Authority.FILES) {
            throw PostgresErrors.headMoved(run.alias(), headVersion());
        }
    }

    private void updateTable(SliceEnd end) {
        end.protocol()
                .ifPresent(protocol -> handle.createUpdate("""
                                UPDATE dl_tables SET protocol_min_reader = :reader, protocol_min_writer = :writer
                                WHERE table_id = :table""")
                        .bind("table", tableId)
                        .bind("reader", protocol.minReaderVersion())
                        .bind("writer", protocol.minWriterVersion())
                        .execute());
        end.metadata()
                .ifPresent(metadata -> handle.createUpdate("""
                                UPDATE dl_tables
                                SET delta_table_id = :id, properties = coalesce(try_jsonb(:configuration), '{}')
                                WHERE table_id = :table""")
                        .bind("table", tableId)
                        .bind("id", metadata.deltaTableId().orElse(null))
                        .bind("configuration", metadata.configuration().orElse(null))
                        .execute());
        end.baseline()
                .ifPresent(version -> handle.createUpdate(
                                "UPDATE dl_tables SET baseline_version = :version WHERE table_id = :table")
                        .bind("table", tableId)
                        .bind("version", version)
                        .execute());
    }

    private void moveHead(long version) {
        int moved = handle.createUpdate("""
                        UPDATE dl_table_heads
                        SET current_version = :version, published_version = :version, updated_at = now()
                        WHERE table_id = :table AND current_version = :expected""")
                .bind("table", tableId)
                .bind("version", version)
                .bind("expected", headVersion())
                .execute();
        if (moved == 0) {
            throw PostgresErrors.headMoved(run.alias(), headVersion());
        }
    }

    private long headVersion() {
        return table.map(TableState::currentVersion).orElse(-1L);
    }

    private interface Work<T> {
        T run() throws SQLException;
    }

    private <T> T guarded(String doing, Work<T> work) {
        try {
            return work.run();
        } catch (SQLException | JdbiException e) {
            throw PostgresErrors.translate(doing, e);
        }
    }
}
