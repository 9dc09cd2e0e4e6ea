package io.lakeshift.workflows.kinds.sqldelta;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Port: brings ratified commits of one table into its log. Queue COPY, heartbeats. */
@ActivityInterface(namePrefix = "Publish")
public interface TablePublishing {
    /** Publishes what is ratified now, in order. The second time: nothing left. */
    @ActivityMethod(name = "PublishPending")
    Published publishPending(PublishPending request);

    /** Refuses new SQL commits from now on, then publishes to the head. The second time: the same answer. */
    Published drain(Drain request);

    record PublishPending(TableRef table) {}

    record Drain(TableRef table, String migration) {}

    /** @param versionsPublished by this call */
    record Published(long publishedVersion, long versionsPublished) {}
}
