package io.lakeshift.activities.kinds.sqldelta;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicBoolean;

/** The real time, until a round is to end: then far in the future. */
final class StoppableClock extends Clock {
    private final Clock real = Clock.systemUTC();
    private final AtomicBoolean stopped;

    StoppableClock(AtomicBoolean stopped) {
        this.stopped = stopped;
    }

    @Override
    public Instant instant() {
        return stopped.get() ? real.instant().plus(Duration.ofDays(1)) : real.instant();
    }

    @Override
    public ZoneId getZone() {
        return real.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return real.withZone(zone);
    }
}
