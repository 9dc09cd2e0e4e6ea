package io.lakeshift.activities.batch;

import io.lakeshift.activities.execution.StepRunner;
import io.lakeshift.workflows.batch.ChildSweep;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowNotFoundException;
import java.util.Optional;

/** Asks the Temporal service how workflows stand. */
public final class ChildSweepImpl implements ChildSweep {
    private final WorkflowClient client;
    private final StepRunner steps;

    public ChildSweepImpl(WorkflowClient client, StepRunner steps) {
        this.client = client;
        this.steps = steps;
    }

    @Override
    public States describe(Describe request) {
        return steps.reading(heartbeat ->
                new States(request.workflowIds().stream().map(this::state).toList()));
    }

    private State state(String workflowId) {
        try {
            WorkflowExecutionDescription description =
                    client.newUntypedWorkflowStub(workflowId).describe();
            return state(workflowId, description.getStatus());
        } catch (WorkflowNotFoundException e) {
            return new State(
                    workflowId, Status.FAILED, Optional.of("The Temporal service does not know this workflow"));
        }
    }

    private static State state(String workflowId, WorkflowExecutionStatus status) {
        return switch (status) {
            case WORKFLOW_EXECUTION_STATUS_RUNNING, WORKFLOW_EXECUTION_STATUS_CONTINUED_AS_NEW ->
                new State(workflowId, Status.RUNNING, Optional.empty());
            case WORKFLOW_EXECUTION_STATUS_COMPLETED -> new State(workflowId, Status.COMPLETED, Optional.empty());
            default ->
                new State(
                        workflowId,
                        Status.FAILED,
                        Optional.of(
                                "The workflow is " + status.name().substring("WORKFLOW_EXECUTION_STATUS_".length())));
        };
    }
}
