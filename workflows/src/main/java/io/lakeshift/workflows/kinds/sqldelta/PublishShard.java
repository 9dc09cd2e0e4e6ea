package io.lakeshift.workflows.kinds.sqldelta;

import io.lakeshift.workflows.ConnectionName;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.Optional;

/** Publishes one shard for as long as it is not told to stop. Workflow id {@code publish/<database>/<shard>}. */
@WorkflowInterface
public interface PublishShard {
    @WorkflowMethod
    Stopped publish(Request request);

    /** Ends after the present round; the round itself is cancelled. */
    @SignalMethod
    void stop(Stop stop);

    @QueryMethod
    Status status();

    /** @param round how long one call of the activity lasts; a history grows by one round's events each */
    record Request(ConnectionName database, int shard, int shards, Duration round, Duration poll, Totals soFar) {
        public static Request of(ConnectionName database, int shard, int shards) {
            return new Request(database, shard, shards, Duration.ofMinutes(30), Duration.ofSeconds(1), Totals.NONE);
        }

        Request continuing(Totals totals) {
            return new Request(database, shard, shards, round, poll, totals);
        }
    }

    record Stop(String by, String reason) {}

    record Totals(long rounds, long versionsPublished) {
        public static final Totals NONE = new Totals(0, 0);
    }

    record Status(Totals totals, Optional<ShardPublishing.Ran> lastRound, Optional<String> lastFailure) {}

    record Stopped(Totals totals, String by, String reason) {}

    static String workflowId(ConnectionName database, int shard) {
        return "publish/" + database + "/" + shard;
    }
}
