package io.lakeshift.cli.kinds.syncedtables;

import io.lakeshift.cli.plan.Section;
import io.lakeshift.workflows.databricks.SyncMode;
import io.lakeshift.workflows.kinds.syncedtables.Upkeep;
import io.lakeshift.workflows.kinds.syncedtables.Upkeep.Refresh;
import io.lakeshift.workflows.kinds.syncedtables.Upkeep.TestQuery;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads {@code refresh}, {@code freshness} and {@code testQueries}. */
final class UpkeepReader {
    private final Section spec;
    private final Section defaults;

    UpkeepReader(Section spec, Section defaults) {
        this.spec = spec;
        this.defaults = defaults;
    }

    Upkeep of(Section table, String target, SyncMode mode) {
        boolean own = table.has("refresh");
        Optional<Refresh> refresh = own ? refresh(table) : refresh(defaults);
        if (own && mode == SyncMode.CONTINUOUS) {
            table.problem("refresh", "is for SNAPSHOT and TRIGGERED tables: a CONTINUOUS one follows by itself.");
        }
        return new Upkeep(
                mode == SyncMode.CONTINUOUS ? Optional.empty() : refresh,
                table.duration("freshness").or(() -> defaults.duration("freshness")),
                queries(target));
    }

    private static Optional<Refresh> refresh(Section holder) {
        if (!holder.has("refresh")) {
            return Optional.empty();
        }
        Section refresh = holder.section("refresh").allow("every", "cron");
        Optional<Duration> every = refresh.duration("every");
        Optional<String> cron = refresh.text("cron");
        if (every.isPresent() == cron.isPresent()) {
            holder.problem("refresh", "takes one of every and cron: { every: PT1H } or { cron: \"0 * * * *\" }.");
            return Optional.empty();
        }
        if (every.filter(time -> time.compareTo(Refresh.SHORTEST) < 0).isPresent()) {
            refresh.problem(
                    "every",
                    "is below %s, where updates queue behind each other: take a longer one, or mode CONTINUOUS."
                            .formatted(Refresh.SHORTEST));
            return Optional.empty();
        }
        if (cron.filter(text -> text.strip().split("\\s+").length != 5).isPresent()) {
            refresh.problem("cron", "has to have five fields, such as \"0 * * * *\", in UTC.");
            return Optional.empty();
        }
        return Optional.of(new Refresh(every, cron));
    }

    private List<TestQuery> queries(String target) {
        return spec.sections("testQueries").stream()
                .filter(query -> query.text("table").orElse("").equals(target))
                .map(query -> query.allow("table", "name", "sql", "expect"))
                .map(query -> new TestQuery(query.required("name"), query.required("sql"), query.text("expect")))
                .toList();
    }
}
