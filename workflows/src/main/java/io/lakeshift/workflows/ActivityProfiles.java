package io.lakeshift.workflows;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import java.time.Duration;

/**
 * The few ways in which activities are called. Retries are bounded everywhere, so that wrong credentials or a database
 * that stays away end in an answer instead of hanging for ever; what cannot heal is not retried at all.
 */
public final class ActivityProfiles {
    /**
     * How often a worker sends heartbeats at most, for {@code WorkerOptions.setMaxHeartbeatThrottleInterval}. A pause or
     * an abort reaches a running activity with its next sent heartbeat; by default that could be eight seconds later.
     */
    public static final Duration HEARTBEAT_THROTTLE = Duration.ofSeconds(2);

    /** Within this a dead worker is noticed, whatever its activity was doing. */
    private static final Duration HEARTBEAT_TIMEOUT = Duration.ofSeconds(10);

    private ActivityProfiles() {}

    /**
     * Reading a log or the catalog: minutes at most, safe to repeat, for long enough that a restart of the database passes.
     * A cancel leaves it to itself: there is nothing to stop, and the in-process service stalls a workflow whose cancel
     * crosses the activity's own end.
     */
    public static ActivityOptions metadataRead() {
        return ActivityOptions.newBuilder()
                .setTaskQueue(TaskQueues.LIFECYCLE.queueName())
                .setStartToCloseTimeout(Duration.ofMinutes(10))
                .setScheduleToCloseTimeout(Duration.ofMinutes(30))
                .setHeartbeatTimeout(HEARTBEAT_TIMEOUT)
                .setCancellationType(ActivityCancellationType.ABANDON)
                .setRetryOptions(retry(Duration.ofMillis(500), Duration.ofSeconds(10), 12))
                .build();
    }

    /** One short write that is idempotent by its key: ledger and audit. Without heartbeats, so its limit is what a dead worker costs. */
    public static ActivityOptions shortCall() {
        return ActivityOptions.newBuilder()
                .setTaskQueue(TaskQueues.LIFECYCLE.queueName())
                .setStartToCloseTimeout(Duration.ofSeconds(15))
                .setScheduleToCloseTimeout(Duration.ofMinutes(30))
                .setCancellationType(ActivityCancellationType.ABANDON)
                .setRetryOptions(retry(Duration.ofMillis(500), Duration.ofSeconds(20), 12))
                .build();
    }

    /** Some calls to another service, which may ask to be left alone for a while. Safe to repeat; heartbeats. */
    public static ActivityOptions remoteCall() {
        return ActivityOptions.newBuilder()
                .setTaskQueue(TaskQueues.LIFECYCLE.queueName())
                .setStartToCloseTimeout(Duration.ofMinutes(10))
                .setScheduleToCloseTimeout(Duration.ofHours(2))
                .setHeartbeatTimeout(Duration.ofSeconds(20))
                .setCancellationType(ActivityCancellationType.ABANDON)
                .setRetryOptions(retry(Duration.ofMillis(500), Duration.ofSeconds(30), 30))
                .build();
    }

    /** One step of a cut over or a rollback: minutes at most, and its heartbeats tell soon when its worker has died. */
    public static ActivityOptions guardedStep() {
        return ActivityOptions.newBuilder(shortCall())
                .setStartToCloseTimeout(Duration.ofMinutes(10))
                .setHeartbeatTimeout(HEARTBEAT_TIMEOUT)
                .build();
    }

    /**
     * Hours of copying or comparing. The heartbeat bounds how long a dead worker goes unnoticed, and is how a cancel
     * reaches the activity; the workflow waits until it has stopped, so that two never work on one table.
     */
    public static ActivityOptions bulkCopy() {
        return ActivityOptions.newBuilder()
                .setTaskQueue(TaskQueues.COPY.queueName())
                .setStartToCloseTimeout(Duration.ofHours(24))
                .setHeartbeatTimeout(HEARTBEAT_TIMEOUT)
                .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                .setRetryOptions(retry(Duration.ofSeconds(1), Duration.ofSeconds(30), 12))
                .build();
    }

    /**
     * A loop beside the workflow for a bounded while, such as a shard's publishing. Every restart of a worker or of the
     * database counts as an attempt of the same long call, so the pauses between attempts do not grow with their number.
     */
    public static ActivityOptions longPoll() {
        return ActivityOptions.newBuilder()
                .setTaskQueue(TaskQueues.PUBLISH.queueName())
                .setStartToCloseTimeout(Duration.ofHours(2))
                .setHeartbeatTimeout(HEARTBEAT_TIMEOUT)
                .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                .setRetryOptions(retry(Duration.ofSeconds(1), Duration.ofSeconds(5), 100))
                .build();
    }

    private static RetryOptions retry(Duration first, Duration longest, int attempts) {
        return RetryOptions.newBuilder()
                .setInitialInterval(first)
                .setMaximumInterval(longest)
                .setBackoffCoefficient(2)
                .setMaximumAttempts(attempts)
                .setDoNotRetry(MigrationFailure.nonRetryable())
                .build();
    }
}
