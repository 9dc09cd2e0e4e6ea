package io.lakeshift.catalog.postgres;

import io.lakeshift.catalog.store.ValidationStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

final class PostgresValidationStore implements ValidationStore {
    private final Jdbi jdbi;

    PostgresValidationStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public Optional<Proof> find(UUID tableId) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT from_version, version, digest, validated_at
                        FROM dl_validations WHERE table_id = :table""")
                .bind("table", tableId)
                .map((row, context) -> proof(row))
                .findOne());
    }

    private static Proof proof(ResultSet row) throws SQLException {
        return new Proof(
                row.getLong("from_version"),
                row.getLong("version"),
                row.getString("digest"),
                row.getObject("validated_at", OffsetDateTime.class).toInstant());
    }

    @Override
    public void record(UUID tableId, Proof proof) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        INSERT INTO dl_validations (table_id, from_version, version, digest, validated_at)
                        VALUES (:table, :from, :version, :digest, :at)
                        ON CONFLICT (table_id) DO UPDATE
                        SET from_version = excluded.from_version, version = excluded.version,
                            digest = excluded.digest, validated_at = excluded.validated_at""")
                .bind("table", tableId)
                .bind("from", proof.fromVersion())
                .bind("version", proof.version())
                .bind("digest", proof.digest())
                .bind("at", proof.validatedAt().atOffset(ZoneOffset.UTC))
                .execute());
    }

    @Override
    public void forget(UUID tableId) {
        jdbi.useHandle(handle -> handle.createUpdate("DELETE FROM dl_validations WHERE table_id = :table")
                .bind("table", tableId)
                .execute());
    }
}
