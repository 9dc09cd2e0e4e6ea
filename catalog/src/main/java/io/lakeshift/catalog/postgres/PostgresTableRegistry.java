package io.lakeshift.catalog.postgres;

import io.lakeshift.catalog.Authority;
import io.lakeshift.catalog.TableState;
import io.lakeshift.catalog.store.TableRegistry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementContext;

final class PostgresTableRegistry implements TableRegistry {
    private static final String SELECT = """
            SELECT t.table_id, t.name, t.location, t.log_location, t.delta_table_id, t.authority,
                   h.current_version, h.published_version, t.baseline_version, t.fence_version
            FROM dl_tables t JOIN dl_table_heads h USING (table_id)
            """;

    private final Jdbi jdbi;

    PostgresTableRegistry(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public Optional<TableState> find(String idOrAlias) {
        return reading(handle -> find(handle, idOrAlias));
    }

    @Override
    public Optional<TableState> findByLocation(String location) {
        return reading(handle -> findByLocation(handle, location));
    }

    @Override
    public Optional<TableState> findByLog(String logLocation) {
        return reading(handle -> handle.createQuery(SELECT + "WHERE t.log_location = :log ORDER BY t.name LIMIT 1")
                .bind("log", logLocation)
                .map(PostgresTableRegistry::state)
                .findOne());
    }

    @Override
    public List<TableState> all() {
        return reading(handle -> handle.createQuery(SELECT + "ORDER BY t.name")
                .map(PostgresTableRegistry::state)
                .list());
    }

    /** An alias may look like a UUID; the table of that name goes before the table of that id. */
    static Optional<TableState> find(Handle handle, String idOrAlias) {
        Optional<TableState> byName = handle.createQuery(SELECT + "WHERE t.name = :name")
                .bind("name", idOrAlias)
                .map(PostgresTableRegistry::state)
                .findOne();
        return byName.or(() -> uuid(idOrAlias).flatMap(id -> findById(handle, id)));
    }

    static Optional<TableState> findById(Handle handle, UUID id) {
        return handle.createQuery(SELECT + "WHERE t.table_id = :id")
                .bind("id", id)
                .map(PostgresTableRegistry::state)
                .findOne();
    }

    static Optional<TableState> findByLocation(Handle handle, String location) {
        return handle.createQuery(SELECT + "WHERE t.location = :location")
                .bind("location", location)
                .map(PostgresTableRegistry::state)
                .findOne();
    }

    static Optional<UUID> uuid(String text) {
        try {
            return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private interface Reading<T> {
        T with(Handle handle);
    }

    private <T> T reading(Reading<T> reading) {
        try {
            return jdbi.withHandle(reading::with);
        } catch (JdbiException e) {
            throw PostgresErrors.translate("looking up tables", e);
        }
    }

    private static TableState state(ResultSet row, StatementContext context) throws SQLException {
        return new TableState(
                row.getObject("table_id", UUID.class),
                row.getString("name"),
                row.getString("location"),
                row.getString("log_location"),
                Optional.ofNullable(row.getString("delta_table_id")),
                Authority.of(row.getString("authority")),
                row.getLong("current_version"),
                row.getLong("published_version"),
                optionalLong(row, "baseline_version"),
                optionalLong(row, "fence_version"));
    }

    private static OptionalLong optionalLong(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
