package io.lakeshift.workflows.batch;

import io.temporal.activity.ActivityInterface;
import java.util.List;
import java.util.Optional;

/** Port: finds children that ended without reporting. Queue LIFECYCLE; the implementation asks the Temporal service. */
@ActivityInterface(namePrefix = "Batch")
public interface ChildSweep {
    /** How each of these workflows stands, in the order of the request. */
    States describe(Describe request);

    /** @param workflowIds at most 500 */
    record Describe(List<String> workflowIds) {
        public Describe {
            workflowIds = List.copyOf(workflowIds);
        }
    }

    record States(List<State> states) {
        public States {
            states = List.copyOf(states);
        }
    }

    /** @param error the failure's message where it failed, was terminated, or is unknown to the service */
    record State(String workflowId, Status status, Optional<String> error) {}

    enum Status {
        RUNNING,
        COMPLETED,
        FAILED
    }
}
