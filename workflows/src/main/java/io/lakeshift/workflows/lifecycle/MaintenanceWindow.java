package io.lakeshift.workflows.lifecycle;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When a cut over may happen, as {@code Sat 02:00-05:00 Europe/Berlin}, {@code Mon-Fri 22:00-04:00 UTC} or
 * {@code daily 01:00-02:00 UTC}. A window whose end is not after its start ends on the next day.
 */
public final class MaintenanceWindow {
    private static final Pattern FORM = Pattern.compile(
            "(?<days>\\p{Alpha}{3}(?:[-,]\\p{Alpha}{3})*|daily)\\s+(?<from>\\d{2}:\\d{2})-(?<to>\\d{2}:\\d{2})\\s+(?<zone>\\S+)");

    private final String text;
    private final Set<DayOfWeek> days;
    private final LocalTime from;
    private final LocalTime to;
    private final ZoneId zone;

    private MaintenanceWindow(String text, Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {
        this.text = text;
        this.days = days;
        this.from = from;
        this.to = to;
        this.zone = zone;
    }

    @JsonCreator
    public static MaintenanceWindow parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        try {
            if (matcher.matches()) {
                return new MaintenanceWindow(
                        text.strip(),
                        daysOf(matcher.group("days")),
                        LocalTime.parse(matcher.group("from")),
                        LocalTime.parse(matcher.group("to")),
                        ZoneId.of(matcher.group("zone")));
            }
        } catch (DateTimeException e) {
            throw unreadable(text, e);
        }
        throw unreadable(text, null);
    }

    /** How long from {@code now} until it is open: zero while it is, empty never. */
    public Duration untilOpen(Instant now) {
        ZonedDateTime local = now.atZone(zone);
        // The window that began yesterday may reach into today; within eight days every weekday comes round.
        for (int day = -1; day <= 8; day++) {
            ZonedDateTime opens = local.toLocalDate().plusDays(day).atTime(from).atZone(zone);
            if (!days.contains(opens.getDayOfWeek())) {
                continue;
            }
            ZonedDateTime closes = to.isAfter(from)
                    ? opens.toLocalDate().atTime(to).atZone(zone)
                    : opens.toLocalDate().plusDays(1).atTime(to).atZone(zone);
            if (now.isBefore(closes.toInstant())) {
                return now.isBefore(opens.toInstant()) ? Duration.between(now, opens.toInstant()) : Duration.ZERO;
            }
        }
        throw new IllegalStateException("no opening within eight days of " + now + " for " + text);
    }

    private static Set<DayOfWeek> daysOf(String text) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        if (text.equalsIgnoreCase("daily")) {
            return EnumSet.allOf(DayOfWeek.class);
        }
        for (String part : text.split(",")) {
            String[] ends = part.split("-");
            DayOfWeek last = day(ends[ends.length - 1]);
            for (DayOfWeek at = day(ends[0]); ; at = at.plus(1)) {
                days.add(at);
                if (at == last) {
                    break;
                }
            }
        }
        return days;
    }

    private static DayOfWeek day(String name) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.name().startsWith(name.toUpperCase(Locale.ROOT))) {
                return day;
            }
        }
        throw new DateTimeException("no weekday is called " + name);
    }

    private static IllegalArgumentException unreadable(String text, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "policy.approval.window '" + text + "' is not a maintenance window"
                        + Optional.ofNullable(cause)
                                .map(c -> " (" + c.getMessage() + ")")
                                .orElse("")
                        + "; write days, times and a time zone, such as 'Sat 02:00-05:00 Europe/Berlin'.",
                cause);
    }

    @JsonValue
    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MaintenanceWindow window && window.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
