package io.lakeshift.workflows.kinds.syncedtables;

import io.lakeshift.workflows.lifecycle.KindTraits;
import io.lakeshift.workflows.lifecycle.LifeCycle;
import io.lakeshift.workflows.lifecycle.LifeCycleSettings;
import io.lakeshift.workflows.lifecycle.MigrationResult;
import io.lakeshift.workflows.lifecycle.RecordedRequest;
import io.temporal.workflow.WorkflowInit;
import java.util.Optional;

/** The life cycle, around {@link SwitchSubsetPhases}. */
public final class SwitchSubsetWorkflow implements SwitchSubset {
    private static final KindTraits TRAITS = new KindTraits(
            false,
            "the application reads what it read before",
            "puts the application back",
            "puts the application back; the tables stay",
            "the application reads what it read before, the tables stay");

    private final LifeCycle lifeCycle;

    @WorkflowInit
    public SwitchSubsetWorkflow(Request request) {
        String unit = SwitchSubset.unit(request.migration());
        lifeCycle = new LifeCycle(
                new LifeCycleSettings(
                        unit,
                        request.migration(),
                        KIND,
                        TRAITS,
                        unit.substring(unit.indexOf('/') + 1),
                        request.requestedBy(),
                        request.policy(),
                        Optional.empty(),
                        RecordedRequest.write(request),
                        Optional.empty()),
                new SwitchSubsetPhases(request));
    }

    @Override
    public MigrationResult run(Request request) {
        return lifeCycle.run();
    }
}
