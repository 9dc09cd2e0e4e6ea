package io.lakeshift.activities.kinds.sqldelta;

import io.lakeshift.activities.ActivityResources;
import io.lakeshift.activities.KindActivities;
import io.lakeshift.activities.audit.StepAudit;
import io.lakeshift.activities.execution.StepRunner;
import io.lakeshift.workflows.TaskQueues;
import io.lakeshift.workflows.kinds.sqldelta.SqlDeltaMigration;
import java.util.List;

/** The activities of SQL-backed Delta. */
public final class SqlDeltaActivities implements KindActivities {
    /** How the audit chain and the search attributes call an import that belongs to no migration. */
    private static final String IMPORT = "import";

    private final ActivityResources resources;
    private final Tables tables;
    private final StepAudit audit;

    public SqlDeltaActivities(ActivityResources resources) {
        this.resources = resources;
        this.tables = new Tables(resources.connections());
        this.audit = audit(SqlDeltaMigration.KIND);
    }

    @Override
    public List<Object> on(TaskQueues queue) {
        StepRunner steps = resources.steps();
        return switch (queue) {
            case LIFECYCLE ->
                List.of(
                        new TableAssessmentsImpl(tables, steps),
                        new TableDiscoveryImpl(steps),
                        new TableHeadsImpl(tables, steps),
                        new TableFencesImpl(tables, steps, audit));
            case COPY ->
                List.of(
                        new TableImportsImpl(tables, steps, audit(IMPORT)),
                        new TableValidationsImpl(
                                tables, steps, resources.ledger().reports(), resources.clock()),
                        new TablePublishingImpl(tables, steps, audit));
            case PUBLISH ->
                List.of(new ShardPublishingImpl(
                        resources.connections(), steps, resources.metrics(), resources.clock()));
        };
    }

    @Override
    public void started() {
        PublishLoops.start(resources.client(), resources.publishShards());
    }

    private StepAudit audit(String kind) {
        return new StepAudit(resources.ledger().audit(), kind, resources.clock());
    }
}
