package io.lakeshift.activities.ledger;

import io.lakeshift.workflows.lifecycle.UnitState;
import java.time.Instant;
import java.util.Optional;

/**
 * One workflow's worth of work as the ledger holds it: a migration, or one table of it.
 *
 * @param unitId {@code sales-to-sql} for a migration, {@code sales-to-sql/sales} for a table of it
 * @param attempt from 1; a start after an abort or a rollback is a new one
 * @param takenUp the present run went on from what an earlier one had recorded
 * @param phaseSince when {@code state.phase()} was entered
 * @param finishedAt empty while the unit is to be taken up again after its Temporal service forgot it
 */
public record UnitOfWork(
        String unitId,
        String migrationId,
        String kind,
        String requester,
        WorkflowStart workflow,
        int attempt,
        boolean takenUp,
        UnitState state,
        Instant phaseSince,
        Instant startedAt,
        Optional<Instant> finishedAt) {

    /**
     * All that is needed to start the unit's workflow again.
     *
     * @param runId the run that works on it, or did when it was last heard of
     * @param request JSON of the workflow's one argument
     */
    public record WorkflowStart(String type, String workflowId, String runId, String request) {}

    public boolean isFinished() {
        return finishedAt.isPresent();
    }
}
