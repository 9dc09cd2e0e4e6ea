package io.lakeshift.workflows.kinds.syncedtables;

import io.lakeshift.workflows.Backoff;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableImports.Seen;
import java.time.Duration;
import java.time.Instant;

/**
 * How long to wait for a load, and how often to look. The deadline comes from the size, so that a large healthy table is
 * waited for; looks get rarer the longer the load is expected to take, or has taken, so that a history stays small.
 */
final class SyncWait {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration SHORTEST_CAP = Duration.ofSeconds(20);
    /** Less than the ten minutes after which it is told that nothing moves. */
    private static final Duration LONGEST_CAP = Duration.ofMinutes(8);

    private static final Duration LEAST = Duration.ofMinutes(60);
    private static final int LOOKS = 120;
    /** Speeds are "about"; a load that takes three times as long as computed is late, not before. */
    private static final int SLACK = 3;

    private final Instant began;
    private final Duration deadline;
    private final Duration cap;
    private Instant movedAt;
    private String last = "";
    private Duration next = FIRST;

    /** @param expectedSeconds -1 where nobody knows */
    SyncWait(Instant now, long expectedSeconds) {
        Duration expected = Duration.ofSeconds(Math.max(0, expectedSeconds));
        began = now;
        movedAt = now;
        deadline = Backoff.longer(LEAST, expected.multipliedBy(SLACK));
        cap = Backoff.shorter(Backoff.longer(SHORTEST_CAP, expected.dividedBy(LOOKS)), LONGEST_CAP);
    }

    boolean overdue(Instant now) {
        return Duration.between(movedAt, now).compareTo(deadline) > 0;
    }

    Duration quietFor(Instant now) {
        return Duration.between(movedAt, now);
    }

    Duration waitedFor(Instant now) {
        return Duration.between(began, now);
    }

    /** Progress of any kind starts the clock afresh. */
    void saw(Seen seen, Instant now) {
        String fingerprint = seen.state() + " " + seen.rowsDone() + " " + seen.version();
        if (!fingerprint.equals(last)) {
            last = fingerprint;
            movedAt = now;
        }
    }

    Duration untilNextLook(Instant now) {
        Duration wait = next;
        Duration rarest = Backoff.shorter(Backoff.longer(cap, waitedFor(now).dividedBy(LOOKS)), LONGEST_CAP);
        next = Backoff.shorter(next.multipliedBy(3).dividedBy(2), rarest);
        return wait;
    }
}
