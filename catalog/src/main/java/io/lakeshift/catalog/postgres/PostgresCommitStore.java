package io.lakeshift.catalog.postgres;

import io.lakeshift.catalog.Authority;
import io.lakeshift.catalog.commit.CommitErrors;
import io.lakeshift.catalog.commit.RatifiedCommit;
import io.lakeshift.catalog.store.CommitStore;
import io.lakeshift.catalog.store.ProposedCommit;
import io.lakeshift.catalog.store.RatifiedVersion;
import io.lakeshift.catalog.store.TableHead;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

final class PostgresCommitStore implements CommitStore {
    private static final int LOCK_WAIT_SECONDS = 30;

    private final DataSource direct;
    private final Jdbi jdbi;

    PostgresCommitStore(DataSource direct, Jdbi jdbi) {
        this.direct = direct;
        this.jdbi = jdbi;
    }

    @Override
    public TableHead head(UUID tableId) {
        return inTransaction("reading a table's head", handle -> PostgresHeads.read(handle, tableId));
    }

    @Override
    public List<RatifiedCommit> ratify(List<? extends ProposedCommit> commits) {
        // One order for everybody: two requests for the same tables never wait for each other in a circle.
        List<? extends ProposedCommit> ordered = commits.stream()
                .sorted(Comparator.comparing(commit -> commit.tableId().toString()))
                .toList();
        return inTransaction("ratifying a commit", handle -> {
            Map<UUID, RatifiedCommit> done = new HashMap<>();
            for (ProposedCommit commit : ordered) {
                done.put(commit.tableId(), ratify(handle, commit));
            }
            return commits.stream()
                    .map(commit -> Objects.requireNonNull(done.get(commit.tableId())))
                    .toList();
        });
    }

    private static RatifiedCommit ratify(Handle handle, ProposedCommit commit) {
        TableHead head = PostgresHeads.lock(handle, commit.tableId());
        if (commit.version() <= head.currentVersion()) {
            if (RatifiedRows.isRepeated(handle, commit)) {
                return new RatifiedCommit(commit.tableId(), commit.version(), true);
            }
            throw CommitErrors.conflict(head.alias(), commit.version(), head.currentVersion());
        }
        if (head.authority() != Authority.SQL) {
            throw CommitErrors.notSqlBacked(head.alias(), head.authority());
        }
        if (commit.version() != head.currentVersion() + 1) {
            throw CommitErrors.gap(head.alias(), commit.version(), head.currentVersion());
        }
        new RatifiedRows(handle, head).insert(commit.judge(head));
        return new RatifiedCommit(commit.tableId(), commit.version(), false);
    }

    @Override
    public Optional<RatifiedVersion> ratified(UUID tableId, long version) {
        return ratified(tableId, version, version).stream().findFirst();
    }

    @Override
    public List<RatifiedVersion> ratifiedFrom(UUID tableId, long version) {
        return ratified(tableId, version, Long.MAX_VALUE);
    }

    private List<RatifiedVersion> ratified(UUID tableId, long from, long to) {
        return inTransaction(
                "listing ratified versions",
                handle -> handle.createQuery("""
                        SELECT version, committed_at, octet_length(body) AS size FROM dl_table_versions
                        WHERE table_id = :table AND version BETWEEN :from AND :to AND body IS NOT NULL ORDER BY version""")
                        .bind("table", tableId)
                        .bind("from", from)
                        .bind("to", to)
                        .map((row, context) -> new RatifiedVersion(
                                row.getLong("version"),
                                row.getObject("committed_at", OffsetDateTime.class)
                                        .toInstant(),
                                row.getLong("size")))
                        .list());
    }

    @Override
    public boolean takeAuthority(UUID tableId, long version, Optional<RaisedFence> fence) {
        return inTransaction("taking over a table's commits", handle -> {
            TableHead head = PostgresHeads.lock(handle, tableId);
            if (head.authority() != Authority.FILES || head.currentVersion() != version) {
                return false;
            }
            handle.createUpdate("""
                            UPDATE dl_tables SET authority = 'sql', fence_version = :fence, fence_restore = :restore
                            WHERE table_id = :table""")
                    .bind("table", tableId)
                    .bind("fence", fence.map(RaisedFence::version).orElse(null))
                    .bind(
                            "restore",
                            fence.map(raised -> raised.restore().json()).orElse(null))
                    .execute();
            handle.createUpdate("""
                            UPDATE dl_table_heads SET published_version = current_version, updated_at = now()
                            WHERE table_id = :table""").bind("table", tableId).execute();
            return true;
        });
    }

    @Override
    public void startDraining(UUID tableId) {
        change(tableId, "authority = 'draining'", Authority.SQL);
    }

    @Override
    public void resumeRatifying(UUID tableId) {
        change(tableId, "authority = 'sql'", Authority.DRAINING);
    }

    @Override
    public void releaseAuthority(UUID tableId) {
        change(tableId, "authority = 'files', fence_version = NULL, fence_restore = NULL", Authority.DRAINING);
    }

    private void change(UUID tableId, String assignments, Authority from) {
        inTransaction("changing a table's authority", handle -> {
            // The lock waits for a commit that is being ratified; the next one sees the new authority.
            PostgresHeads.lock(handle, tableId);
            return handle.createUpdate(
                            "UPDATE dl_tables SET " + assignments + " WHERE table_id = :table AND authority = :from")
                    .bind("table", tableId)
                    .bind("from", from.label())
                    .execute();
        });
    }

    @Override
    public <T> T exclusively(String kind, UUID tableId, Supplier<T> work) {
        // A connection of its own: work may take long, and takes connections from the pool itself.
        try (Connection connection = direct.getConnection();
                PreparedStatement lock =
                        connection.prepareStatement("SELECT pg_advisory_lock(hashtextextended(?, 0))")) {
            try (PreparedStatement patience =
                    connection.prepareStatement("SELECT set_config('lock_timeout', ?, false)")) {
                patience.setString(1, LOCK_WAIT_SECONDS + "s");
                patience.execute();
            }
            lock.setString(1, "lakeshift " + kind + " " + tableId);
            lock.execute();
            try {
                return work.get();
            } finally {
                unlock(connection);
            }
        } catch (SQLException e) {
            throw PostgresErrors.translate("waiting for another " + kind + " of this table", e);
        }
    }

    /** A killed process gives the lock back as well, once the server has noticed that its connection is gone. */
    private static void unlock(Connection connection) throws SQLException {
        try (PreparedStatement unlock = connection.prepareStatement("SELECT pg_advisory_unlock_all()")) {
            unlock.execute();
        }
    }

    private <T> T inTransaction(String doing, Function<Handle, T> work) {
        try {
            return jdbi.inTransaction(work::apply);
        } catch (JdbiException e) {
            throw PostgresErrors.translate(doing, e);
        }
    }
}
