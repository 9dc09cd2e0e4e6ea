package io.lakeshift.cli.session;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.lakeshift.workflows.TaskQueues;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.client.WorkflowClient;

/** Whether any worker waits for Lakeshift's work. */
final class Pollers {
    private Pollers() {}

    static boolean anyFor(WorkflowClient client) {
        try {
            return client.getWorkflowServiceStubs()
                            .blockingStub()
                            .describeTaskQueue(DescribeTaskQueueRequest.newBuilder()
                                    .setNamespace(client.getOptions().getNamespace())
                                    .setTaskQueue(TaskQueue.newBuilder().setName(TaskQueues.LIFECYCLE.queueName()))
                                    .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW)
                                    .build())
                            .getPollersCount()
                    > 0;
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
                return false;
            }
            throw e;
        }
    }
}
