package io.lakeshift.workflows.lifecycle;

import io.lakeshift.workflows.Backoff;
import java.time.Duration;

/** How often something is looked at while time passes: often enough to matter, seldom enough for a small history. */
final class Pace {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final Duration FIRST_LOOK = Duration.ofSeconds(10);
    private static final int LOOKS_PER_WINDOW = 96;

    private Pace() {}

    static Duration ofWatching(Duration window) {
        Duration round = window.dividedBy(LOOKS_PER_WINDOW);
        return Backoff.shorter(Backoff.longer(round, SHORTEST), LONGEST);
    }

    static Duration ofWaiting(int round) {
        return Backoff.shorter(FIRST_LOOK.multipliedBy(1L << Math.min(round, 16)), LONGEST.multipliedBy(2));
    }
}
