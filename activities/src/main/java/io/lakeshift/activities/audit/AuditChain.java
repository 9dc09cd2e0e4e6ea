package io.lakeshift.activities.audit;

import java.util.Optional;
import java.util.stream.Stream;

/** The append-only record of what was asked, done and decided. */
public interface AuditChain {
    /**
     * Adds an event at the end, after every other append. Appending one whose unit and key are in the chain returns what
     * is there and adds nothing.
     */
    AuditEntry append(AuditRecord event);

    /**
     * The chain, or what it holds about one migration, oldest first, one JSON object per line. The stream holds a
     * database connection until it is closed.
     */
    Stream<String> export(Optional<String> migrationId);

    /** Reads every row; finds any that was changed, removed (also at the end) or moved. */
    AuditVerification verify();
}
