package io.lakeshift.workflows.lifecycle;

import io.lakeshift.workflows.ActivityProfiles;
import io.lakeshift.workflows.Backoff;
import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.Phase;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import io.temporal.workflow.WorkflowLock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Writes what happens to ledger and audit.
 *
 * <ol>
 *   <li>What cannot be recorded does not happen: after the unit is open, a write is tried until it succeeds.
 *   <li>What happens at one time is recorded one after the other, in the order in which it came.
 *   <li>A cancelled workflow records all the same.
 *   <li>A run that was reset makes itself the present one; any other that is not the present one stands still.
 * </ol>
 */
final class Records {
    private static final Duration FIRST_WAIT = Duration.ofMinutes(1);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final String THE_PROGRAM = "lakeshift";
    private static final LedgerActivities.Recorded APPENDED = new LedgerActivities.Recorded(false, false);

    private final LedgerActivities ledger =
            Workflow.newActivityStub(LedgerActivities.class, ActivityProfiles.shortCall());
    private final AuditActivities audit = Workflow.newActivityStub(AuditActivities.class, ActivityProfiles.shortCall());
    private final WorkflowLock oneAtATime = Workflow.newWorkflowLock();
    private final LifeCycleSettings settings;
    private final String runId = Workflow.getInfo().getRunId();
    private int attempt = 1;
    private long sequence;

    Records(LifeCycleSettings settings) {
        this.settings = settings;
    }

    /** Fails where the ledger cannot be reached: nothing has begun yet, so there is nothing to keep. */
    LedgerActivities.Opened open() {
        LedgerActivities.Opened opened = openAs();
        attempt = opened.attempt();
        if (continued().isEmpty()) {
            event(
                    opened.takenUp() ? AuditEvent.TAKEN_UP : AuditEvent.STARTED,
                    settings.requestedBy(),
                    "",
                    Optional.empty(),
                    opened.state().phase().name());
        }
        return opened;
    }

    private LedgerActivities.Opened openAs() {
        WorkflowInfo info = Workflow.getInfo();
        return ledger.open(new LedgerActivities.Open(
                settings.unit(),
                settings.migration(),
                settings.kind(),
                info.getWorkflowId(),
                info.getWorkflowType(),
                runId,
                settings.requestedBy(),
                settings.request(),
                continued()));
    }

    private static Optional<String> continued() {
        return Workflow.getInfo().getContinuedExecutionRunId();
    }

    void state(UnitState state) {
        long number = ++sequence;
        insist(() ->
                ledger.recordState(new LedgerActivities.RecordState(settings.unit(), runId, attempt, number, state)));
    }

    void entered(Phase phase, String message, Optional<ApprovalRequest> about) {
        event(AuditEvent.PHASE_ENTERED, THE_PROGRAM, message, about, phase.name());
    }

    void happened(AuditEvent event, String message, ApprovalRequest about) {
        event(event, THE_PROGRAM, message, Optional.of(about), about.subject().name());
    }

    void failed(MigrationFailure failure, String message) {
        event(AuditEvent.FAILED, THE_PROGRAM, message, Optional.empty(), failure.name());
    }

    void command(String verb, Command command, Answer answer) {
        event(AuditEvent.COMMAND, command.by(), command.reason(), Optional.empty(), verb + " " + answer.code());
    }

    void decision(Decision decision, Disposition disposition, Optional<ApprovalRequest> asked) {
        String key = nextKey();
        Instant at = now();
        insist(() -> ledger.recordDecision(new LedgerActivities.RecordDecision(
                settings.unit(), runId, attempt, key, decision, disposition, asked, at)));
        event(
                AuditEvent.DECISION,
                decision.approver(),
                decision.reason().orElse(""),
                asked,
                (decision.approve() ? "yes " : "no ") + disposition);
    }

    private void event(AuditEvent event, String actor, String reason, Optional<ApprovalRequest> about, String detail) {
        AuditActivities.Entry entry = new AuditActivities.Entry(
                settings.unit(),
                settings.migration(),
                settings.kind(),
                nextKey(),
                event,
                actor,
                reason,
                about.map(ApprovalRequest::planHash),
                about.map(ApprovalRequest::headVersion),
                about.map(ApprovalRequest::validationDigest),
                now(),
                detail);
        insist(() -> {
            audit.append(entry);
            return APPENDED;
        });
    }

    private String nextKey() {
        return runId + "/" + ++sequence;
    }

    private void insist(Functions.Func<LedgerActivities.Recorded> write) {
        Workflow.newDetachedCancellationScope(() -> {
                    oneAtATime.lock();
                    try {
                        untilRecorded(write);
                    } finally {
                        oneAtATime.unlock();
                    }
                })
                .run();
    }

    private void untilRecorded(Functions.Func<LedgerActivities.Recorded> write) {
        Backoff wait = new Backoff(FIRST_WAIT, LONGEST_WAIT);
        while (true) {
            try {
                if (!write.apply().superseded()) {
                    return;
                }
                if (wasReset()) {
                    // The unit is still with the run that was reset. What it recorded after that point did not happen.
                    attempt = openAs().attempt();
                    continue;
                }
                Workflow.getLogger(Records.class)
                        .warn("unit={} belongs to another run, and run={} stands still", settings.unit(), runId);
            } catch (ActivityFailure e) {
                Workflow.getLogger(Records.class).warn("cannot record yet", e);
            }
            Workflow.sleep(wait.next());
        }
    }

    private boolean wasReset() {
        return !runId.equals(Workflow.getInfo().getOriginalExecutionRunId());
    }

    static Instant now() {
        return Instant.ofEpochMilli(Workflow.currentTimeMillis());
    }
}
