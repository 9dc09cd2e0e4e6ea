package io.lakeshift.activities.kinds.sqldelta;

import io.lakeshift.activities.connections.ConnectionRegistry;
import io.lakeshift.activities.execution.StepRunner;
import io.lakeshift.activities.metrics.PublishMetrics;
import io.lakeshift.workflows.kinds.sqldelta.ShardPublishing;
import java.time.Clock;

/** Runs the rounds of shards. */
public final class ShardPublishingImpl implements ShardPublishing {
    private final ConnectionRegistry connections;
    private final StepRunner steps;
    private final PublishMetrics metrics;
    private final Clock clock;

    public ShardPublishingImpl(ConnectionRegistry connections, StepRunner steps, PublishMetrics metrics, Clock clock) {
        this.connections = connections;
        this.steps = steps;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public Ran publishShard(Run request) {
        return steps.reading(heartbeat -> connections.with(
                request.database(), store -> new ShardLoop(request, store, metrics, clock).publish(heartbeat)));
    }
}
