package io.lakeshift.activities.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Leases in PostgreSQL. */
final class PostgresLeases implements Leases {
    private final Jdbi jdbi;
    private final Clock clock;

    PostgresLeases(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    @Override
    public boolean take(String resource, String holder, int most, Duration life) {
        Instant now = clock.instant();
        return jdbi.inTransaction(handle -> {
            // Two who count at one time would both find the last one free.
            handle.createQuery("SELECT pg_advisory_xact_lock(hashtextextended('lakeshift leases ' || :resource, 0))")
                    .bind("resource", resource)
                    .mapToMap()
                    .list();
            List<String> holders = holders(handle, resource, now);
            if (!holders.contains(holder) && holders.size() >= most) {
                return false;
            }
            handle.createUpdate("""
                            INSERT INTO leases (resource, holder, taken_at, lapses_at)
                            VALUES (:resource, :holder, :now, :lapses)
                            ON CONFLICT (resource, holder) DO UPDATE SET lapses_at = EXCLUDED.lapses_at""")
                    .bind("resource", resource)
                    .bind("holder", holder)
                    .bind("now", now)
                    .bind("lapses", now.plus(life))
                    .execute();
            return true;
        });
    }

    @Override
    public void renew(String holder, Duration life) {
        Instant now = clock.instant();
        jdbi.useHandle(handle -> handle.createUpdate(
                        "UPDATE leases SET lapses_at = :lapses WHERE holder = :holder AND lapses_at > :now")
                .bind("holder", holder)
                .bind("now", now)
                .bind("lapses", now.plus(life))
                .execute());
    }

    @Override
    public void giveBack(String holder) {
        jdbi.useHandle(handle -> handle.createUpdate("DELETE FROM leases WHERE holder = :holder")
                .bind("holder", holder)
                .execute());
    }

    @Override
    public List<String> holders(String resource) {
        return jdbi.withHandle(handle -> holders(handle, resource, clock.instant()));
    }

    private static List<String> holders(Handle handle, String resource, Instant now) {
        return handle.createQuery("""
                        SELECT holder FROM leases WHERE resource = :resource AND lapses_at > :now
                        ORDER BY taken_at, holder""")
                .bind("resource", resource)
                .bind("now", now)
                .mapTo(String.class)
                .list();
    }
}
