package io.lakeshift.workflows.lifecycle;

import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.Phase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where one migration stands: the answer to the query {@code progress}.
 *
 * @param since when the phase began
 * @param pausedFrom the phase that a resume goes back to; only while {@code PAUSED}
 * @param attention only while {@code NEEDS_ATTENTION}
 * @param approval what is being asked; empty while nothing is
 * @param waitingFor what it waits for and what unblocks it, for people; empty while it works
 * @param percent of the way to the end, by phases; the bar inside a phase comes from the activity's heartbeat
 * @param eta when it ends if nobody has to act; empty where that cannot be said
 * @param planHash empty before it is planned
 * @param takenUp this run went on from what an earlier one had recorded
 * @param attempt from 1; a start after an abort or a rollback is a new attempt
 */
public record Progress(
        String unit,
        String kind,
        String migration,
        Phase phase,
        Instant since,
        Optional<Phase> pausedFrom,
        Optional<Attention> attention,
        Optional<ApprovalRequest> approval,
        Optional<String> waitingFor,
        int percent,
        Optional<Instant> eta,
        Optional<String> planHash,
        UnitFacts facts,
        List<Finding> findings,
        boolean takenUp,
        int attempt) {
    public Progress {
        findings = List.copyOf(findings);
    }
}
