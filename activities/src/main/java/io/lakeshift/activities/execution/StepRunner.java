package io.lakeshift.activities.execution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lakeshift.activities.ledger.StepAttempt;
import io.lakeshift.activities.ledger.StepKey;
import io.lakeshift.activities.ledger.StepLease;
import io.lakeshift.activities.ledger.StepLedger;
import io.lakeshift.workflows.ActivityProgress;
import io.lakeshift.workflows.LakeshiftDataConverter;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Runs the work of activities. A step that the ledger knows as finished is not done again: its result is handed back.
 * Of two attempts at one time only the later one may finish, and the earlier one stops at its next durable point.
 */
public final class StepRunner implements AutoCloseable {
    private static final ObjectMapper JSON = LakeshiftDataConverter.objectMapper();

    private final StepLedger ledger;
    private final ScheduledExecutorService scheduler;

    public StepRunner(StepLedger ledger) {
        this.ledger = ledger;
        this.scheduler = Executors.newScheduledThreadPool(2, work -> {
            Thread thread = new Thread(work, "lakeshift-heartbeats");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Must be called on the activity's thread. */
    public <T> T once(Class<T> resultType, Function<RunningStep, T> work) {
        ActivityExecutionContext context = Activity.getExecutionContext();
        ActivityInfo info = context.getInfo();
        String workflowId = Objects.requireNonNull(info.getWorkflowId(), "steps belong to workflows");
        StepKey key = new StepKey(workflowId, info.getRunId() + "/" + info.getActivityId());
        StepAttempt attempt = ledger.begin(key, info.getActivityType(), "attempt " + info.getAttempt());
        if (attempt instanceof StepAttempt.AlreadyFinished finished) {
            return read(finished.result(), resultType);
        }
        StepLease lease = ((StepAttempt.Begun) attempt).lease();
        try (Heartbeats heartbeats = new Heartbeats(context, scheduler)) {
            T result = work.apply(new Leased(heartbeats, lease));
            ledger.finish(lease, write(result));
            return result;
        }
    }

    /** For work that only reads, and may be done again at any time. */
    public <T> T reading(Function<Consumer<ActivityProgress>, T> work) {
        try (Heartbeats heartbeats = new Heartbeats(Activity.getExecutionContext(), scheduler)) {
            return work.apply(heartbeats::report);
        }
    }

    private final class Leased implements RunningStep {
        private final Heartbeats heartbeats;
        private final StepLease lease;

        Leased(Heartbeats heartbeats, StepLease lease) {
            this.heartbeats = heartbeats;
            this.lease = lease;
        }

        @Override
        public void progressed(ActivityProgress progress) {
            heartbeats.report(progress);
        }

        @Override
        public void requireLease() {
            heartbeats.requireRunning();
            ledger.requireHeld(lease);
        }
    }

    private static <T> T read(String result, Class<T> type) {
        try {
            return JSON.readValue(result, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The ledger holds an unreadable " + type.getSimpleName(), e);
        }
    }

    private static String write(Object result) {
        try {
            return JSON.writeValueAsString(result);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
