package io.lakeshift.workflows.kinds.syncedtables;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a table is asked before its cut over, and what is done for it afterwards.
 *
 * @param refresh when it is refreshed without anybody asking; empty for by hand, or by a trigger of its own
 * @param freshness how old a change of the source may get before it is here; empty for no objective
 * @param testQueries run in PostgreSQL by each validation, reading only
 */
public record Upkeep(Optional<Refresh> refresh, Optional<Duration> freshness, List<TestQuery> testQueries) {
    public static final Upkeep NONE = new Upkeep(Optional.empty(), Optional.empty(), List.of());

    public Upkeep {
        testQueries = List.copyOf(testQueries);
    }

    /**
     * Exactly one of them is present.
     *
     * @param every not less than {@link #SHORTEST}
     * @param cron five fields, in UTC
     */
    public record Refresh(Optional<Duration> every, Optional<String> cron) {
        /** Below this a table is better CONTINUOUS: updates would queue behind each other. */
        public static final Duration SHORTEST = Duration.ofMinutes(5);

        public Refresh {
            if (every.isPresent() == cron.isPresent()) {
                throw new IllegalArgumentException("a refresh is either every so often or by cron, not both");
            }
            if (every.filter(time -> time.compareTo(SHORTEST) < 0).isPresent()) {
                throw new IllegalArgumentException("a refresh every " + every.get() + " is too often: take " + SHORTEST
                        + " or longer, or mode CONTINUOUS");
            }
        }
    }

    /** @param expect the first value of the first row, as PostgreSQL writes it; empty where it only has to run */
    public record TestQuery(String name, String sql, Optional<String> expect) {}
}
