package io.lakeshift.workflows.kinds.syncedtables;

import io.lakeshift.workflows.Digests;
import io.lakeshift.workflows.Fanout;
import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.SearchAttributes;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableAssessments.Assess;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableAssessments.Assessment;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableAssessments.Limit;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableAssessments.OfTable;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableAssessments.Survey;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableAssessments.Surveyed;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Plans a migration's synced tables without changing anything. */
public final class PlanSyncedTablesWorkflow implements PlanSyncedTables {
    private final SyncedTableAssessments assessments = SyncedTableStubs.assessments();

    @Override
    public Plan plan(Request request) {
        Workflow.upsertTypedSearchAttributes(
                SearchAttributes.KIND.valueSet("plan"), SearchAttributes.BATCH.valueSet(request.migration()));
        Surveyed survey = assessments.survey(new Survey(request.setup(), request.tables()));
        List<Assessment> found = Fanout.map(
                request.tables(),
                request.parallelism(),
                table -> assessments.assess(new Assess(request.setup(), table)));
        List<SyncedTableSpec> decided = PipelineGroups.assign(
                IntStream.range(0, found.size())
                        .mapToObj(i ->
                                request.tables().get(i).decided(found.get(i).decision()))
                        .toList(),
                request.setup().sizing().tablesPerPipeline());
        PlanTotals totals = new PlanTotals(request.setup(), decided, found);
        List<UnitPlan> units = IntStream.range(0, found.size())
                .mapToObj(i -> unit(request, decided, i, withSurveyed(totals.priced(i), survey)))
                .toList();
        List<Finding> findings = new ArrayList<>(survey.findings());
        totals.tooLarge(survey.databaseBytes()).ifPresent(findings::add);
        findings.sort(Comparator.comparing(Finding::severity));
        List<Limit> limits = new ArrayList<>(survey.limits());
        limits.addAll(totals.limits());
        return new Plan(request.migration(), hashOf(units), units, findings, limits);
    }

    private static UnitPlan unit(Request request, List<SyncedTableSpec> all, int index, Assessment found) {
        SyncedTableSpec spec = all.get(index);
        SyncedTableSpec.Decision decision = spec.decision().orElseThrow();
        return new UnitPlan(
                request.migration() + "/" + spec.alias(),
                SyncedTablePlan.hash(request.setup(), spec, decision, found.factsDigest()),
                spec,
                withTwins(found, all, index),
                SyncedTablePlan.steps(request.setup(), spec, decision));
    }

    /** Two tables of one plan cannot have one target. */
    private static Assessment withTwins(Assessment found, List<SyncedTableSpec> all, int index) {
        SyncedTableSpec spec = all.get(index);
        boolean twin = IntStream.range(0, all.size())
                .filter(other -> other != index)
                .anyMatch(other -> all.get(other).alias().equals(spec.alias()));
        if (!twin) {
            return found;
        }
        return with(
                found,
                List.of(Finding.blocker(
                        "TARGET_TWICE",
                        "Two tables of the plan have the target " + spec.alias() + ".",
                        spec.source().full(),
                        "Give each table of the plan a target of its own.")));
    }

    private static Assessment withSurveyed(Assessment found, Surveyed survey) {
        return with(
                found,
                survey.ofTables().stream()
                        .filter(of -> of.target().equals(found.target()))
                        .map(OfTable::finding)
                        .toList());
    }

    private static Assessment with(Assessment found, List<Finding> more) {
        List<Finding> findings = new ArrayList<>(more);
        findings.addAll(found.findings());
        findings.sort(Comparator.comparing(Finding::severity));
        return found.with(found.estimate(), findings);
    }

    private static String hashOf(List<UnitPlan> units) {
        return Digests.sha256(units.stream()
                .map(unit -> unit.unit() + " " + unit.planHash())
                .sorted()
                .collect(Collectors.joining("\n")));
    }
}
