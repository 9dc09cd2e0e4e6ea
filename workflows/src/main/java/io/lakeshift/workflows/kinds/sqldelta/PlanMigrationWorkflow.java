package io.lakeshift.workflows.kinds.sqldelta;

import io.lakeshift.workflows.Fanout;
import io.lakeshift.workflows.SearchAttributes;
import io.temporal.workflow.Workflow;
import java.util.List;

/** Plans a migration's tables without changing anything. */
public final class PlanMigrationWorkflow implements PlanMigration {
    private final TableAssessments assessments = TableStubs.assessments();

    @Override
    public Plan plan(Request request) {
        Workflow.upsertTypedSearchAttributes(
                SearchAttributes.KIND.valueSet("plan"), SearchAttributes.BATCH.valueSet(request.migration()));
        List<UnitPlan> units = Fanout.map(request.tables(), request.parallelism(), spec -> planTable(request, spec));
        return Plan.of(request.migration(), units);
    }

    private UnitPlan planTable(Request request, SqlDeltaPlanSpec spec) {
        TableAssessments.Assessment assessment = SqlDeltaPlan.withPlanFindings(
                spec,
                request.policy(),
                AssessmentFailures.blockerInstead(assessments, new TableAssessments.Assess(spec.table(), spec.mode())));
        return new UnitPlan(
                SqlDeltaMigration.unitOf(request.migration(), spec.alias()),
                SqlDeltaPlan.hash(spec, request.policy(), assessment),
                assessment,
                SqlDeltaPlan.steps(spec, request.policy()));
    }
}
