package io.lakeshift.activities.ledger;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;

/** Created objects in PostgreSQL. */
final class PostgresCreatedObjects implements CreatedObjects {
    private static final RowMapper<CreatedObject> OBJECT = (row, context) -> new CreatedObject(
            row.getString("unit_id"),
            row.getString("kind"),
            row.getString("name"),
            Optional.ofNullable(row.getString("before")));

    private final Jdbi jdbi;
    private final Clock clock;

    PostgresCreatedObjects(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    @Override
    public void note(String migration, String unit, String kind, String name, Optional<String> before) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        INSERT INTO created_objects AS known (migration_id, unit_id, kind, name, before, noted_at)
                        VALUES (:migration, :unit, :kind, :name, :before, :now)
                        ON CONFLICT (migration_id, kind, name) DO UPDATE
                            SET unit_id = EXCLUDED.unit_id, before = EXCLUDED.before, noted_at = EXCLUDED.noted_at,
                                removed_at = NULL
                            WHERE known.removed_at IS NOT NULL""")
                .bind("migration", migration)
                .bind("unit", unit)
                .bind("kind", kind)
                .bind("name", name)
                .bind("before", before)
                .bind("now", clock.instant())
                .execute());
    }

    @Override
    public void replace(String migration, String unit, String kind, String name, Optional<String> before) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        INSERT INTO created_objects (migration_id, unit_id, kind, name, before, noted_at)
                        VALUES (:migration, :unit, :kind, :name, :before, :now)
                        ON CONFLICT (migration_id, kind, name) DO UPDATE
                            SET unit_id = EXCLUDED.unit_id, before = EXCLUDED.before, noted_at = EXCLUDED.noted_at,
                                removed_at = NULL""")
                .bind("migration", migration)
                .bind("unit", unit)
                .bind("kind", kind)
                .bind("name", name)
                .bind("before", before)
                .bind("now", clock.instant())
                .execute());
    }

    @Override
    public Optional<CreatedObject> find(String migration, String kind, String name) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT unit_id, kind, name, before FROM created_objects
                        WHERE migration_id = :migration AND kind = :kind AND name = :name AND removed_at IS NULL""")
                .bind("migration", migration)
                .bind("kind", kind)
                .bind("name", name)
                .map(OBJECT)
                .findOne());
    }

    @Override
    public List<CreatedObject> of(String migration, String kind) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT unit_id, kind, name, before FROM created_objects
                        WHERE migration_id = :migration AND kind = :kind AND removed_at IS NULL
                        ORDER BY noted_at, name""")
                .bind("migration", migration)
                .bind("kind", kind)
                .map(OBJECT)
                .list());
    }

    @Override
    public List<CreatedObject> ofAll(String kind) {
        return jdbi.withHandle(
                handle -> handle.createQuery("""
                        SELECT unit_id, kind, name, before FROM created_objects
                        WHERE kind = :kind AND removed_at IS NULL
                        ORDER BY noted_at, name""").bind("kind", kind).map(OBJECT).list());
    }

    @Override
    public List<CreatedObject> ofEveryKind(String migration) {
        return jdbi.withHandle(handle ->
                handle.createQuery("""
                        SELECT unit_id, kind, name, before FROM created_objects
                        WHERE migration_id = :migration AND removed_at IS NULL
                        ORDER BY noted_at, kind, name""").bind("migration", migration).map(OBJECT).list());
    }

    @Override
    public void removed(String migration, String kind, String name) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        UPDATE created_objects SET removed_at = :now
                        WHERE migration_id = :migration AND kind = :kind AND name = :name AND removed_at IS NULL""")
                .bind("migration", migration)
                .bind("kind", kind)
                .bind("name", name)
                .bind("now", clock.instant())
                .execute());
    }
}
