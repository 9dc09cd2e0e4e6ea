package io.lakeshift.workflows.lifecycle;

import io.temporal.activity.ActivityInterface;
import java.time.Instant;
import java.util.Optional;

/** The audit chain: who did, asked, approved, refused what, on which plan hash and version. Append only. */
@ActivityInterface(namePrefix = "Audit")
public interface AuditActivities {
    /** Appends one entry. The second time for one (unit, key): nothing, and the same answer. */
    Appended append(Entry entry);

    /**
     * @param key unique in the unit
     * @param actor who; {@code lakeshift} for what the program does by itself
     * @param detail short text of what else belongs to the event: the phase, the order, what became of a decision
     */
    record Entry(
            String unit,
            String migration,
            String kind,
            String key,
            AuditEvent event,
            String actor,
            String reason,
            Optional<String> planHash,
            Optional<Long> headVersion,
            Optional<String> validationDigest,
            Instant at,
            String detail) {}

    /** @param sequence the entry's place in the chain */
    record Appended(long sequence) {}
}
