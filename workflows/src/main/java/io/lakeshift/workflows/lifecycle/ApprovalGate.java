package io.lakeshift.workflows.lifecycle;

import io.lakeshift.workflows.lifecycle.ApprovalRequest.Subject;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowLock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks people, and judges their answers.
 *
 * <ol>
 *   <li>A yes counts only for the plan, head and validation that were asked about when it came.
 *   <li>Every answer is on record before it has an effect, and those without effect are on record too.
 *   <li>One no ends the question. So does its expiry, which a question that is asked again after the head moved keeps.
 * </ol>
 */
final class ApprovalGate {
    /** How a question stands. */
    enum Verdict {
        OPEN,
        APPROVED,
        DENIED
    }

    private final LifeCycleSettings settings;
    private final Records records;
    /** The yeses that counted: those an earlier run recorded, and this run's. */
    private final List<LedgerActivities.CountedApproval> counted = new ArrayList<>();

    private final WorkflowLock oneAtATime = Workflow.newWorkflowLock();
    private @Nullable ApprovalRequest asked;
    private @Nullable Decision denial;
    private Verdict verdict = Verdict.OPEN;
    private @Nullable Instant expiresAt;
    private boolean everAsked;

    ApprovalGate(LifeCycleSettings settings, Records records) {
        this.settings = settings;
        this.records = records;
    }

    void recall(LedgerActivities.Opened unit) {
        counted.addAll(unit.approvals());
        expiresAt = unit.state().questionExpiresAt().orElse(null);
    }

    Policy.Approval policy() {
        return settings.policy().approval();
    }

    /** Opens a question; who already said yes to the very same one, in this run or an earlier, need not again. */
    ApprovalRequest ask(Subject subject, int quorum, String planHash, Validation about) {
        if (expiresAt == null) {
            expiresAt = policy().expiresAfter().map(Records.now()::plus).orElse(null);
        }
        ApprovalRequest request = describe(subject, quorum, planHash, about);
        asked = request;
        everAsked = true;
        denial = null;
        verdict = request.approversSoFar().size() >= quorum ? Verdict.APPROVED : Verdict.OPEN;
        return request;
    }

    /** The question as it would be asked now, without opening it. */
    ApprovalRequest describe(Subject subject, int quorum, String planHash, Validation about) {
        List<String> already = counted.stream()
                .filter(yes -> yes.subject() == subject
                        && yes.planHash().equals(planHash)
                        && yes.bound().equals(about))
                .map(LedgerActivities.CountedApproval::approver)
                .distinct()
                .toList();
        return new ApprovalRequest(
                subject,
                settings.unit(),
                planHash,
                about.headVersion(),
                about.digest(),
                Records.now(),
                Optional.ofNullable(expiresAt),
                quorum,
                already);
    }

    /** Whether enough people may say yes at all. */
    boolean canBeReached() {
        Policy.Approval policy = policy();
        long others = policy.approvers().stream().filter(this::mayDecide).count();
        return policy.approvers().isEmpty() || others >= policy.quorum();
    }

    /** Closes the question for now: the same one, asked again, keeps its yeses, and any keeps the expiry. */
    void close() {
        asked = null;
    }

    /** Closes the question and forgets its answers: asked again, it begins anew. */
    void closeForGood() {
        asked = null;
        expiresAt = null;
        counted.clear();
    }

    Optional<ApprovalRequest> asked() {
        return Optional.ofNullable(asked);
    }

    Verdict verdict() {
        return verdict;
    }

    Optional<Decision> denial() {
        return Optional.ofNullable(denial);
    }

    Optional<Duration> untilExpiry() {
        return Optional.ofNullable(expiresAt).map(at -> Duration.between(Records.now(), at));
    }

    /** Judges, records, and only then counts. Decisions are taken one after the other, in the order they came. */
    Answer decide(Decision decision) {
        oneAtATime.lock();
        try {
            Disposition disposition = judge(decision);
            ApprovalRequest about = asked;
            records.decision(decision, disposition, Optional.ofNullable(about));
            // While it was being recorded the head may have moved, and another question may be open by now.
            if (disposition == Disposition.ACCEPTED || disposition == Disposition.DENIED) {
                if (about == null || !about.equals(asked)) {
                    disposition = Disposition.STALE;
                    records.decision(decision, disposition, asked());
                }
            }
            int have = apply(decision, disposition);
            return new Answer(
                    disposition == Disposition.ACCEPTED || disposition == Disposition.DENIED,
                    disposition.name(),
                    LifeCycleErrors.answer(settings, disposition, decision, have, about == null ? 0 : about.quorum()));
        } finally {
            oneAtATime.unlock();
        }
    }

    private int apply(Decision decision, Disposition disposition) {
        if (asked == null) {
            return 0;
        }
        if (disposition == Disposition.DENIED) {
            denial = decision;
            verdict = Verdict.DENIED;
        }
        if (disposition == Disposition.ACCEPTED) {
            List<String> soFar = new ArrayList<>(asked.approversSoFar());
            soFar.add(decision.approver());
            counted.add(new LedgerActivities.CountedApproval(
                    asked.subject(),
                    decision.approver(),
                    asked.planHash(),
                    new Validation(asked.headVersion(), asked.validationDigest())));
            asked = new ApprovalRequest(
                    asked.subject(),
                    asked.unit(),
                    asked.planHash(),
                    asked.headVersion(),
                    asked.validationDigest(),
                    asked.since(),
                    asked.expiresAt(),
                    asked.quorum(),
                    soFar);
            if (soFar.size() >= asked.quorum()) {
                verdict = Verdict.APPROVED;
            }
        }
        return asked.approversSoFar().size();
    }

    private Disposition judge(Decision decision) {
        if (decision.approver().isEmpty()) {
            return Disposition.MALFORMED;
        }
        if (decision.unit().filter(unit -> !unit.equals(settings.unit())).isPresent()) {
            return Disposition.FOREIGN;
        }
        if (asked == null) {
            return everAsked ? Disposition.DUPLICATE : Disposition.EARLY;
        }
        if (!fits(decision, asked)) {
            return Disposition.STALE;
        }
        if (!mayDecide(decision.approver())) {
            return Disposition.NOT_ALLOWED;
        }
        if (verdict != Verdict.OPEN) {
            return Disposition.DUPLICATE;
        }
        if (!decision.approve()) {
            return Disposition.DENIED;
        }
        return asked.approversSoFar().contains(decision.approver()) ? Disposition.DUPLICATE : Disposition.ACCEPTED;
    }

    private static boolean fits(Decision decision, ApprovalRequest asked) {
        return decision.planHash().map(asked.planHash()::equals).orElse(true)
                && decision.headVersion()
                        .map(head -> head == asked.headVersion())
                        .orElse(true)
                && decision.validationDigest()
                        .map(asked.validationDigest()::equals)
                        .orElse(true);
    }

    private boolean mayDecide(String who) {
        Policy.Approval policy = policy();
        boolean listed = policy.approvers().isEmpty() || policy.approvers().contains(who);
        return listed && !(policy.requesterMayNotApprove() && who.equals(settings.requestedBy()));
    }
}
