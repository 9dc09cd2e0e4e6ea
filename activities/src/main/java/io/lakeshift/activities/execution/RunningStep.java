package io.lakeshift.activities.execution;

import io.lakeshift.workflows.ActivityProgress;

/** What the work of a step tells, and hears, while it runs. Both calls end the work by throwing. */
public interface RunningStep {
    /** Heartbeats. Throws when the activity was cancelled. */
    void progressed(ActivityProgress progress);

    /** To be called before something becomes durable. Throws when a later attempt of the step has begun. */
    void requireLease();
}
