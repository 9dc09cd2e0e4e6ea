package io.lakeshift.activities.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Rows of {@code audit_entries} to and from records, and to lines of JSON. */
final class AuditRows {
    private static final ObjectMapper JSON = new ObjectMapper();

    private AuditRows() {}

    static void insert(Handle transaction, AuditEntry entry) {
        AuditRecord event = entry.event();
        transaction
                .createUpdate("""
                        INSERT INTO audit_entries (
                            sequence, recorded_at, unit_id, event_key, migration_id, kind, event, actor, reason,
                            plan_hash, head_version, validation_digest, occurred_at, detail, previous_hash, hash)
                        VALUES (
                            :sequence, :recordedAt, :unit, :key, :migration, :kind, :event, :actor, :reason,
                            :planHash, :headVersion, :validationDigest, :at, :detail, :previousHash, :hash)""")
                .bind("sequence", entry.sequence())
                .bind("recordedAt", entry.recordedAt())
                .bindMethods(event)
                .bind("previousHash", HexFormat.of().parseHex(entry.previousHash()))
                .bind("hash", HexFormat.of().parseHex(entry.hash()))
                .execute();
    }

    static AuditEntry entry(ResultSet row) throws SQLException {
        long version = row.getLong("head_version");
        Optional<Long> headVersion = row.wasNull() ? Optional.empty() : Optional.of(version);
        return new AuditEntry(
                row.getLong("sequence"),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                new AuditRecord(
                        row.getString("unit_id"),
                        row.getString("migration_id"),
                        row.getString("kind"),
                        row.getString("event_key"),
                        row.getString("event"),
                        row.getString("actor"),
                        row.getString("reason"),
                        Optional.ofNullable(row.getString("plan_hash")),
                        headVersion,
                        Optional.ofNullable(row.getString("validation_digest")),
                        row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                        row.getString("detail")),
                HexFormat.of().formatHex(row.getBytes("previous_hash")),
                HexFormat.of().formatHex(row.getBytes("hash")));
    }

    static String json(AuditEntry entry) {
        AuditRecord event = entry.event();
        ObjectNode line = JSON.createObjectNode()
                .put("sequence", entry.sequence())
                .put("recordedAt", entry.recordedAt().toString())
                .put("unit", event.unit())
                .put("key", event.key())
                .put("migration", event.migration())
                .put("kind", event.kind())
                .put("event", event.event())
                .put("actor", event.actor())
                .put("reason", event.reason())
                .put("planHash", event.planHash().orElse(null))
                .put("headVersion", event.headVersion().orElse(null))
                .put("validationDigest", event.validationDigest().orElse(null))
                .put("at", event.at().toString());
        try {
            return JSON.writeValueAsString(line.put("detail", event.detail())
                    .put("previousHash", entry.previousHash())
                    .put("hash", entry.hash()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
