package io.lakeshift.catalog.postgres;

import io.lakeshift.catalog.commit.CommitErrors;
import io.lakeshift.catalog.store.ActionRow;
import io.lakeshift.catalog.store.CheckedCommit;
import io.lakeshift.catalog.store.ProposedCommit;
import io.lakeshift.catalog.store.TableHead;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Inserts what one ratified commit adds to the catalog, in the transaction that moves the head. */
final class RatifiedRows {
    private final Handle handle;
    private final TableHead head;

    RatifiedRows(Handle handle, TableHead head) {
        this.handle = handle;
        this.head = head;
    }

    /** Whether the version that a commit asks for is this very commit. */
    static boolean isRepeated(Handle handle, ProposedCommit commit) {
        return handle.createQuery("""
                        SELECT txn_id, content_sha256 FROM dl_table_versions
                        WHERE table_id = :table AND version = :version AND origin = 'ratified'""")
                .bind("table", commit.tableId())
                .bind("version", commit.version())
                .map((row, context) -> {
                    String txnId = row.getString("txn_id");
                    return txnId != null && commit.txnId().isPresent()
                            ? txnId.equals(commit.txnId().get())
                            : Arrays.equals(
                                    row.getBytes("content_sha256"),
                                    commit.body().sha256());
                })
                .findOne()
                .orElse(false);
    }

    void insert(CheckedCommit commit) {
        requireNewTransaction(commit);
        moveHead(commit);
        insertVersion(commit);
        try {
            new ActionWriter(handle.getConnection(), commit.tableId()).write(commit.actions());
        } catch (SQLException e) {
            throw PostgresErrors.translate("ratifying a commit", e);
        }
        for (ActionRow action : commit.actions()) {
            updateTable(commit.tableId(), action);
        }
        handle.createUpdate(
                        "INSERT INTO dl_mirror_status (table_id, version, status) VALUES (:table, :version, 'PENDING')")
                .bind("table", commit.tableId())
                .bind("version", commit.version())
                .execute();
        // Heard only once the transaction has committed.
        handle.createQuery("SELECT pg_notify('lakeshift_ratified', :table)::text")
                .bind("table", commit.tableId().toString())
                .mapTo(String.class)
                .list();
    }

    /** One transaction is one version: an engine that lost the answer and tried the next version must not write twice. */
    private void requireNewTransaction(CheckedCommit commit) {
        if (commit.txnId().isEmpty()) {
            return;
        }
        Optional<Long> taken = handle.createQuery("""
                        SELECT version FROM dl_table_versions
                        WHERE table_id = :table AND txn_id = :txn AND origin = 'ratified'""")
                .bind("table", commit.tableId())
                .bind("txn", commit.txnId().get())
                .mapTo(Long.class)
                .findOne();
        if (taken.isPresent()) {
            throw CommitErrors.transactionTaken(head.alias(), commit.txnId().get(), taken.get());
        }
    }

    private void moveHead(CheckedCommit commit) {
        int moved = handle.createUpdate("""
                        UPDATE dl_table_heads SET current_version = :version, updated_at = now()
                        WHERE table_id = :table AND current_version = :version - 1""")
                .bind("table", commit.tableId())
                .bind("version", commit.version())
                .execute();
        if (moved != 1) {
            throw CommitErrors.conflict(head.alias(), commit.version(), head.currentVersion());
        }
    }

    private void insertVersion(CheckedCommit commit) {
        Optional<CheckedCommit.CommitFacts> facts = commit.facts();
        handle.createUpdate("""
                        INSERT INTO dl_table_versions (table_id, version, committed_at, committer, operation,
                            operation_params, commit_info, commit_info_position, in_commit_timestamp, txn_id, origin,
                            content_sha256, body)
                        VALUES (:table, :version, :committedAt, :committer, :operation, try_jsonb(:params), :info, :position,
                            CAST(:inCommit AS bigint), :txn, 'ratified', :sha, :body)""")
                .bind("table", commit.tableId())
                .bind("version", commit.version())
                .bind("committedAt", committedAt(facts))
                .bind(
                        "committer",
                        facts.flatMap(CheckedCommit.CommitFacts::committer).orElse(null))
                .bind(
                        "operation",
                        facts.flatMap(CheckedCommit.CommitFacts::operation).orElse(null))
                .bind(
                        "params",
                        facts.flatMap(CheckedCommit.CommitFacts::operationParameters)
                                .orElse(null))
                .bind("info", facts.map(CheckedCommit.CommitFacts::json).orElse(null))
                .bind("position", facts.map(CheckedCommit.CommitFacts::position).orElse(null))
                .bind(
                        "inCommit",
                        facts.flatMap(CheckedCommit.CommitFacts::inCommitTimestamp)
                                .orElse(null))
                .bind("txn", commit.txnId().orElse(null))
                .bind("sha", commit.body().sha256())
                .bind("body", commit.body().bytes())
                .execute();
    }

    /** Its in-commit timestamp, else the database's clock; always later than the version before, as time travel needs. */
    private OffsetDateTime committedAt(Optional<CheckedCommit.CommitFacts> facts) {
        return handle.createQuery("""
                        SELECT greatest(
                            coalesce(to_timestamp(CAST(:inCommit AS bigint) / 1000.0), date_trunc('milliseconds', now())),
                            (SELECT date_trunc('milliseconds', committed_at) + interval '1 millisecond'
                             FROM dl_table_versions WHERE table_id = :table AND version = :head))""")
                .bind("table", head.tableId())
                .bind("head", head.currentVersion())
                .bind(
                        "inCommit",
                        facts.flatMap(CheckedCommit.CommitFacts::inCommitTimestamp)
                                .orElse(null))
                .mapTo(OffsetDateTime.class)
                .one();
    }

    private void updateTable(UUID tableId, ActionRow action) {
        if (action instanceof ActionRow.Protocol protocol) {
            handle.createUpdate("""
                            UPDATE dl_tables SET protocol_min_reader = :reader, protocol_min_writer = :writer
                            WHERE table_id = :table""")
                    .bind("table", tableId)
                    .bind("reader", protocol.minReaderVersion())
                    .bind("writer", protocol.minWriterVersion())
                    .execute();
        } else if (action instanceof ActionRow.MetaData metaData) {
            handle.createUpdate("""
                            UPDATE dl_tables SET properties = coalesce(try_jsonb(:properties), '{}'), delta_table_id = :id
                            WHERE table_id = :table""")
                    .bind("table", tableId)
                    .bind("properties", metaData.configuration())
                    .bind("id", metaData.id())
                    .execute();
        }
    }
}
