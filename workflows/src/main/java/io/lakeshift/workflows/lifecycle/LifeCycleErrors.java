package io.lakeshift.workflows.lifecycle;

import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.lifecycle.ApprovalRequest.Subject;
import io.temporal.failure.ActivityFailure;
import java.time.Duration;
import java.util.List;

/** What the life cycle says to people: the problem, its cause, the next command. */
final class LifeCycleErrors {
    private LifeCycleErrors() {}

    static String blocked(String unit, Finding blocker) {
        return "The assessment of " + unit + " found a blocker: " + blocker.code() + ": " + blocker.message()
                + blocker.remedy().map(remedy -> " To fix it: " + remedy).orElse("") + " Then: lakeshift retry " + unit;
    }

    static String planChanged(String unit, String expected, String now) {
        return "The plan of " + unit + " has changed: asked for plan " + expected + ", the source now leads to plan "
                + now + ". Nothing was written. Look at the new plan (lakeshift plan) and start with its hash.";
    }

    static String denied(LifeCycleSettings settings, Decision decision) {
        String unit = settings.unit();
        return decision.approver() + " said no to " + unit
                + decision.reason()
                        .filter(r -> !r.isBlank())
                        .map(r -> " (" + r + ")")
                        .orElse("")
                + ". " + settings.traits().untouchedSentence() + " To ask again: lakeshift retry " + unit
                + "; to give up: lakeshift abort " + unit;
    }

    static String expired(LifeCycleSettings settings, Duration after, int have, int quorum) {
        String unit = settings.unit();
        return "The question about " + unit + " was not answered within " + after + ": " + have + " of " + quorum
                + " approvals. " + settings.traits().untouchedSentence() + " To ask again: lakeshift retry " + unit
                + "; to give up: lakeshift abort " + unit;
    }

    /** @param took what the rollback itself took; waiting for people before it is not counted */
    static String rolledBack(LifeCycleSettings settings, Duration took) {
        return "%s The rollback took %d.%03d s."
                .formatted(settings.traits().handedBackSentence(), took.toSeconds(), took.toMillisPart());
    }

    static String mended(String unit) {
        return "What " + unit + " was waiting for is there, so it goes on by itself.";
    }

    static String headMoved(String unit, long from, long to) {
        return "The head of " + unit + " moved from version " + from + " to " + to
                + ", so the approval no longer says what it was given for. It is caught up, proven and asked again.";
    }

    static String neverStandsStill(String unit, int times) {
        return "The head of " + unit + " moved " + times + " times in a row while it was being cut over, so parity"
                + " never held at the switch. Stop its writers for a moment, then: lakeshift retry " + unit;
    }

    static String ended(LifeCycleSettings settings, Order order, boolean handedBack) {
        String unit = settings.unit();
        String by = order.command().by();
        return handedBack
                ? unit + " was rolled back by " + by + ": " + settings.traits().handedBack() + "."
                : unit + " was given up by " + by + "; " + settings.traits().untouched() + ".";
    }

    static String nobodyMay(String unit) {
        return "Nobody may approve " + unit + ": the requester is excluded and fewer other approvers are listed than"
                + " the quorum needs. Give it up (lakeshift abort " + unit
                + "), list more approvers in the plan, and start"
                + " again.";
    }

    static String failed(String unit, Phase phase, ActivityFailure failure, List<String> waysOut) {
        String cause = MigrationFailure.applicationFailureIn(failure)
                .map(found -> found.getOriginalMessage())
                .orElseGet(() -> "an activity (" + failure.getActivityType() + ") did not finish: "
                        + (failure.getCause() == null
                                ? failure.getOriginalMessage()
                                : failure.getCause().getMessage()));
        return unit + " failed while " + phase + ": " + cause + " " + next(unit, waysOut);
    }

    static String trouble(String unit, String message, List<String> waysOut) {
        return message + " " + next(unit, waysOut);
    }

    private static String next(String unit, List<String> waysOut) {
        return "Next: lakeshift " + String.join(" | ", waysOut) + " " + unit;
    }

    static String willHappen(LifeCycleSettings settings, Order.Kind kind, UnitState state) {
        String unit = settings.unit();
        KindTraits traits = settings.traits();
        return switch (kind) {
            case PAUSE -> unit + " stops at its next safe point. To go on: lakeshift resume " + unit;
            case RESUME -> unit + " goes on.";
            case RETRY -> unit + " tries again.";
            case ROLLBACK -> unit + " " + traits.handsBackSafely() + ".";
            case ABORT ->
                !state.hasSomethingToUndo(traits)
                        ? unit + " is given up; " + traits.untouched() + "."
                        : unit
                                + (state.pointOfNoReturnPassed()
                                        ? " is past the point of no return: it finishes the step and "
                                        : " is given up: it ")
                                + traits.handsBack() + ".";
        };
    }

    static String notNow(LifeCycleSettings settings, Order.Kind kind, UnitState state) {
        String unit = settings.unit();
        String why = switch (kind) {
            case PAUSE -> "it cannot stop here";
            case RESUME -> "it is not paused";
            case RETRY -> "nothing needs attention";
            case ROLLBACK ->
                state.hasSomethingToUndo(settings.traits())
                        ? "that is already under way or done"
                        : "nothing has been cut over; to give up: lakeshift abort " + unit;
            case ABORT -> "that is already under way or done";
        };
        return "Not now: " + unit + " is " + state.phase() + " and " + why + ".";
    }

    static String alreadyOrdered(String unit, Order pending) {
        return "Not now: " + pending.command().by() + " has already ordered " + unit + " to "
                + pending.kind().verb() + ".";
    }

    static String answer(LifeCycleSettings settings, Disposition disposition, Decision decision, int have, int quorum) {
        String unit = settings.unit();
        return switch (disposition) {
            case ACCEPTED ->
                have >= quorum
                        ? unit + " is approved by " + decision.approver() + "."
                        : "Counted: " + have + " of " + quorum + " approvals of " + unit + ".";
            case DENIED ->
                unit + " is denied by " + decision.approver() + "; "
                        + settings.traits().untouched() + ".";
            case EARLY ->
                "Recorded, changes nothing: " + unit + " is not asking for an approval. See: lakeshift explain " + unit;
            case DUPLICATE -> "Recorded, changes nothing: that is already decided for " + unit + ".";
            case STALE ->
                "Recorded, changes nothing: the decision is bound to another plan, head or validation of " + unit
                        + " than the one being asked about. See: lakeshift explain " + unit;
            case FOREIGN ->
                "Recorded, changes nothing: the decision is bound to "
                        + decision.unit().orElse("another unit") + ", not to " + unit + ".";
            case NOT_ALLOWED ->
                "Recorded, changes nothing: the policy of " + unit + " does not let " + decision.approver()
                        + " decide.";
            case MALFORMED -> "Recorded, changes nothing: the decision names no approver.";
        };
    }

    static String nobodyNamed(String verb) {
        return "MALFORMED: " + verb + " needs to say who: set '"
                + (verb.equals("approve") || verb.equals("reject") ? "approver" : "by") + "'.";
    }

    static String waitingForAnswer(ApprovalRequest asked) {
        String what = asked.subject() == Subject.WRITERS_FROZEN
                ? "somebody to confirm that the writers of " + asked.unit() + " are stopped"
                : "an approval to cut over " + asked.unit() + " at version " + asked.headVersion();
        return what + " (" + asked.approversSoFar().size() + " of " + asked.quorum() + "): lakeshift approve "
                + asked.unit();
    }
}
