package io.lakeshift.activities.audit;

import io.lakeshift.activities.audit.AuditVerification.Break;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/** The chain in PostgreSQL. The lock on the one row of {@code audit_head} puts appends in line. */
public final class PostgresAuditChain implements AuditChain {
    private static final int FETCH_SIZE = 1_000;

    private final Jdbi jdbi;
    private final Clock clock;

    public PostgresAuditChain(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    private record Head(long sequence, String hash) {}

    @Override
    public AuditEntry append(AuditRecord event) {
        return jdbi.inTransaction(transaction -> {
            Head head = head(transaction, "SELECT sequence, hash FROM audit_head FOR UPDATE");
            Optional<AuditEntry> known = transaction
                    .createQuery("SELECT * FROM audit_entries WHERE unit_id = :unit AND event_key = :key")
                    .bind("unit", event.unit())
                    .bind("key", event.key())
                    .map((row, context) -> AuditRows.entry(row))
                    .findOne();
            if (known.isPresent()) {
                return known.get();
            }
            AuditEntry entry = AuditEntry.after(head.sequence() + 1, head.hash(), clock.instant(), event);
            AuditRows.insert(transaction, entry);
            moveHead(transaction, entry);
            return entry;
        });
    }

    private static void moveHead(Handle transaction, AuditEntry entry) {
        byte[] hash = HexFormat.of().parseHex(entry.hash());
        transaction
                .createUpdate("UPDATE audit_head SET sequence = :sequence, hash = :hash")
                .bind("sequence", entry.sequence())
                .bind("hash", hash)
                .execute();
        transaction
                .createUpdate("""
                        UPDATE migration_units SET audit_sequence = :sequence, audit_hash = :hash
                        WHERE unit_id = :unitId""")
                .bind("sequence", entry.sequence())
                .bind("hash", hash)
                .bind("unitId", entry.event().unit())
                .execute();
    }

    @Override
    public Stream<String> export(Optional<String> migrationId) {
        Handle handle = jdbi.open();
        try {
            // Without a transaction the driver would read the whole chain into memory.
            handle.begin();
            return handle
                    .createQuery("""
                            SELECT * FROM audit_entries
                            WHERE CAST(:migrationId AS TEXT) IS NULL OR migration_id = :migrationId
                            ORDER BY sequence""")
                    .bind("migrationId", migrationId)
                    .setFetchSize(FETCH_SIZE)
                    .map((row, context) -> AuditRows.json(AuditRows.entry(row)))
                    .stream()
                    .onClose(() -> {
                        handle.rollback();
                        handle.close();
                    });
        } catch (RuntimeException e) {
            handle.close();
            throw e;
        }
    }

    @Override
    public AuditVerification verify() {
        return jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, transaction -> {
            Head head = head(transaction, "SELECT sequence, hash FROM audit_head");
            ChainCheck check = new ChainCheck(anchors(transaction));
            try (Stream<AuditEntry> entries = transaction
                    .createQuery("SELECT * FROM audit_entries ORDER BY sequence")
                    .setFetchSize(FETCH_SIZE)
                    .map((row, context) -> AuditRows.entry(row))
                    .stream()) {
                Optional<Break> first = entries.map(check::next)
                        .flatMap(Optional::stream)
                        .findFirst()
                        .or(() -> check.end(head.sequence(), head.hash()));
                return new AuditVerification(check.entries(), check.hash(), first);
            }
        });
    }

    private static Head head(Handle handle, String sql) {
        return handle.createQuery(sql)
                .map((row, context) ->
                        new Head(row.getLong("sequence"), HexFormat.of().formatHex(row.getBytes("hash"))))
                .findOne()
                .orElseGet(() -> new Head(0, ""));
    }

    private static Map<Long, String> anchors(Handle handle) {
        return handle.createQuery("""
                        SELECT DISTINCT audit_sequence, audit_hash FROM migration_units
                        WHERE audit_sequence IS NOT NULL""")
                .map((row, context) ->
                        Map.entry(row.getLong("audit_sequence"), HexFormat.of().formatHex(row.getBytes("audit_hash"))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one));
    }
}
