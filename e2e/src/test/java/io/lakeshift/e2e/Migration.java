package io.lakeshift.e2e;

import com.google.protobuf.util.Timestamps;
import io.grpc.StatusRuntimeException;
import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.client.RunningMigration;
import io.lakeshift.workflows.lifecycle.Answer;
import io.lakeshift.workflows.lifecycle.ApprovalRequest;
import io.lakeshift.workflows.lifecycle.Command;
import io.lakeshift.workflows.lifecycle.Decision;
import io.lakeshift.workflows.lifecycle.Progress;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** One table's running migration, as a person sees it. */
final class Migration {
    static final String APPROVER = "ann";

    private final WorkflowClient client;
    private final String unit;
    private final RunningMigration running;

    Migration(WorkflowClient client, String unit) {
        this.client = client;
        this.unit = unit;
        this.running = new RunningMigration(client, unit);
    }

    String unit() {
        return unit;
    }

    /** Fails when the migration needs a person before it gets there. */
    void awaitPhase(Phase phase, Duration limit) {
        await("the migration reaches " + phase, limit, progress -> progress.phase() == phase);
    }

    /** Waits until the cut over may be approved: what is asked comes a moment after the phase. */
    void awaitQuestion(Duration limit) {
        await("the migration asks", limit, progress -> progress.approval().isPresent());
    }

    /** Waits until an attempt of some activity has failed, and another is due. */
    void awaitRetry(Duration limit) {
        Awaitility.await("an activity is tried again")
                .atMost(limit)
                .until(() ->
                        client
                                .newUntypedWorkflowStub(unit)
                                .describe()
                                .getRawDescription()
                                .getPendingActivitiesList()
                                .stream()
                                .anyMatch(activity -> activity.getAttempt() > 1));
    }

    /** When the last activity that was cut off began again. */
    Instant begunAgain() {
        return client.fetchHistory(unit).getEvents().stream()
                .filter(HistoryEvent::hasActivityTaskStartedEventAttributes)
                .filter(event -> event.getActivityTaskStartedEventAttributes().getAttempt() > 1)
                .map(event -> Instant.ofEpochMilli(Timestamps.toMillis(event.getEventTime())))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError("no activity was tried again"));
    }

    private void await(String what, Duration limit, Predicate<Progress> reached) {
        Awaitility.await(what)
                .atMost(limit)
                .pollInterval(Duration.ofMillis(200))
                .until(() ->
                        progress().filter(this::needsNobody).filter(reached).isPresent());
    }

    private boolean needsNobody(Progress progress) {
        if (progress.phase() == Phase.NEEDS_ATTENTION) {
            throw new IllegalStateException("it needs attention: " + progress.attention());
        }
        return true;
    }

    /** Says yes to exactly what is being asked. */
    Answer approve() {
        ApprovalRequest asked = running.progress().approval().orElseThrow();
        return running.send(
                "approve", Decision.approve(APPROVER, "the report is clean").boundTo(asked));
    }

    Answer rollback() {
        return running.send("rollback", new Command(APPROVER, "back to files"));
    }

    /** Empty while nobody can answer: server or worker are down. */
    private Optional<Progress> progress() {
        try {
            return Optional.of(running.progress());
        } catch (WorkflowException | StatusRuntimeException e) {
            return Optional.empty();
        }
    }
}
