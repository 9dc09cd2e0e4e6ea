package io.lakeshift.activities.ledger;

/**
 * Names a step that happens once.
 *
 * @param step unique in the workflow, and the same for every attempt of the step
 */
public record StepKey(String workflowId, String step) {
    @Override
    public String toString() {
        return workflowId + "#" + step;
    }
}
