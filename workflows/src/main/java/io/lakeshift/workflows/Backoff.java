package io.lakeshift.workflows;

import java.time.Duration;

/** Waits that double up to a longest one, so that what takes long leaves a small history. For workflow code. */
public final class Backoff {
    private final Duration longest;
    private Duration next;

    public Backoff(Duration first, Duration longest) {
        this.next = shorter(first, longest);
        this.longest = longest;
    }

    /** How long to wait now; the one after it is twice as long. */
    public Duration next() {
        Duration wait = next;
        next = shorter(wait.multipliedBy(2), longest);
        return wait;
    }

    public static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    public static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
