package io.lakeshift.activities.kinds.sqldelta;

import io.lakeshift.workflows.ConnectionName;
import io.lakeshift.workflows.TaskQueues;
import io.lakeshift.workflows.kinds.sqldelta.PublishShard;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;

/** Starts the publish loops, which go on from then on whatever happens to this process. */
final class PublishLoops {
    /** A history grows by a handful of events each. */
    private static final Duration ROUND = Duration.ofMinutes(30);

    private PublishLoops() {}

    static void start(WorkflowClient client, int shards) {
        for (int shard = 0; shard < shards; shard++) {
            PublishShard.Request request = PublishShard.Request.of(ConnectionName.DEFAULT, shard, shards);
            PublishShard loop = client.newWorkflowStub(
                    PublishShard.class,
                    WorkflowOptions.newBuilder()
                            .setWorkflowId(PublishShard.workflowId(ConnectionName.DEFAULT, shard))
                            .setTaskQueue(TaskQueues.LIFECYCLE.queueName())
                            .setWorkflowIdConflictPolicy(
                                    WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                            .setStaticSummary("Publishes shard " + shard + " of " + shards)
                            .build());
            WorkflowClient.start(loop::publish, request);
        }
    }
}
