package io.lakeshift.workflows.kinds.sqldelta;

import io.lakeshift.workflows.Fanout;
import io.lakeshift.workflows.Phase;

/** Assesses several tables. A table whose assessment fails is a table with a BLOCKER, and hides no other. */
public final class AssessTablesWorkflow implements AssessTables {
    private static final String VERB = "assess";

    private final TableAssessments assessments = TableStubs.assessments();

    @Override
    public Result assess(Request request) {
        String about = request.tables().size() + " tables";
        VerbBoard.started(VERB, about, Phase.ASSESSING);
        Result result = new Result(Fanout.map(
                request.tables(),
                request.parallelism(),
                table -> AssessmentFailures.blockerInstead(assessments, table)));
        VerbBoard.ended(VERB, about, result.blocked() ? "some are blocked" : "none is blocked");
        return result;
    }
}
