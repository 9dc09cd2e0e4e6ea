package io.lakeshift.activities.databricks.sdk;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SDK gives null for what an answer leaves out, and for an enum value that it does not know. */
final class Given {
    private Given() {}

    static <T> Optional<T> maybe(@Nullable T value) {
        return Optional.ofNullable(value);
    }

    static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    static long number(@Nullable Number value) {
        return value == null ? -1 : value.longValue();
    }

    static <T> List<T> list(@Nullable Collection<T> values) {
        return values == null ? List.of() : List.copyOf(values);
    }

    /** The wire name of an enum value. */
    static Optional<String> name(@Nullable Enum<?> value) {
        return Optional.ofNullable(value).map(Enum::name);
    }
}
