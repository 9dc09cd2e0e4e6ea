package io.lakeshift.catalog.kernel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lakeshift.catalog.store.ActionRow;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long removed files stay on record: the table property {@code delta.deletedFileRetentionDuration}. */
final class Retention {
    private static final Duration DEFAULT = Duration.ofDays(7);
    private static final Pattern PART = Pattern.compile("(\\d+)\\s*([a-z]+)");
    private static final Map<String, Duration> UNITS = Map.of(
            "week", Duration.ofDays(7),
            "day", Duration.ofDays(1),
            "hour", Duration.ofHours(1),
            "minute", Duration.ofMinutes(1),
            "second", Duration.ofSeconds(1),
            "millisecond", Duration.ofMillis(1));

    private Retention() {}

    static Duration of(Optional<ActionRow.MetaData> metaData) {
        String configuration = metaData.map(ActionRow.MetaData::configuration).orElse("{}");
        try {
            return parse(new ObjectMapper()
                    .readTree(configuration)
                    .path("delta.deletedFileRetentionDuration")
                    .asText(""));
        } catch (JsonProcessingException e) {
            return DEFAULT;
        }
    }

    /** Reads {@code interval 1 week} and the like; the default for what cannot be read, because it keeps more. */
    static Duration parse(String interval) {
        Matcher part = PART.matcher(interval.toLowerCase(Locale.ROOT));
        Duration sum = Duration.ZERO;
        boolean found = false;
        while (part.find()) {
            String name = part.group(2);
            Duration unit = UNITS.get(name.endsWith("s") ? name.substring(0, name.length() - 1) : name);
            if (unit == null) {
                return DEFAULT;
            }
            sum = sum.plus(unit.multipliedBy(Long.parseLong(Objects.requireNonNull(part.group(1)))));
            found = true;
        }
        return found ? sum : DEFAULT;
    }
}
