package io.lakeshift.activities.databricks;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An answer that hardly ever changes, asked for again only after a while. A failure is not remembered. Safe for threads. */
public final class Remembered<T> {
    private record Answer<T>(T value, long askedAt) {}

    private final long nanos;
    private volatile @Nullable Answer<T> last;

    public Remembered(Duration life) {
        this.nanos = life.toNanos();
    }

    public T or(Supplier<T> ask) {
        Answer<T> known = last;
        return known != null && System.nanoTime() - known.askedAt() < nanos ? known.value() : anew(ask);
    }

    public T anew(Supplier<T> ask) {
        T value = ask.get();
        last = new Answer<>(value, System.nanoTime());
        return value;
    }

    /** For whoever finds that it no longer holds. */
    public void forget() {
        last = null;
    }
}
