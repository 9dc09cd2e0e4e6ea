package io.lakeshift.sandbox.engine.postgres;

import io.lakeshift.sandbox.engine.EngineException;
import io.lakeshift.sandbox.engine.TableCommit;
import io.lakeshift.sandbox.engine.Tokens;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Time travel: which version of a table is asked for. */
final class Versions {
    private Versions() {}

    /** {@code VERSION AS OF 3}, {@code TIMESTAMP AS OF '…'} or {@code @v3} behind a table's name; nothing if neither is there. */
    static Optional<Long> asked(StoredTable table, Tokens tokens) {
        if (tokens.accept("@")) {
            return Optional.of(existing(table, tokens.next().text().replaceFirst("^[vV]", "")));
        }
        boolean spoken = tokens.accept("FOR");
        if (tokens.accept("VERSION", "AS", "OF")) {
            return Optional.of(existing(table, tokens.next().text()));
        }
        if (tokens.accept("TIMESTAMP", "AS", "OF")) {
            return Optional.of(moment(table, tokens));
        }
        if (spoken) {
            throw EngineException.parse(
                    "Syntax error at or near '%s'.".formatted(tokens.peek().text()));
        }
        return Optional.empty();
    }

    private static long existing(StoredTable table, String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw EngineException.parse("'%s' is no version.".formatted(text));
        }
        long version = Long.parseLong(text);
        if (version > table.version()) {
            throw EngineException.noSuchVersion(table.name, version, table.version());
        }
        return version;
    }

    private static long moment(StoredTable table, Tokens tokens) {
        if (tokens.accept("CURRENT_TIMESTAMP") || tokens.accept("NOW")) {
            if (tokens.accept("(")) {
                tokens.expect(")");
            }
            return table.version();
        }
        tokens.accept("TIMESTAMP");
        return at(table, tokens.next().text());
    }

    private static long at(StoredTable table, String moment) {
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
