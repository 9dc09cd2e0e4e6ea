package io.lakeshift.workflows.kinds.sqldelta;

import io.lakeshift.workflows.KindWorkflows;
import io.lakeshift.workflows.TaskQueues;
import java.util.List;
import java.util.Map;

/** What SQL-backed Delta brings to Temporal. */
public final class SqlDeltaWorkflows {
    public static final KindWorkflows KIND = new KindWorkflows(
            SqlDeltaMigration.KIND,
            List.of(
                    SqlDeltaMigrationWorkflow.class,
                    PlanMigrationWorkflow.class,
                    ImportTableWorkflow.class,
                    ValidateTableWorkflow.class,
                    AssessTablesWorkflow.class,
                    DiscoverTablesWorkflow.class,
                    PublishShardWorkflow.class),
            Map.of(
                    TaskQueues.LIFECYCLE,
                    List.of(TableAssessments.class, TableDiscovery.class, TableHeads.class, TableFences.class),
                    TaskQueues.COPY,
                    List.of(TableImports.class, TableValidations.class, TablePublishing.class),
                    TaskQueues.PUBLISH,
                    List.of(ShardPublishing.class)));

    private SqlDeltaWorkflows() {}
}
