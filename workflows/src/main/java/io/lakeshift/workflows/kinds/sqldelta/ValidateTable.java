package io.lakeshift.workflows.kinds.sqldelta;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** The verbs {@code validate} and {@code diff}: the status of the result is the exit code. */
@WorkflowInterface
public interface ValidateTable {
    @WorkflowMethod
    TableValidations.Parity validate(TableValidations.Validate request);
}
