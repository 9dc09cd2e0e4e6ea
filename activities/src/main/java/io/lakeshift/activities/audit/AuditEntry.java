package io.lakeshift.activities.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A row of the chain.
 *
 * @param sequence from 1, without gaps
 * @param recordedAt to the microsecond, as the database keeps it
 * @param previousHash hash of the row before; hexadecimal
 * @param hash SHA-256 over everything else in the row; hexadecimal
 */
public record AuditEntry(long sequence, Instant recordedAt, AuditRecord event, String previousHash, String hash) {

    static final String GENESIS = HexFormat.of().formatHex(sha256().digest());

    static AuditEntry after(long sequence, String previousHash, Instant recordedAt, AuditRecord event) {
        Instant at = recordedAt.truncatedTo(ChronoUnit.MICROS);
        return new AuditEntry(sequence, at, event, previousHash, hash(sequence, previousHash, at, event));
    }

    boolean isIntact() {
        return hash.equals(hash(sequence, previousHash, recordedAt, event));
    }

    // Each field goes in with its length, so that no text can move from one field into the next unnoticed.
    private static String hash(long sequence, String previousHash, Instant recordedAt, AuditRecord event) {
        MessageDigest digest = sha256();
        for (@Nullable String field : Arrays.asList(
                previousHash,
                Long.toString(sequence),
                recordedAt.toString(),
                event.unit(),
                event.key(),
                event.migration(),
                event.kind(),
                event.event(),
                event.actor(),
                event.reason(),
                event.planHash().orElse(null),
                event.headVersion().map(Object::toString).orElse(null),
                event.validationDigest().orElse(null),
                event.at().toString(),
                event.detail())) {
            byte[] bytes = field == null ? new byte[0] : field.getBytes(StandardCharsets.UTF_8);
            digest.update(((field == null ? "-" : bytes.length) + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
