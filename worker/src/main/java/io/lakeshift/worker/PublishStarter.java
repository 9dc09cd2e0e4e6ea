package io.lakeshift.worker;

import io.lakeshift.workflows.ConnectionName;
import io.lakeshift.workflows.TaskQueues;
import io.lakeshift.workflows.kinds.sqldelta.PublishShard;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;

/** Starts the publish loops, which go on from then on whatever happens to this process. */
final class PublishStarter {
    /** A history grows by a handful of events each. */
    private static final Duration ROUND = Duration.ofMinutes(30);

    private PublishStarter() {}

    static void start(WorkflowClient client, WorkerSettings.Publishing publishing) {
        for (int shard = 0; shard < publishing.shards(); shard++) {
            PublishShard.Request request = PublishShard.Request.of(ConnectionName.DEFAULT, shard, publishing.shards());
            PublishShard loop = client.newWorkflowStub(
                    PublishShard.class,
                    WorkflowOptions.newBuilder()
                            .setWorkflowId(PublishShard.workflowId(ConnectionName.DEFAULT, shard))
                            .setTaskQueue(TaskQueues.LIFECYCLE.queueName())
                            .setWorkflowIdConflictPolicy(
                                    WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                            .setStaticSummary("Publishes shard " + shard + " of " + publishing.shards())
                            .build());
            WorkflowClient.start(loop::publish, request);
        }
    }
}
