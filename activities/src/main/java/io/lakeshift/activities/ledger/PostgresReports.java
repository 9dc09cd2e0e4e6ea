package io.lakeshift.activities.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import org.jdbi.v3.core.Jdbi;

/** Reports in PostgreSQL. */
final class PostgresReports implements ReportStore {
    private final Jdbi jdbi;
    private final Clock clock;

    PostgresReports(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    @Override
    public String store(String subject, String kind, String body) {
        String digest = sha256(body);
        jdbi.useHandle(handle -> handle.createUpdate("""
                        INSERT INTO migration_reports (digest, subject, kind, body, stored_at)
                        VALUES (:digest, :subject, :kind, :body, :now)
                        ON CONFLICT (digest, subject, kind) DO UPDATE SET stored_at = EXCLUDED.stored_at""")
                .bind("digest", digest)
                .bind("subject", subject)
                .bind("kind", kind)
                .bind("body", body)
                .bind("now", clock.instant())
                .execute());
        return digest;
    }

    private static String sha256(String body) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
