package io.lakeshift.catalog.postgres;

import io.lakeshift.catalog.store.CommitWatch;
import io.lakeshift.catalog.store.PublishStore;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

final class PostgresPublishStore implements PublishStore {
    private final DataSource direct;
    private final Jdbi jdbi;

    PostgresPublishStore(DataSource direct, Jdbi jdbi) {
        this.direct = direct;
        this.jdbi = jdbi;
    }

    @Override
    public CommitWatch watch() {
        return PostgresCommitWatch.open(direct);
    }

    @Override
    public void published(UUID tableId, long version) {
        using("recording a published version", handle -> {
            upsert(handle, tableId, version, "PUBLISHED", """
                    status = 'PUBLISHED', published_at = coalesce(s.published_at, now()), error_message = NULL,
                    attempts = s.attempts + CASE WHEN s.status = 'PUBLISHED' THEN 0 ELSE 1 END""");
            handle.createUpdate("""
                            UPDATE dl_table_heads SET published_version = :version, updated_at = now()
                            WHERE table_id = :table AND published_version = :version - 1""")
                    .bind("table", tableId)
                    .bind("version", version)
                    .execute();
        });
    }

    @Override
    public void failed(UUID tableId, long version, String problem) {
        using(
                "recording a failed version",
                handle -> handle.createUpdate("""
                        UPDATE dl_mirror_status
                        SET status = 'FAILED', attempts = attempts + 1, error_message = :problem
                        WHERE table_id = :table AND version = :version AND status <> 'PUBLISHED'""")
                        .bind("table", tableId)
                        .bind("version", version)
                        .bind("problem", problem)
                        .execute());
    }

    @Override
    public void checkpointed(UUID tableId, long version) {
        using("recording a checkpoint", handle -> upsert(handle, tableId, version, "PUBLISHED", "checkpointed = true"));
    }

    private static void upsert(Handle handle, UUID tableId, long version, String status, String assignments) {
        handle.createUpdate("""
                        INSERT INTO dl_mirror_status AS s (table_id, version, status, attempts, published_at, checkpointed)
                        VALUES (:table, :version, :status, 1, now(), :checkpointed)
                        ON CONFLICT (table_id, version) DO UPDATE SET """ + " " + assignments)
                .bind("table", tableId)
                .bind("version", version)
                .bind("status", status)
                .bind("checkpointed", assignments.startsWith("checkpointed"))
                .execute();
    }

    @Override
    public OptionalLong newestCheckpoint(UUID tableId) {
        return jdbi.withHandle(handle -> handle.createQuery(
                                "SELECT max(version) FROM dl_mirror_status WHERE table_id = :table AND checkpointed")
                        .bind("table", tableId)
                        .mapTo(Long.class)
                        .findOne())
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    @Override
    public Optional<Instant> oldestUnpublished(UUID tableId) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT min(ratified_at) FROM dl_mirror_status
                        WHERE table_id = :table AND status <> 'PUBLISHED'""")
                .bind("table", tableId)
                .mapTo(OffsetDateTime.class)
                .findOne()
                .map(OffsetDateTime::toInstant));
    }

    @Override
    public Optional<Instant> ratifiedAt(UUID tableId, long version) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT ratified_at FROM dl_mirror_status WHERE table_id = :table AND version = :version")
                .bind("table", tableId)
                .bind("version", version)
                .mapTo(OffsetDateTime.class)
                .findOne()
                .map(OffsetDateTime::toInstant));
    }

    @Override
    public List<UUID> waiting() {
        return jdbi.withHandle(
                handle -> handle.createQuery("""
                        SELECT DISTINCT table_id FROM dl_mirror_status WHERE status <> 'PUBLISHED' ORDER BY table_id""").mapTo(UUID.class).list());
    }

    private void using(String doing, HandleConsumer<RuntimeException> work) {
        try {
            jdbi.useTransaction(work);
        } catch (JdbiException e) {
            throw PostgresErrors.translate(doing, e);
        }
    }
}
