package io.lakeshift.bench;

/** Numbers that look random and are the same in every run (splitmix64; Steele, Lea, Flood 2014). */
final class Random64 {
    private long state;

    Random64(long seed) {
        this.state = seed;
    }

    static long mix(long value) {
        long x = value + 0x9E3779B97F4A7C15L;
        x = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }

    int below(int bound) {
        state = mix(state);
        return (int) Long.remainderUnsigned(state, bound);
    }
}
