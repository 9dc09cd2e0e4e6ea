package io.lakeshift.activities.databricks.sdk;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An answer that hardly ever changes, asked for again only after a while. A failure is not remembered. */
final class Remembered<T> {
    private record Answer<T>(T value, long askedAt) {}

    private final long nanos;
    private volatile @Nullable Answer<T> last;

    Remembered(Duration life) {
        this.nanos = life.toNanos();
    }

    T or(Supplier<T> ask) {
        Answer<T> known = last;
        return known != null && System.nanoTime() - known.askedAt() < nanos ? known.value() : anew(ask);
    }

    T anew(Supplier<T> ask) {
        T value = ask.get();
        last = new Answer<>(value, System.nanoTime());
        return value;
    }
}
