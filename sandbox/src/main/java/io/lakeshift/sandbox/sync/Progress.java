package io.lakeshift.sandbox.sync;

import java.util.Optional;
import java.util.function.BooleanSupplier;

/** How far a synchronisation is. Written by one thread, read by any. */
public final class Progress {
    private final long total;
    private final long version;
    private final int batch;
    private final Runnable betweenBatches;
    private final BooleanSupplier cancelled;
    private volatile long synced;
    private volatile String phase = "PROVISIONING_PHASE_MAIN";

    /**
     * @param betweenBatches runs after every {@code batch} rows
     * @param cancelled whether nobody wants the result any more
     */
    public Progress(long total, long version, int batch, Runnable betweenBatches, BooleanSupplier cancelled) {
        this.cancelled = cancelled;
        this.total = total;
        this.version = version;
        this.batch = batch;
        this.betweenBatches = betweenBatches;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    void row() {
        synced++;
        if (synced % batch == 0) {
            betweenBatches.run();
        }
    }

    void refuseCancelled() throws SyncFailed {
        if (cancelled.getAsBoolean()) {
            throw new SyncFailed("SYNCED_TABLE_DELETED.WHILE_SYNCING", "The synced table is being deleted.");
        }
    }

    void phase(String next) {
        phase = next;
    }

    public long total() {
        return total;
    }

    public long synced() {
        return synced;
    }

    public long version() {
        return version;
    }

    public String phase() {
        return phase;
    }

    public double completion() {
        return total == 0 ? 1.0 : Math.min(1.0, (double) synced / total);
    }

    /** What is left if it goes on as it began. */
    public Optional<Double> secondsLeft(double secondsSoFar) {
        return synced == 0 ? Optional.empty() : Optional.of(secondsSoFar * (total - synced) / synced);
    }
}
