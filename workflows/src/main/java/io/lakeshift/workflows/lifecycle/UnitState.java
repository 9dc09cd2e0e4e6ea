package io.lakeshift.workflows.lifecycle;

import io.lakeshift.workflows.Phase;
import java.time.Instant;
import java.util.Optional;

/**
 * What the ledger remembers of a unit, so that a migration goes on after Temporal has forgotten it. Small, and complete:
 * a run that starts with it does nothing twice that is finished.
 *
 * @param phase the phase it is in; {@code PAUSED} and {@code NEEDS_ATTENTION} included
 * @param pausedFrom the phase that a resume goes back to
 * @param attention why it needs a person
 * @param planHash the plan that was made; empty before
 * @param writersFrozenBy who confirmed that writers are stopped; empty where that was not (yet) asked
 * @param validation what was proven last; empty before
 * @param approved what the finished approval was bound to; empty until the question is decided with yes
 * @param pointOfNoReturnPassed the cut over has begun to change who owns the commits
 * @param cutOverAt when the cut over was proven; the rollback window counts from here
 */
public record UnitState(
        Phase phase,
        Optional<Phase> pausedFrom,
        Optional<Attention> attention,
        Optional<String> planHash,
        Optional<String> writersFrozenBy,
        Optional<Validation> validation,
        Optional<Validation> approved,
        boolean pointOfNoReturnPassed,
        Optional<Instant> cutOverAt,
        UnitFacts facts) {
    public static UnitState fresh(String alias) {
        return new UnitState(
                Phase.ASSESSING,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                UnitFacts.unknown(alias));
    }
}
