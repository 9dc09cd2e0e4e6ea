package io.lakeshift.e2e;

import io.grpc.StatusRuntimeException;
import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.lifecycle.Answer;
import io.lakeshift.workflows.lifecycle.ApprovalRequest;
import io.lakeshift.workflows.lifecycle.Command;
import io.lakeshift.workflows.lifecycle.Decision;
import io.lakeshift.workflows.lifecycle.LifeCycleControl;
import io.lakeshift.workflows.lifecycle.Progress;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** One table's running migration, as a person sees it. */
final class Migration {
    static final String APPROVER = "ann";

    private final LifeCycleControl control;

    Migration(WorkflowClient client, String workflowId) {
        this.control = client.newWorkflowStub(LifeCycleControl.class, workflowId);
    }

    /** Fails when the migration needs a person before it gets there. */
    void awaitPhase(Phase phase, Duration limit) {
        await("the migration reaches " + phase, limit, progress -> progress.phase() == phase);
    }

    /** Waits until the cut over may be approved: what is asked comes a moment after the phase. */
    void awaitQuestion(Duration limit) {
        await("the migration asks", limit, progress -> progress.approval().isPresent());
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
        ApprovalRequest asked = control.progress().approval().orElseThrow();
        return control.approve(Decision.approve(APPROVER, "the report is clean").boundTo(asked));
    }

    Answer rollback() {
        return control.rollback(new Command(APPROVER, "back to files"));
    }

    /** Empty while nobody can answer: server or worker are down. */
    private Optional<Progress> progress() {
        try {
            return Optional.of(control.progress());
        } catch (WorkflowException | StatusRuntimeException e) {
            return Optional.empty();
        }
    }
}
