package io.lakeshift.workflows.kinds.sqldelta;

import io.lakeshift.workflows.lifecycle.KindTraits;
import io.lakeshift.workflows.lifecycle.LifeCycle;
import io.lakeshift.workflows.lifecycle.LifeCycleSettings;
import io.lakeshift.workflows.lifecycle.MigrationResult;
import io.lakeshift.workflows.lifecycle.RecordedRequest;
import io.temporal.workflow.WorkflowInit;

/** The life cycle, around {@link SqlDeltaPhases}. */
public final class SqlDeltaMigrationWorkflow implements SqlDeltaMigration {
    private static final KindTraits TRAITS = new KindTraits(
            false,
            "writers are as they were",
            "hands its commits back",
            "hands its commits back to the files; nothing written is lost",
            "its files own the commits again");

    private final LifeCycle lifeCycle;

    @WorkflowInit
    public SqlDeltaMigrationWorkflow(Request request) {
        lifeCycle = new LifeCycle(
                new LifeCycleSettings(
                        request.unit(),
                        request.migration(),
                        KIND,
                        TRAITS,
                        request.spec().alias(),
                        request.requestedBy(),
                        request.policy(),
                        request.expectedPlanHash(),
                        RecordedRequest.write(request),
                        request.batch()),
                new SqlDeltaPhases(request.migration(), request.spec(), request.policy()));
    }

    @Override
    public MigrationResult migrate(Request request) {
        return lifeCycle.run();
    }
}
