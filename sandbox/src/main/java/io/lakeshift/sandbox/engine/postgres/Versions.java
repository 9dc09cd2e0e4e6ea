package io.lakeshift.sandbox.engine.postgres;

import io.lakeshift.sandbox.engine.EngineException;
import io.lakeshift.sandbox.engine.TableCommit;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/** Which version was the latest at a moment. */
final class Versions {
    private Versions() {}

    static long at(StoredTable table, String moment) {
        Instant instant = instant(moment);
        return table.commits.stream()
                .filter(it -> !it.timestamp().isAfter(instant))
                .mapToLong(TableCommit::version)
                .max()
                .orElseThrow(() -> new EngineException(
                        "DELTA_TIMESTAMP_EARLIER_THAN_COMMIT_RETENTION",
                        "42816",
                        "The provided timestamp (%s) is before the earliest version available to this table."
                                .formatted(moment)));
    }

    private static Instant instant(String moment) {
        String text = moment.strip().replace(' ', 'T');
        try {
            return text.endsWith("Z")
                    ? Instant.parse(text)
                    : LocalDateTime.parse(text.length() == 10 ? text + "T00:00:00" : text)
                            .toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            throw EngineException.parse("'%s' is no timestamp.".formatted(moment));
        }
    }
}
