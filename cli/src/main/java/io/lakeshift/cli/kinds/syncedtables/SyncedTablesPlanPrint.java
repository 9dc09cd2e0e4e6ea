package io.lakeshift.cli.kinds.syncedtables;

import io.lakeshift.cli.kinds.syncedtables.SyncedTablesRun.Table;
import io.lakeshift.cli.kinds.syncedtables.SyncedTablesRun.View;
import io.lakeshift.cli.output.Human;
import io.lakeshift.cli.output.Results;
import io.lakeshift.cli.output.TextTable;
import io.lakeshift.cli.session.AssessmentView;
import io.lakeshift.workflows.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A plan of synced tables for people. What is the same for several tables is said once, with the tables it concerns. */
public final class SyncedTablesPlanPrint {
    private final Results results;
    private final View view;

    public SyncedTablesPlanPrint(Results results, View view) {
        this.results = results;
        this.view = view;
    }

    public void print(boolean withSteps) {
        if (withSteps) {
            effective();
        }
        results.table(overview());
        if (withSteps) {
            steps();
        }
        Map<Finding, List<String>> concerned = concerned();
        for (Table table : view.tables()) {
            results.line("");
            results.line("%s:", table.id());
            results.line("  Estimate: %s", table.formula());
            AssessmentView.findings(
                    results,
                    table.id(),
                    table.findings().stream()
                            .filter(it -> concerned.getOrDefault(it, List.of()).size() == 1)
                            .distinct()
                            .toList());
        }
        concerned.entrySet().stream()
                .filter(it -> it.getValue().size() > 1)
                .sorted(Map.Entry.comparingByKey(Comparator.comparing(Finding::severity)))
                .forEach(it -> AssessmentView.findings(results, names(it.getValue()), List.of(it.getKey())));
        whole();
        results.line("");
        results.line("Plan hash %s", view.planHash());
        results.line(
                view.blocked()
                        ? "Blocked: fix what is marked BLOCKER, then plan again."
                        : "Start it with: lakeshift migrate -f PLAN --plan-hash " + view.planHash());
    }

    private void effective() {
        results.line("Effective values");
        results.table(view.effective().valuesTable());
        results.line("");
        results.table(view.effective().tablesTable());
        results.line("");
    }

    private TextTable overview() {
        TextTable overview = new TextTable("TABLE", "MODE", "ROWS", "LOAD TAKES", "A MONTH", "PLAN HASH", "VERDICT");
        for (Table table : view.tables()) {
            overview.row(
                    table.id(),
                    table.mode().equals(table.requestedMode())
                            ? table.mode()
                            : table.mode() + " instead of " + table.requestedMode(),
                    table.rows() < 0 ? "unknown" : table.rows(),
                    table.importSeconds() < 0 ? "unknown" : Human.duration(Duration.ofSeconds(table.importSeconds())),
                    table.costPerMonth() < 0 ? "unknown" : String.format(Locale.ROOT, "%.2f $", table.costPerMonth()),
                    table.planHash().substring(0, Math.min(12, table.planHash().length())),
                    table.blocked() ? "blocked" : "can be migrated");
        }
        return overview;
    }

    private void steps() {
        Map<List<String>, List<Table>> alike = view.tables().stream()
                .collect(Collectors.groupingBy(
                        SyncedTablesPlanPrint::generalSteps, LinkedHashMap::new, Collectors.toList()));
        alike.forEach((general, tables) -> {
            boolean one = tables.size() == 1;
            results.line("");
            results.line(
                    one ? "Steps of %s:" : "Steps of each of %s, from its SOURCE to its TARGET:",
                    names(tables.stream().map(Table::id).toList()));
            List<String> steps = one ? tables.get(0).steps() : general;
            for (int i = 0; i < steps.size(); i++) {
                results.line("  %d. %s", i + 1, steps.get(i));
            }
        });
    }

    private static List<String> generalSteps(Table table) {
        return table.steps().stream()
                .map(step -> step.replace(table.target(), "TARGET").replace(table.source(), "SOURCE"))
                .toList();
    }

    /** By finding, the tables that it is said of; what is said of the whole plan is not said of its tables again. */
    private Map<Finding, List<String>> concerned() {
        Map<Finding, List<String>> concerned = new LinkedHashMap<>();
        for (Table table : view.tables()) {
            table.findings().stream()
                    .distinct()
                    .filter(finding -> !view.findings().contains(finding))
                    .forEach(finding -> concerned
                            .computeIfAbsent(finding, it -> new ArrayList<>())
                            .add(table.id()));
        }
        return concerned;
    }

    private String names(List<String> ids) {
        boolean all = ids.size() > 1 && ids.size() == view.tables().size();
        return all ? "all " + ids.size() + " tables" : String.join(", ", ids);
    }

    private void whole() {
        if (view.limits().isEmpty() && view.findings().isEmpty()) {
            return;
        }
        results.line("");
        results.line("The plan as a whole:");
        view.limits().forEach(limit -> results.line("  %s: %s", limit.name(), limit.value()));
        AssessmentView.findings(results, view.id(), view.findings());
    }
}
