package io.lakeshift.workflows.kinds.syncedtables;

import io.lakeshift.workflows.lifecycle.UnitFacts;
import io.lakeshift.workflows.lifecycle.UnitFacts.Detail;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a migration of this kind has told of its table, read back from its details for whoever prints it.
 *
 * @param mode the one that it has, with the reason where another was asked for
 * @param state as Databricks names it; empty before the table has been created
 * @param message what Databricks says of the state, word for word
 * @param rowsDone of the load under way; -1 while unknown, like {@code rowsTotal} and {@code secondsLeft}
 * @param percent of the load under way; -1 while unknown
 * @param application whether it is switched, or what it waits for; empty where the plan names none
 * @param hints about its indexes, by how it is read
 */
public record SyncedTableStatus(
        String source,
        String target,
        String mode,
        Optional<String> state,
        Optional<String> message,
        Optional<String> warning,
        Optional<String> pipelineId,
        long rowsDone,
        long rowsTotal,
        int percent,
        long secondsLeft,
        Optional<String> application,
        Optional<String> hints) {
    private static final Pattern LOADED =
            Pattern.compile("(?<done>\\d+|unknown)(?: of (?<total>\\d+))?(?:, about (?<left>\\d+) s left)?");

    public static SyncedTableStatus of(UnitFacts facts) {
        Map<String, String> told =
                facts.details().stream().collect(Collectors.toMap(Detail::name, Detail::value, (one, other) -> other));
        Matcher loaded = LOADED.matcher(told.getOrDefault("rows loaded", "unknown"));
        boolean counted = loaded.matches();
        long done = counted ? number(loaded.group("done")) : -1;
        long total = counted ? number(loaded.group("total")) : -1;
        return new SyncedTableStatus(
                told.getOrDefault("source", ""),
                told.getOrDefault("target", ""),
                told.getOrDefault("mode", ""),
                Optional.ofNullable(told.get("state")).filter(state -> !state.equals("absent")),
                Optional.ofNullable(told.get("message")),
                Optional.ofNullable(told.get("warning")),
                Optional.ofNullable(told.get("pipeline")),
                done,
                total,
                done < 0 || total <= 0 ? -1 : (int) Math.min(100, 100 * done / total),
                counted ? number(loaded.group("left")) : -1,
                Optional.ofNullable(told.get("application")),
                Optional.ofNullable(told.get("hints")));
    }

    /** Whether the table has been created, and not been removed since. */
    public boolean there() {
        return state.filter(now -> !now.equals("removed")).isPresent();
    }

    private static long number(@Nullable String digits) {
        return digits == null || digits.equals("unknown") ? -1 : Long.parseLong(digits);
    }
}
