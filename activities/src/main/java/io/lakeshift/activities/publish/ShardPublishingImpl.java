package io.lakeshift.activities.publish;

import io.lakeshift.activities.connections.ConnectionRegistry;
import io.lakeshift.activities.execution.StepRunner;
import io.lakeshift.catalog.store.CatalogStore;
import io.lakeshift.workflows.ActivityProgress;
import io.lakeshift.workflows.publish.ShardPublishing;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs the rounds of shards. */
public final class ShardPublishingImpl implements ShardPublishing {
    private static final int THREADS_PER_SHARD = 4;
    private static final int LONGEST_VERSION_SECONDS = 10;

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
        return steps.reading(
                heartbeat -> connections.with(request.database(), store -> publish(request, store, heartbeat)));
    }

    private Ran publish(Run request, CatalogStore store, Consumer<ActivityProgress> heartbeat) {
        ExecutorService threads = threads(request.shard());
        try {
            return new ShardLoop(request, store, metrics, threads, clock).publish(heartbeat);
        } finally {
            stop(threads);
        }
    }

    /** What is still in line when the round ends is left to the next one. */
    private static ExecutorService threads(int shard) {
        return new ThreadPoolExecutor(
                THREADS_PER_SHARD,
                THREADS_PER_SHARD,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> {
                    Thread thread = new Thread(work, "lakeshift-publish-" + shard);
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
    }

    /** A version that is being written gets the time to be recorded; one that is not is written again by the next. */
    private static void stop(ExecutorService threads) {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(LONGEST_VERSION_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
