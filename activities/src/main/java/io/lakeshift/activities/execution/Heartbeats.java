package io.lakeshift.activities.execution;

import io.lakeshift.workflows.ActivityProgress;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Heartbeats for one activity, with its newest progress. They go on by themselves between two reports, because one SQL
 * statement or one large checkpoint can take longer than the heartbeat timeout. A cancellation that a heartbeat hears of
 * is thrown at the next report, on the activity's own thread.
 */
final class Heartbeats implements AutoCloseable {
    private final ActivityExecutionContext context;
    private final ScheduledFuture<?> ticks;
    private volatile @Nullable ActivityProgress progress;
    private volatile @Nullable ActivityCompletionException ended;

    Heartbeats(ActivityExecutionContext context, ScheduledExecutorService scheduler) {
        this.context = context;
        Duration timeout = context.getInfo().getHeartbeatTimeout();
        long period = Math.max(200, timeout.toMillis() / 5);
        this.ticks = timeout.isZero()
                ? scheduler.schedule(() -> {}, 0, TimeUnit.MILLISECONDS)
                : scheduler.scheduleWithFixedDelay(this::tick, period, period, TimeUnit.MILLISECONDS);
    }

    /** @throws ActivityCompletionException when the activity is cancelled, paused, or no longer this worker's */
    void report(@Nullable ActivityProgress latest) {
        progress = latest;
        requireRunning();
        context.heartbeat(latest);
    }

    void requireRunning() {
        ActivityCompletionException end = ended;
        if (end != null) {
            throw end;
        }
    }

    private void tick() {
        try {
            context.heartbeat(progress);
        } catch (ActivityCompletionException e) {
            ended = e;
        }
    }

    @Override
    public void close() {
        ticks.cancel(false);
    }
}
