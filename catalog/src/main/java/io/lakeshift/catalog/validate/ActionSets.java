package io.lakeshift.catalog.validate;

import io.lakeshift.catalog.store.RowCursor;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Compares two sets of actions of any size: first by a digest per bucket of keys, then action by action in the buckets
 * that differ. A key always falls into the same bucket, whatever else of the action changed.
 */
final class ActionSets {
    private static final int BUCKETS = 1 << 10;
    private static final long LOADED_AT_A_TIME = 50_000;

    /** Hears what differs. */
    interface Listener {
        void missingInSql(LogAction log);

        void extraInSql(LogAction sql);

        void mismatch(LogAction log, LogAction sql);
    }

    /** Digests of one side. */
    static final class Digests {
        private final long[] counts = new long[BUCKETS];
        private final long[][] sums = new long[BUCKETS][4];
        private long total;

        private void add(LogAction action) {
            int bucket = bucket(action);
            ByteBuffer hash = ByteBuffer.wrap(Canonical.sha256(action.canonical()));
            for (int lane = 0; lane < 4; lane++) {
                sums[bucket][lane] += hash.getLong();
            }
            counts[bucket]++;
            total++;
        }

        long total() {
            return total;
        }

        void addTo(MessageDigest digest) {
            ByteBuffer bytes = ByteBuffer.allocate(BUCKETS * 5 * Long.BYTES);
            for (int bucket = 0; bucket < BUCKETS; bucket++) {
                bytes.putLong(counts[bucket]);
                for (long sum : sums[bucket]) {
                    bytes.putLong(sum);
                }
            }
            digest.update(bytes.array());
        }

        private boolean same(Digests other, int bucket) {
            return counts[bucket] == other.counts[bucket] && Arrays.equals(sums[bucket], other.sums[bucket]);
        }
    }

    private final Supplier<RowCursor<LogAction>> log;
    private final Supplier<RowCursor<LogAction>> sql;
    private final Runnable beat;

    ActionSets(Supplier<RowCursor<LogAction>> log, Supplier<RowCursor<LogAction>> sql, Runnable beat) {
        this.log = log;
        this.sql = sql;
        this.beat = beat;
    }

    /** The digests of both sides after the comparison. */
    record Result(Digests log, Digests sql) {}

    Result compare(Listener listener) {
        Digests logDigests = digest(log);
        Digests sqlDigests = digest(sql);
        BitSet group = new BitSet(BUCKETS);
        long loaded = 0;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            if (!logDigests.same(sqlDigests, bucket)) {
                group.set(bucket);
                loaded += logDigests.counts[bucket] + sqlDigests.counts[bucket];
                if (loaded >= LOADED_AT_A_TIME) {
                    narrow(group, listener);
                    group.clear();
                    loaded = 0;
                }
            }
        }
        if (!group.isEmpty()) {
            narrow(group, listener);
        }
        return new Result(logDigests, sqlDigests);
    }

    private Digests digest(Supplier<RowCursor<LogAction>> side) {
        Digests digests = new Digests();
        try (RowCursor<LogAction> actions = side.get()) {
            while (actions.hasNext()) {
                digests.add(actions.next());
                if (digests.total % 1_000 == 0) {
                    beat.run();
                }
            }
        }
        return digests;
    }

    private void narrow(BitSet group, Listener listener) {
        Map<String, LogAction> unmatched = new HashMap<>();
        try (RowCursor<LogAction> actions = log.get()) {
            while (actions.hasNext()) {
                LogAction action = actions.next();
                if (group.get(bucket(action))) {
                    unmatched.put(action.key(), action);
                }
            }
        }
        beat.run();
        try (RowCursor<LogAction> actions = sql.get()) {
            while (actions.hasNext()) {
                LogAction action = actions.next();
                if (group.get(bucket(action))) {
                    match(unmatched.remove(action.key()), action, listener);
                }
            }
        }
        unmatched.values().forEach(listener::missingInSql);
        beat.run();
    }

    private static void match(@Nullable LogAction logAction, LogAction action, Listener to) {
        if (logAction == null) {
            to.extraInSql(action);
        } else if (!logAction.canonical().equals(action.canonical())) {
            to.mismatch(logAction, action);
        }
    }

    private static int bucket(LogAction action) {
        int hash = action.key().hashCode();
        return (hash ^ (hash >>> 16)) & (BUCKETS - 1);
    }
}
