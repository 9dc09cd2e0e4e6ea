package io.lakeshift.workflows.sqldelta;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lakeshift.workflows.LakeshiftDataConverter;
import io.lakeshift.workflows.lifecycle.KindTraits;
import io.lakeshift.workflows.lifecycle.LifeCycle;
import io.lakeshift.workflows.lifecycle.LifeCycleSettings;
import io.lakeshift.workflows.lifecycle.MigrationResult;
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
                        asJson(request),
                        request.batch()),
                new SqlDeltaPhases(request.migration(), request.spec(), request.policy()));
    }

    @Override
    public MigrationResult migrate(Request request) {
        return lifeCycle.run();
    }

    private static String asJson(Request request) {
        try {
            return LakeshiftDataConverter.objectMapper().writeValueAsString(request);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a request that came as JSON can be written as JSON", e);
        }
    }
}
