package io.lakeshift.workflows.kinds.syncedtables;

import io.lakeshift.workflows.lifecycle.KindTraits;
import io.lakeshift.workflows.lifecycle.LifeCycle;
import io.lakeshift.workflows.lifecycle.LifeCycleSettings;
import io.lakeshift.workflows.lifecycle.MigrationResult;
import io.lakeshift.workflows.lifecycle.RecordedRequest;
import io.temporal.workflow.WorkflowInit;

/** The life cycle, around {@link SyncedTablePhases}. */
public final class SyncedTableMigrationWorkflow implements SyncedTableMigration {
    private static final KindTraits TRAITS = new KindTraits(
            true,
            "applications read what they read before",
            "removes what it made",
            "puts the application back and removes what it made; the source is not touched",
            "what it made is removed, the source is as it was");

    private final LifeCycle lifeCycle;

    @WorkflowInit
    public SyncedTableMigrationWorkflow(Request request) {
        lifeCycle = new LifeCycle(
                new LifeCycleSettings(
                        request.unit(),
                        request.migration(),
                        KIND,
                        TRAITS,
                        request.table().alias(),
                        request.requestedBy(),
                        request.policy(),
                        request.expectedPlanHash(),
                        RecordedRequest.write(request),
                        request.batch()),
                new SyncedTablePhases(request));
    }

    @Override
    public MigrationResult migrate(Request request) {
        return lifeCycle.run();
    }
}
