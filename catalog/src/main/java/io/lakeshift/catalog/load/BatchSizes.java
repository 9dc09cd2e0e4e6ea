package io.lakeshift.catalog.load;

/**
 * When a batch is full. The first four hold what was asked for; then they double up to sixteen times that, because a
 * table with that many files pays more for batches than it could lose by repeating one.
 */
final class BatchSizes {
    private static final int STEADY = 4;
    private static final int LARGEST_FACTOR = 16;
    private static final long LARGEST_BYTES = 8L << 20;

    private final int asked;
    private int batches;

    BatchSizes(int asked) {
        this.asked = asked;
    }

    boolean isFull(long files, long bytes) {
        return files >= limit() || isTooLarge(bytes);
    }

    /** Memory bounds a batch also in the middle of a version. */
    boolean isTooLarge(long bytes) {
        return bytes >= LARGEST_BYTES;
    }

    void next() {
        batches++;
    }

    private long limit() {
        int doublings = Math.max(0, batches - STEADY + 1);
        return (long) asked * Math.min(LARGEST_FACTOR, 1L << Math.min(doublings, 30));
    }
}
