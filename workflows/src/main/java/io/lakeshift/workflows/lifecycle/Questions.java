package io.lakeshift.workflows.lifecycle;

import io.lakeshift.workflows.Backoff;
import io.lakeshift.workflows.lifecycle.ApprovalRequest.Subject;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Puts the questions of the life cycle to people and waits for what becomes of them.
 *
 * <ol>
 *   <li>While a cut over is being asked about, the source's head is looked at; once it moves the question is withdrawn.
 *   <li>A source that cannot be read for a while does not withdraw it: the look before the cut over decides.
 * </ol>
 */
final class Questions {
    private static final Validation NOTHING_PROVEN_YET = new Validation(-1, "");

    private final LifeCycleSettings settings;
    private final MigrationPhases kind;
    private final Records records;
    private final CommandDesk desk;
    private final ApprovalGate gate;
    private final ProgressBoard board;

    Questions(
            LifeCycleSettings settings,
            MigrationPhases kind,
            Records records,
            CommandDesk desk,
            ApprovalGate gate,
            ProgressBoard board) {
        this.settings = settings;
        this.kind = kind;
        this.records = records;
        this.desk = desk;
        this.gate = gate;
        this.board = board;
    }

    enum Verdict {
        APPROVED,
        DENIED,
        EXPIRED,
        HEAD_MOVED,
        /** An order came first, or the workflow goes on in a new run. */
        INTERRUPTED
    }

    record Outcome(Verdict verdict, String message, List<String> approvers) {
        boolean yes() {
            return verdict == Verdict.APPROVED;
        }
    }

    /** Asked whatever the quorum is: the plan is not safe without somebody's word. */
    Outcome areWritersFrozen(String planHash) {
        return ask(Subject.WRITERS_FROZEN, 1, planHash, NOTHING_PROVEN_YET);
    }

    Outcome mayCutOver(String planHash, Validation proven) {
        int quorum = gate.policy().quorum();
        return quorum == 0
                ? new Outcome(Verdict.APPROVED, "", List.of())
                : ask(Subject.CUT_OVER, quorum, planHash, proven);
    }

    /** Waits until the maintenance window is open; false where an order came first. */
    boolean waitForWindow() {
        Optional<MaintenanceWindow> window = gate.policy().window();
        if (window.isEmpty()) {
            return true;
        }
        while (true) {
            Duration wait = window.get().untilOpen(Records.now());
            if (wait.isZero()) {
                return true;
            }
            board.waitingFor("the maintenance window " + window.get() + ", which opens at "
                    + Records.now().plus(wait));
            if (desk.interruptible(() -> {
                        Workflow.sleep(wait);
                        return wait;
                    })
                    .isEmpty()) {
                return false;
            }
        }
    }

    /** Puts on record that the yeses given for {@code from} no longer count. */
    void stale(String planHash, Validation from, String message) {
        if (gate.policy().quorum() > 0) {
            records.happened(
                    AuditEvent.APPROVAL_STALE,
                    message,
                    gate.describe(Subject.CUT_OVER, gate.policy().quorum(), planHash, from));
        }
    }

    private Outcome ask(Subject subject, int quorum, String planHash, Validation about) {
        ApprovalRequest asked = gate.ask(subject, quorum, planHash, about);
        if (!board.state().questionExpiresAt().equals(asked.expiresAt())) {
            // On record before anybody can answer: a run that takes this up goes on waiting, and does not begin again.
            board.remember(state -> state.withQuestionExpiresAt(asked.expiresAt()));
        }
        records.happened(AuditEvent.APPROVAL_ASKED, "", asked);
        board.refresh();
        Verdict verdict = desk.interruptible(() -> await(asked)).orElse(Verdict.INTERRUPTED);
        List<String> approvers =
                gate.asked().map(ApprovalRequest::approversSoFar).orElse(List.of());
        return new Outcome(verdict, settle(verdict, asked, approvers), approvers);
    }

    private Verdict await(ApprovalRequest asked) {
        for (int round = 0; ; round++) {
            Duration left = gate.untilExpiry().orElse(Pace.ofWaiting(round));
            Duration wait = Backoff.shorter(Pace.ofWaiting(round), left);
            boolean decided = !wait.isNegative()
                    && !wait.isZero()
                    && Workflow.await(wait, () -> gate.verdict() != ApprovalGate.Verdict.OPEN);
            if (decided || gate.verdict() != ApprovalGate.Verdict.OPEN) {
                return gate.verdict() == ApprovalGate.Verdict.APPROVED ? Verdict.APPROVED : Verdict.DENIED;
            }
            if (gate.untilExpiry()
                    .filter(rest -> rest.isZero() || rest.isNegative())
                    .isPresent()) {
                return Verdict.EXPIRED;
            }
            if (asked.subject() == Subject.CUT_OVER && headIsNot(asked.headVersion())) {
                return Verdict.HEAD_MOVED;
            }
            if (desk.isRenewalDue()) {
                return Verdict.INTERRUPTED;
            }
        }
    }

    private boolean headIsNot(long version) {
        try {
            board.facts(kind.readHead(board.state().facts(), false));
        } catch (ActivityFailure e) {
            if (e.getCause() instanceof CanceledFailure) {
                throw e;
            }
            return false;
        }
        return board.state().facts().logVersion() != version;
    }

    private String settle(Verdict verdict, ApprovalRequest asked, List<String> approvers) {
        switch (verdict) {
            case APPROVED -> {
                gate.closeForGood();
                board.questionAnswered();
                return "";
            }
            case DENIED -> {
                String message = LifeCycleErrors.denied(settings, gate.denial().orElseThrow());
                endQuestion();
                return message;
            }
            case EXPIRED -> {
                String message = LifeCycleErrors.expired(
                        settings, gate.policy().expiresAfter().orElseThrow(), approvers.size(), asked.quorum());
                records.happened(
                        AuditEvent.APPROVAL_EXPIRED, message, gate.asked().orElse(asked));
                endQuestion();
                return message;
            }
            case HEAD_MOVED -> {
                String message = LifeCycleErrors.headMoved(
                        settings.unit(),
                        asked.headVersion(),
                        board.state().facts().logVersion());
                if (!approvers.isEmpty()) {
                    records.happened(
                            AuditEvent.APPROVAL_STALE, message, gate.asked().orElse(asked));
                }
                gate.close();
                return message;
            }
            case INTERRUPTED -> {
                gate.close();
                return "";
            }
        }
        throw new IllegalStateException("unknown verdict " + verdict);
    }

    /** Recorded with the phase that follows. */
    private void endQuestion() {
        gate.closeForGood();
        board.questionEnded();
    }
}
