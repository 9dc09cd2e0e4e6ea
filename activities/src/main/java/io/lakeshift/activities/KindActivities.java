package io.lakeshift.activities;

import io.lakeshift.workflows.TaskQueues;
import java.util.List;

/** What one kind of migration brings to the workers of a process. */
public interface KindActivities {
    /** The implementations of its ports on a queue; empty where it has none there. */
    List<Object> on(TaskQueues queue);

    /** Starts what runs for ever, once the workers take work. The second time: nothing. */
    default void started() {}
}
