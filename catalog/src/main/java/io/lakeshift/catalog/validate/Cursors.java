package io.lakeshift.catalog.validate;

import io.lakeshift.catalog.store.RowCursor;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Cursors made of cursors. */
final class Cursors {
    private Cursors() {}

    static <A, B> RowCursor<B> map(RowCursor<? extends A> rows, Function<A, B> function) {
        return new RowCursor<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public B next() {
                return function.apply(rows.next());
            }

            @Override
            public void close() {
                rows.close();
            }
        };
    }

    static <T> RowCursor<T> filter(RowCursor<T> rows, Predicate<T> predicate) {
        return new RowCursor<>() {
            private @Nullable T next;

            @Override
            public boolean hasNext() {
                while (next == null && rows.hasNext()) {
                    T row = rows.next();
                    next = predicate.test(row) ? row : null;
                }
                return next != null;
            }

            @Override
            public T next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                T row = next;
                next = null;
                return Objects.requireNonNull(row);
            }

            @Override
            public void close() {
                rows.close();
            }
        };
    }
}
