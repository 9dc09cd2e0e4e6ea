package io.lakeshift.activities.kinds.syncedtables;

import io.lakeshift.activities.lakebase.LakebaseDatabase;
import io.lakeshift.activities.lakebase.LakebaseDatabase.Room;
import io.lakeshift.activities.ledger.Leases;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Lets as many first loads run at one time as the Lakebase has connections for, over all workers and migrations. A load
 * has its slot from before it is asked for until the table is ready or has failed.
 */
final class SyncSlots {
    static final int CONNECTIONS_PER_SYNC = 16;
    /** Longer than the longest pause between two looks at a load. */
    private static final Duration LIFE = Duration.ofHours(1);

    private final Leases leases;

    SyncSlots(Leases leases) {
        this.leases = leases;
    }

    /**
     * @param at how many loads may run at one time
     * @param holders the units whose loads run now
     */
    record Slots(Room room, int at, List<String> holders) {
        /** With its numbers, for people. */
        String text() {
            return "max_connections " + room.max() + ", " + room.reserved() + " reserved, " + room.used()
                    + " in use: room for " + at + (at == 1 ? " load" : " loads") + " at a time, " + CONNECTIONS_PER_SYNC
                    + " connections each, " + holders.size() + " under way";
        }
    }

    /** What the loads under way use is theirs already; what pipelines write beyond that belongs to others. */
    Slots slots(LakebaseDatabase database) {
        Room room = database.room();
        List<String> holders = leases.holders(resource(database));
        int ofLoads = CONNECTIONS_PER_SYNC * holders.size();
        int ofOthers = room.used() - Math.min(room.writers(), ofLoads);
        int at = Math.max(0, room.max() - room.reserved() - ofOthers) / CONNECTIONS_PER_SYNC;
        return new Slots(room, at, holders);
    }

    /** Empty where the unit has a slot now; else what it waits for. */
    Optional<Slots> take(LakebaseDatabase database, String unit) {
        Slots slots = slots(database);
        return leases.take(resource(database), unit, slots.at(), LIFE) ? Optional.empty() : Optional.of(slots);
    }

    void renew(String unit) {
        leases.renew(unit, LIFE);
    }

    void giveBack(String unit) {
        leases.giveBack(unit);
    }

    private static String resource(LakebaseDatabase database) {
        return "connections of " + database.server();
    }
}
