package io.lakeshift.activities.kinds.syncedtables;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Points in time as Databricks writes them. */
final class Moments {
    private Moments() {}

    /** Warehouses leave out the zone, which is UTC, and the T. Empty for what is none: nothing is decided on it. */
    static Optional<Instant> parse(String text) {
        try {
            return Optional.of(
                    text.endsWith("Z")
                            ? Instant.parse(text)
                            : LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
