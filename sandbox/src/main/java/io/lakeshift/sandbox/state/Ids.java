package io.lakeshift.sandbox.state;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Ids that look random and are the same in every run with the same seed and the same order of calls. */
public final class Ids {
    private final Random random;
    private final AtomicLong number = new AtomicLong(100_000_000_000_000L);

    public Ids(long seed) {
        this.random = new Random(seed);
    }

    public synchronized String uuid() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return UUID.nameUUIDFromBytes(bytes).toString();
    }

    /** Fifteen digits, as job and run ids have. */
    public long number() {
        return number.addAndGet(7919);
    }

    /** The same id for the same name, in every run. */
    public static String ofName(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
