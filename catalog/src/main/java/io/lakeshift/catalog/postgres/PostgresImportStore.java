package io.lakeshift.catalog.postgres;

import io.lakeshift.catalog.CatalogError;
import io.lakeshift.catalog.CatalogException;
import io.lakeshift.catalog.TableState;
import io.lakeshift.catalog.store.ImportSession;
import io.lakeshift.catalog.store.ImportStatus;
import io.lakeshift.catalog.store.ImportStore;
import io.lakeshift.catalog.store.ImportTarget;
import io.lakeshift.catalog.store.ImportTotals;
import io.lakeshift.catalog.uri.TableLocation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

final class PostgresImportStore implements ImportStore {
    private static final ImportTotals NOTHING =
            new ImportTotals(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), 0, Optional.empty());

    private final DataSource direct;
    private final Jdbi jdbi;

    PostgresImportStore(DataSource direct, Jdbi jdbi) {
        this.direct = direct;
        this.jdbi = jdbi;
    }

    @Override
    public ImportSession start(ImportTarget target) {
        Connection connection = lock(target);
        try {
            Identity identity = jdbi.withHandle(handle -> identify(handle, target));
            ImportRun run = new ImportRun(UUID.randomUUID(), target, identity.tableId(), identity.alias(), true);
            jdbi.useTransaction(run::begin);
            return new PostgresImportSession(connection, jdbi, run, identity.tableId(), identity.registered());
        } catch (JdbiException | CatalogException | SQLException e) {
            close(connection);
            CatalogException failure = PostgresErrors.translate("starting the import of " + target.location(), e);
            recordRefusal(target, failure);
            throw failure;
        }
    }

    @Override
    public void forget(TableState table) {
        Connection lock = ImportLock.acquire(direct, table.location());
        try {
            jdbi.useTransaction(handle -> {
                int removed = handle.createUpdate("DELETE FROM dl_tables WHERE table_id = :id AND authority = 'files'")
                        .bind("id", table.tableId())
                        .execute();
                if (removed == 0
                        && PostgresTableRegistry.findById(handle, table.tableId())
                                .isPresent()) {
                    throw PostgresErrors.notForgotten(table.alias());
                }
            });
        } catch (JdbiException e) {
            throw PostgresErrors.translate("removing " + table.alias(), e);
        } finally {
            close(lock);
        }
    }

    private Connection lock(ImportTarget target) {
        try {
            return ImportLock.acquire(direct, target.location());
        } catch (CatalogException e) {
            if (e.error() == CatalogError.TABLE_BUSY) {
                recordRefusal(target, e);
            }
            throw e;
        }
    }

    @Override
    public List<ImportStatus> statuses() {
        return jdbi.withHandle(handle ->
                handle.createQuery("""
                        SELECT table_id, status, version, files_processed, started_at, completed_at, error_message
                        FROM migration_status ORDER BY table_id""").map((row, context) -> status(row)).list());
    }

    private static ImportStatus status(ResultSet row) throws SQLException {
        long version = row.getLong("version");
        boolean unknown = row.wasNull();
        return new ImportStatus(
                row.getString("table_id"),
                row.getString("status"),
                unknown ? OptionalLong.empty() : OptionalLong.of(version),
                row.getLong("files_processed"),
                instant(row, "started_at"),
                instant(row, "completed_at"),
                Optional.ofNullable(row.getString("error_message")));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    private record Identity(UUID tableId, String alias, Optional<TableState> registered) {}

    private static Identity identify(Handle handle, ImportTarget target) {
        Optional<TableState> registered = PostgresTableRegistry.findByLocation(handle, target.location());
        Optional<UUID> wantedId = target.alias().flatMap(PostgresTableRegistry::uuid);
        if (registered.isPresent()) {
            TableState table = registered.get();
            String wanted = target.alias().orElse(table.alias());
            if (!wanted.equals(table.alias()) && !wantedId.equals(Optional.of(table.tableId()))) {
                throw PostgresErrors.registeredAs(target.location(), table.alias(), wanted);
            }
            return new Identity(table.tableId(), table.alias(), registered);
        }
        String alias = wantedId.isPresent()
                ? TableLocation.leafName(target.location())
                : target.alias().orElseGet(() -> TableLocation.leafName(target.location()));
        Optional<TableState> taken = PostgresTableRegistry.find(handle, alias)
                .or(() -> wantedId.flatMap(id -> PostgresTableRegistry.findById(handle, id)));
        taken.ifPresent(other -> {
            throw PostgresErrors.aliasTaken(target.alias().orElse(alias), other.location());
        });
        return new Identity(wantedId.orElseGet(UUID::randomUUID), alias, Optional.empty());
    }

    /** Refused runs are on record too, but leave alone the status of the table whose name it is. */
    private void recordRefusal(ImportTarget target, CatalogException failure) {
        String alias = target.alias().orElseGet(() -> TableLocation.leafName(target.location()));
        ImportRun run = new ImportRun(UUID.randomUUID(), target, null, alias, false);
        try {
            jdbi.useTransaction(handle -> {
                run.begin(handle);
                run.fail(handle, NOTHING, String.valueOf(failure.getMessage()));
            });
        } catch (JdbiException e) {
            failure.addSuppressed(e);
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw PostgresErrors.translate("closing a connection", e);
        }
    }
}
