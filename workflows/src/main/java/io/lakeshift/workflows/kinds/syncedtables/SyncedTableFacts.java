package io.lakeshift.workflows.kinds.syncedtables;

import io.lakeshift.workflows.databricks.SyncMode;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableAssessments.Assessment;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableImports.Seen;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSmokeTests.Answered;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec.Decision;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableValidations.Verdict;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableWatches.Watched;
import io.lakeshift.workflows.lifecycle.UnitFacts;
import io.lakeshift.workflows.lifecycle.UnitFacts.Detail;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A synced table's numbers, as people see them. */
final class SyncedTableFacts {
    private SyncedTableFacts() {}

    static UnitFacts planned(UnitFacts facts, SyncedTableSpec table, Decision decision, Assessment found) {
        Map<String, String> details = details(facts);
        details.put("source", table.source().full());
        details.put("target", table.target().full());
        details.put("mode", mode(table, decision));
        details.put("rows expected", known(found.rows()));
        details.put("estimate", found.estimate().formula());
        return with(facts.withHeads(-1, found.sourceVersion(), -1), details);
    }

    static UnitFacts waiting(UnitFacts facts, SyncedTableSpec table, Decision decision, String waitingFor) {
        Map<String, String> details = details(facts);
        details.put("source", table.source().full());
        details.put("target", table.target().full());
        details.put("mode", mode(table, decision));
        details.put("waits for", waitingFor);
        return with(facts, details);
    }

    static UnitFacts seen(UnitFacts facts, SyncedTableSpec table, Decision decision, Seen seen) {
        Map<String, String> details = details(facts);
        details.put("source", table.source().full());
        details.put("target", table.target().full());
        details.put("mode", mode(table, decision));
        state(details, seen);
        details.put(
                "rows loaded",
                known(seen.rowsDone())
                        + (seen.rowsTotal() < 0 ? "" : " of " + seen.rowsTotal())
                        + (seen.secondsLeft() < 0 ? "" : ", about " + seen.secondsLeft() + " s left"));
        seen.pipelineId().ifPresent(id -> details.put("pipeline", id));
        UnitFacts counted = facts.withHeads(seen.version(), facts.logVersion(), facts.publishedVersion());
        return with(counted, details);
    }

    static UnitFacts validated(UnitFacts facts, Verdict verdict) {
        Map<String, String> details = details(facts);
        details.put("rows in PostgreSQL", known(verdict.actual()));
        details.put("rows expected", known(verdict.expected()));
        if (verdict.readP50Micros() >= 0) {
            details.put(
                    "point read",
                    "p50 " + millis(verdict.readP50Micros()) + ", p95 " + millis(verdict.readP95Micros())
                            + " (about 10 ms in Lakebase, 100 ms in a SQL warehouse by Databricks' own figures)");
        }
        details.put("validated", String.join("; ", verdict.notes()));
        return with(facts.withHeads(verdict.version(), verdict.version(), facts.publishedVersion()), details);
    }

    /** Still what was validated: the head that an approval binds to does not move with the source. */
    static UnitFacts stillAs(UnitFacts facts, Seen seen) {
        Map<String, String> details = details(facts);
        state(details, seen);
        return with(facts, details);
    }

    static UnitFacts application(UnitFacts facts, String how) {
        Map<String, String> details = details(facts);
        details.put("application", how);
        return with(facts, details);
    }

    static UnitFacts smokeTested(UnitFacts facts, Answered answered) {
        Map<String, String> details = details(facts);
        details.put("smoke test", answered.said());
        if (!answered.passed()) {
            details.put("application", "switched back");
        }
        return with(facts, details);
    }

    /** By whom it is refreshed from now on. */
    static UnitFacts refreshed(UnitFacts facts, String unit, SyncedTableSpec table, Optional<String> schedule) {
        Map<String, String> details = details(facts);
        if (table.effectiveMode() == SyncMode.CONTINUOUS) {
            details.put("refreshed", "by itself");
        } else if (schedule.isPresent()) {
            Upkeep.Refresh refresh = table.upkeep().refresh().orElseThrow();
            details.put(
                    "refreshed",
                    refresh.every()
                                    .map(every -> "every " + every)
                                    .orElseGet(() -> "by cron " + refresh.cron().orElse(""))
                            + ", Temporal schedule " + schedule.get());
        } else {
            details.put(
                    "refreshed",
                    "by hand: lakeshift refresh " + unit + "; or in the workspace: Jobs & Pipelines, a job with a"
                            + " Database Table Sync pipeline task, Schedules & Triggers, Table update on "
                            + table.source());
        }
        return with(facts, details);
    }

    static UnitFacts watched(UnitFacts facts, String unit, SyncedTableSpec table, Watched watched) {
        Map<String, String> details = details(facts);
        Seen seen = watched.seen();
        state(details, seen);
        watched.lastSync().ifPresent(end -> details.put("last sync", end));
        watched.pipeline().ifPresent(pipeline -> {
            details.put("pipeline", pipeline.id());
            details.put("pipeline name", pipeline.name());
            details.put("pipeline page", pipeline.url());
            put(details, "pipeline says", String.join(" ", pipeline.errors()));
        });
        put(details, "new columns", arriving(table, watched.columns().added()));
        put(details, "hints", String.join(" ", watched.hints()));
        put(
                details,
                "behind",
                watched.lag()
                        .map(lag -> lag.age() + (lag.exact() ? "" : " at most, which is when it was last refreshed"))
                        .orElse(""));
        Optional<Duration> objective = table.upkeep().freshness();
        watched.lag()
                .filter(lag -> objective
                        .filter(longest -> lag.age().compareTo(longest) > 0)
                        .isPresent())
                .ifPresent(lag -> details.merge(
                        "warning",
                        SyncedTableErrors.stale(unit, lag.age(), objective.orElseThrow()),
                        (one, other) -> one + "; " + other));
        return with(facts.withHeads(seen.version(), facts.logVersion(), facts.publishedVersion()), details);
    }

    private static String arriving(SyncedTableSpec table, List<String> added) {
        if (added.isEmpty()) {
            return "";
        }
        return String.join(", ", added)
                + (table.effectiveMode() == SyncMode.SNAPSHOT
                        ? " at the source; whether a full refresh brings them is checked after the next one"
                        : " at the source; they come with the next update");
    }

    private static void put(Map<String, String> details, String name, String value) {
        if (value.isEmpty()) {
            details.remove(name);
        } else {
            details.put(name, value);
        }
    }

    static UnitFacts repaired(UnitFacts facts, List<String> repaired) {
        if (repaired.isEmpty()) {
            return facts;
        }
        Map<String, String> details = details(facts);
        details.put("brought back", String.join(", ", repaired));
        return with(facts, details);
    }

    static UnitFacts removed(UnitFacts facts) {
        return removed(facts, List.of());
    }

    /** @param last what went with the last table of the migration, or was left */
    static UnitFacts removed(UnitFacts facts, List<String> last) {
        Map<String, String> details = details(facts);
        details.put("state", "removed");
        if (!last.isEmpty()) {
            details.put("and with it", String.join("; ", last));
        }
        details.remove("application");
        details.remove("smoke test");
        return with(facts, details);
    }

    private static void state(Map<String, String> details, Seen seen) {
        details.put("state", seen.state());
        details.put("standing", seen.standing().name());
        if (seen.message().isBlank()) {
            details.remove("message");
        } else {
            details.put("message", seen.message());
        }
        seen.warning().ifPresentOrElse(text -> details.put("warning", text), () -> details.remove("warning"));
    }

    private static String mode(SyncedTableSpec table, Decision decision) {
        return decision.mode() == table.mode()
                ? decision.mode().name()
                : decision.mode() + " instead of " + table.mode() + ": " + decision.reason();
    }

    private static Map<String, String> details(UnitFacts facts) {
        Map<String, String> details = new LinkedHashMap<>();
        facts.details().forEach(detail -> details.put(detail.name(), detail.value()));
        return details;
    }

    private static UnitFacts with(UnitFacts facts, Map<String, String> details) {
        return facts.withDetails(details.entrySet().stream()
                .map(entry -> new Detail(entry.getKey(), entry.getValue()))
                .toList());
    }

    private static String millis(long micros) {
        return micros / 1000 + "." + (micros % 1000) / 100 + " ms";
    }

    private static String known(long number) {
        return number < 0 ? "unknown" : Long.toString(number);
    }
}
