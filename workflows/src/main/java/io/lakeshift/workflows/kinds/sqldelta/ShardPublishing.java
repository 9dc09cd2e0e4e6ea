package io.lakeshift.workflows.kinds.sqldelta;

import io.lakeshift.workflows.ConnectionName;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Duration;

/** Port: publishes every SQL-backed table of a shard. Queue PUBLISH, heartbeats. */
@ActivityInterface(namePrefix = "Publish")
public interface ShardPublishing {
    /**
     * Listens on {@code lakeshift_ratified} and polls, publishing as commits come, for {@code atMost}; returns then.
     * One table's trouble holds up no other table's publishing. The second time: goes on with what is left; another
     * process publishing the same table is kept out by the table's own lock, not by this call.
     */
    @ActivityMethod(name = "PublishShard")
    Ran publishShard(Run request);

    /**
     * @param shard this many-th of {@code shards}, from 0; a table belongs to the shard that its UUID hashes to
     * @param poll how often to look without a notification
     */
    record Run(ConnectionName database, int shard, int shards, Duration atMost, Duration poll) {}

    /**
     * @param tables SQL-backed tables seen
     * @param failing tables whose publishing is stopped or failing at the end
     * @param worstLagSeconds from ratified to published
     */
    record Ran(int tables, int failing, long versionsPublished, double worstLagSeconds) {}
}
