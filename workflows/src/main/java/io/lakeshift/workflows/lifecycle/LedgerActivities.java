package io.lakeshift.workflows.lifecycle;

import io.temporal.activity.ActivityInterface;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was done, kept where it outlives Temporal. Every call is idempotent by its key and carries the run that makes
 * it; runs of one unit follow one another, so a call of an older run than the unit's present one changes nothing.
 */
@ActivityInterface(namePrefix = "Ledger")
public interface LedgerActivities {
    /**
     * Opens the unit for this run. New: records it, attempt 1. Known and unfinished, or {@code COMPLETED}: returns what
     * is recorded ({@code takenUp} where another run recorded it) and makes this run the present one. Known and
     * {@code ABORTED} or {@code ROLLED_BACK}: begins a new attempt with a fresh state; the old decisions do not count.
     * A run that continues the present one ({@code continues}) is the same attempt, and nothing is taken up. The second time
     * for one run: the same answer again.
     */
    Opened open(Open request);

    /** Replaces the unit's state. A sequence that is not above the recorded one of this run changes nothing. */
    Recorded recordState(RecordState request);

    /** Keeps a decision with what became of it. The second time for one key: nothing. */
    Recorded recordDecision(RecordDecision request);

    /**
     * @param unit {@code name/alias}; also the workflow id of a table's migration
     * @param migration the plan's {@code metadata.name}
     * @param request what was asked for, as JSON without secrets: enough to start the unit again
     * @param continues the run that has continued as this one; empty for a start
     */
    record Open(
            String unit,
            String migration,
            String kind,
            String workflowId,
            String workflowType,
            String runId,
            String requestedBy,
            String request,
            Optional<String> continues) {}

    /**
     * @param state what is recorded; fresh where nothing was
     * @param approvals the approvals that counted in this attempt since its last denial and since its question began anew,
     *     oldest first
     */
    record Opened(int attempt, boolean takenUp, UnitState state, List<CountedApproval> approvals) {
        public Opened {
            approvals = List.copyOf(approvals);
        }
    }

    record CountedApproval(ApprovalRequest.Subject subject, String approver, String planHash, Validation bound) {}

    record RecordState(String unit, String runId, int attempt, long sequence, UnitState state) {}

    /**
     * @param key unique in the unit
     * @param decision as it was sent
     * @param asked what was being asked when it came; empty where nothing was
     */
    record RecordDecision(
            String unit,
            String runId,
            int attempt,
            String key,
            Decision decision,
            Disposition disposition,
            Optional<ApprovalRequest> asked,
            Instant at) {}

    /**
     * @param repeated it had been recorded before
     * @param superseded another run is the unit's present one, and nothing was recorded
     */
    record Recorded(boolean repeated, boolean superseded) {}
}
