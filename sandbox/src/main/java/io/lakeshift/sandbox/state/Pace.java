package io.lakeshift.sandbox.state;

import java.time.Duration;

/**
 * How fast things happen.
 *
 * @param step between two states of a synced table or an update
 * @param batch between two batches of rows of a sync; zero for as fast as it goes
 * @param operationPolls how often an operation is asked for before it is done
 * @param deletingPolls how often a deleted synced table is still there
 * @param continuous how often a continuous pipeline looks at its sources
 */
public record Pace(Duration step, Duration batch, int operationPolls, int deletingPolls, Duration continuous) {
    /** For a person who watches. */
    public static final Pace TOUR = new Pace(Duration.ofSeconds(2), Duration.ofMillis(20), 2, 2, Duration.ofSeconds(1));

    /** For tests. */
    public static final Pace FAST = new Pace(Duration.ofMillis(15), Duration.ZERO, 2, 2, Duration.ofMillis(100));

    public void pauseStep() {
        pause(step);
    }

    public void pauseBatch() {
        pause(batch);
    }

    public void pauseContinuous() {
        pause(continuous);
    }

    private static void pause(Duration time) {
        if (time.isZero()) {
            return;
        }
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the sandbox is closing", e);
        }
    }
}
