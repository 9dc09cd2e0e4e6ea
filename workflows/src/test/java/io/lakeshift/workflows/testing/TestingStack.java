package io.lakeshift.workflows.testing;

import io.lakeshift.workflows.LakeshiftDataConverter;
import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.SearchAttributes;
import io.lakeshift.workflows.TaskQueues;
import io.lakeshift.workflows.lifecycle.Progress;
import io.lakeshift.workflows.registry.WorkflowRegistry;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** A Temporal service in this process, with every workflow type and the given activities on every queue. */
public final class TestingStack implements AutoCloseable {
    private final TestWorkflowEnvironment environment;

    public TestingStack(Object... activities) {
        TestEnvironmentOptions.Builder options = TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(LakeshiftDataConverter.create())
                        .setIdentity("testing")
                        .build());
        SearchAttributes.all()
                .forEach(key ->
                        options.registerSearchAttribute(key.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
        environment = TestWorkflowEnvironment.newInstance(options.build());
        for (TaskQueues queue : TaskQueues.values()) {
            Worker worker = environment.newWorker(
                    queue.queueName(),
                    WorkerOptions.newBuilder()
                            .setMaxHeartbeatThrottleInterval(Duration.ofMillis(200))
                            .build());
            if (queue == TaskQueues.LIFECYCLE) {
                WorkflowRegistry.registerWorkflows(worker);
            }
            List<Class<?>> ports = WorkflowRegistry.activities(queue);
            for (Object activity : activities) {
                if (ports.stream().anyMatch(port -> port.isInstance(activity))) {
                    worker.registerActivitiesImplementations(activity);
                }
            }
        }
        environment.start();
    }

    public TestWorkflowEnvironment environment() {
        return environment;
    }

    public WorkflowClient client() {
        return environment.getWorkflowClient();
    }

    public <W> W stub(Class<W> type, String id) {
        return client().newWorkflowStub(
                        type,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(id)
                                .setTaskQueue(TaskQueues.LIFECYCLE.queueName())
                                .build());
    }

    public TestingControl control(String id) {
        return new TestingControl(client(), id);
    }

    public Progress awaitPhase(String id, Phase phase) {
        TestingControl control = control(id);
        return Awaitility.await(id + " to be " + phase)
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions()
                .until(control::progress, progress -> progress.phase() == phase);
    }

    /** Waits until the migration asks something. */
    public Progress awaitQuestion(String id) {
        TestingControl control = control(id);
        return Awaitility.await(id + " to ask")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions()
                .until(control::progress, progress -> progress.approval().isPresent());
    }

    @Override
    public void close() {
        environment.close();
    }
}
