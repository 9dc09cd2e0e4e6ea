package io.lakeshift.activities.ledger;

import java.time.Duration;
import java.util.List;

/**
 * Leases on something that only so many may use at one time, over all workers. One that is not renewed lapses, so that
 * whoever has died holds nothing for ever.
 */
public interface Leases {
    /**
     * Takes one, or renews the one that the holder has.
     *
     * @param most how many there are now; leases that are out stay out when it sinks
     * @return false where all are taken
     */
    boolean take(String resource, String holder, int most, Duration life);

    /** Renews whatever the holder has; what has lapsed stays lapsed. */
    void renew(String holder, Duration life);

    /** Gives back whatever the holder has. The second time: nothing. */
    void giveBack(String holder);

    /** Who holds one now, oldest first. */
    List<String> holders(String resource);
}
