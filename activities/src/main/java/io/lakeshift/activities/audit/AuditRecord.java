package io.lakeshift.activities.audit;

import io.lakeshift.workflows.lifecycle.AuditActivities.Entry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What one entry of the chain tells: the members of {@link Entry}, except that the event is a word, so that an entry of
 * a newer program can still be read and checked.
 *
 * @param key unique in the unit
 * @param at to the microsecond, as the database keeps it
 * @param detail short text, without secrets
 */
public record AuditRecord(
        String unit,
        String migration,
        String kind,
        String key,
        String event,
        String actor,
        String reason,
        Optional<String> planHash,
        Optional<Long> headVersion,
        Optional<String> validationDigest,
        Instant at,
        String detail) {

    public AuditRecord {
        at = at.truncatedTo(ChronoUnit.MICROS);
    }

    public static AuditRecord of(Entry entry) {
        return new AuditRecord(
                entry.unit(),
                entry.migration(),
                entry.kind(),
                entry.key(),
                entry.event().name(),
                entry.actor(),
                entry.reason(),
                entry.planHash(),
                entry.headVersion(),
                entry.validationDigest(),
                entry.at(),
                entry.detail());
    }
}
