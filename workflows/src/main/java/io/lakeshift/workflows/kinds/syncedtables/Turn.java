package io.lakeshift.workflows.kinds.syncedtables;

import io.lakeshift.workflows.Backoff;
import java.time.Duration;
import java.time.Instant;

/** How long to wait for one's turn, and how often to try: rarer the longer it takes, so that a history stays small. */
final class Turn {
    private static final Duration OVERDUE = Duration.ofHours(2);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final int PART = 10;

    private final Instant began;

    Turn(Instant now) {
        began = now;
    }

    boolean overdue(Instant now) {
        return Duration.between(began, now).compareTo(OVERDUE) >= 0;
    }

    Duration untilNextTry(Instant now) {
        Duration part = Duration.between(began, now).dividedBy(PART);
        return Backoff.shorter(Backoff.longer(part, SHORTEST), LONGEST);
    }
}
