package io.lakeshift.workflows.batch;

import io.lakeshift.workflows.ChildReport;
import io.lakeshift.workflows.ChildReport.Outcome;
import io.lakeshift.workflows.batch.MigrationBatch.CompactOutcome;
import io.lakeshift.workflows.batch.MigrationBatch.Summary;
import io.lakeshift.workflows.batch.MigrationBatch.Table;
import io.lakeshift.workflows.batch.MigrationBatch.TableOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How each child of a batch stands, in memory; in few bytes when it travels to the batch's next run. */
final class BatchLedger {
    private static final Map<Outcome, String> STATUS = Map.of(
            Outcome.WORKING, "running",
            Outcome.WAITING, "waiting",
            Outcome.SUCCEEDED, "completed",
            Outcome.FAILED, "failed");

    private final String batch;
    private final List<Table> tables;
    private final Function<Table, String> workflowIds;
    private final Map<String, Integer> byWorkflowId = new HashMap<>();
    private final Map<Integer, CompactOutcome> outcomes = new HashMap<>();

    BatchLedger(String batch, List<Table> tables, Function<Table, String> workflowIds, List<CompactOutcome> known) {
        this.batch = batch;
        this.tables = tables;
        this.workflowIds = workflowIds;
        for (int i = 0; i < tables.size(); i++) {
            byWorkflowId.putIfAbsent(workflowIds.apply(tables.get(i)), i);
        }
        known.forEach(outcome -> outcomes.put(outcome.table(), outcome));
    }

    /** Whether an earlier table of this batch has the same alias, and with it the same workflow id. */
    boolean duplicate(int table) {
        return !Integer.valueOf(table).equals(byWorkflowId.get(workflowIds.apply(tables.get(table))));
    }

    String workflowId(int table) {
        return workflowIds.apply(tables.get(table));
    }

    void started(int table) {
        outcomes.putIfAbsent(
                table, new CompactOutcome(table, Outcome.WORKING, -1, Optional.empty(), -1, -1, Optional.empty()));
    }

    /** A report that says nothing, as any client may send one, changes nothing. */
    @SuppressWarnings("ConstantConditions")
    void reported(@Nullable ChildReport report) {
        if (report == null || report.workflowId() == null || report.outcome() == null) {
            return;
        }
        Integer table = byWorkflowId.get(report.workflowId());
        CompactOutcome known = table == null ? null : outcomes.get(table);
        boolean newer = known == null || report.sequence() > known.seq();
        if (table != null && newer) {
            outcomes.put(
                    table,
                    new CompactOutcome(
                            table,
                            report.outcome(),
                            report.sequence(),
                            report.phase(),
                            report.version(),
                            report.activeFiles(),
                            report.error()));
        }
    }

    /** Notes how a child ended that did not say so itself; what it did say stands. */
    void lost(int table, String error) {
        CompactOutcome known = outcomes.get(table);
        if (known == null || !known.o().ended()) {
            outcomes.put(
                    table,
                    new CompactOutcome(
                            table,
                            Outcome.FAILED,
                            known == null ? -1 : known.seq(),
                            Optional.empty(),
                            known == null ? -1 : known.v(),
                            known == null ? -1 : known.f(),
                            Optional.of(error)));
        }
    }

    int working() {
        return count(Outcome.WORKING);
    }

    boolean allEnded() {
        return count(Outcome.SUCCEEDED) + count(Outcome.FAILED) == tables.size();
    }

    /** The children that have been started and have not ended. */
    List<Integer> unfinished() {
        return outcomes.values().stream()
                .filter(outcome -> !outcome.o().ended())
                .map(CompactOutcome::table)
                .sorted()
                .toList();
    }

    Summary summary() {
        return new Summary(
                batch,
                tables.size(),
                tables.size() - outcomes.size(),
                count(Outcome.WORKING),
                count(Outcome.WAITING),
                count(Outcome.SUCCEEDED),
                count(Outcome.FAILED));
    }

    List<CompactOutcome> compact() {
        return outcomes.values().stream()
                .sorted((one, other) -> Integer.compare(one.table(), other.table()))
                .toList();
    }

    List<TableOutcome> page(int from, int limit) {
        List<TableOutcome> page = new ArrayList<>();
        for (int i = Math.max(0, from); i < Math.min(tables.size(), from + limit); i++) {
            page.add(outcome(i));
        }
        return page;
    }

    /** All outcomes, or where there are more than {@code most}, those with an error first. */
    List<TableOutcome> digest(int most) {
        if (tables.size() <= most) {
            return page(0, most);
        }
        List<TableOutcome> failed = new ArrayList<>();
        List<TableOutcome> fine = new ArrayList<>();
        page(0, tables.size()).forEach(table -> (table.error().isPresent() ? failed : fine).add(table));
        failed.addAll(fine);
        return failed.subList(0, most);
    }

    private TableOutcome outcome(int table) {
        Table asked = tables.get(table);
        CompactOutcome known = outcomes.get(table);
        return known == null
                ? new TableOutcome(
                        asked.path(),
                        asked.alias(),
                        workflowId(table),
                        "pending",
                        Optional.empty(),
                        -1,
                        -1,
                        Optional.empty())
                : new TableOutcome(
                        asked.path(),
                        asked.alias(),
                        workflowId(table),
                        STATUS.getOrDefault(known.o(), "running"),
                        known.p(),
                        known.v(),
                        known.f(),
                        known.e());
    }

    private int count(Outcome outcome) {
        return (int)
                outcomes.values().stream().filter(known -> known.o() == outcome).count();
    }
}
