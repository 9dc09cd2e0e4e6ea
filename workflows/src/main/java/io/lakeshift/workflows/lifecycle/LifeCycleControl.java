package io.lakeshift.workflows.lifecycle;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import java.util.Optional;

/**
 * How people act on a running migration of any kind. Every act exists twice under one name and with one payload: as an
 * Update, whose sender sees the {@link Answer}, and as a Signal, for plain Temporal clients and for fire and forget.
 *
 * <p>An Update is refused (and leaves no trace) only when it names nobody. Everything else is accepted, answered and
 * recorded in ledger and audit, whether or not it changes something. One with an id that has come before is neither
 * carried out nor recorded again, whichever door it takes.
 */
@WorkflowInterface
public interface LifeCycleControl {
    @QueryMethod
    Progress progress();

    /** What became of the act with this id; empty while it has not come, or is not answered yet. */
    @QueryMethod
    Optional<Answer> answer(ActId act);

    /** Answers what is being asked, with yes unless the decision says no. */
    @UpdateMethod
    Answer approve(Decision decision);

    @UpdateValidatorMethod(updateName = "approve")
    void checkApprove(Decision decision);

    @SignalMethod(name = "approve")
    void approveBySignal(Decision decision);

    /** Answers what is being asked with no: everything stays as it was. */
    @UpdateMethod
    Answer reject(Decision decision);

    @UpdateValidatorMethod(updateName = "reject")
    void checkReject(Decision decision);

    @SignalMethod(name = "reject")
    void rejectBySignal(Decision decision);

    /** Stops at the next safe point and stays there. Not once the point of no return is passed. */
    @UpdateMethod
    Answer pause(Command command);

    @UpdateValidatorMethod(updateName = "pause")
    void checkPause(Command command);

    @SignalMethod(name = "pause")
    void pauseBySignal(Command command);

    /** Goes on from where it was paused. */
    @UpdateMethod
    Answer resume(Command command);

    @UpdateValidatorMethod(updateName = "resume")
    void checkResume(Command command);

    @SignalMethod(name = "resume")
    void resumeBySignal(Command command);

    /** Repeats the phase that needs attention. */
    @UpdateMethod
    Answer retry(Command command);

    @UpdateValidatorMethod(updateName = "retry")
    void checkRetry(Command command);

    @SignalMethod(name = "retry")
    void retryBySignal(Command command);

    /** Gives up before the point of no return, leaving writers as they were; after it, the same as a rollback. */
    @UpdateMethod
    Answer abort(Command command);

    @UpdateValidatorMethod(updateName = "abort")
    void checkAbort(Command command);

    @SignalMethod(name = "abort")
    void abortBySignal(Command command);

    /** Hands the commits back to the files, keeping every write, while the rollback window is open. */
    @UpdateMethod
    Answer rollback(Command command);

    @UpdateValidatorMethod(updateName = "rollback")
    void checkRollback(Command command);

    @SignalMethod(name = "rollback")
    void rollbackBySignal(Command command);
}
