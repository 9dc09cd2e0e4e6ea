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

    /** Whether giving up has to take something back. */
    boolean hasSomethingToUndo(KindTraits traits) {
        return pointOfNoReturnPassed || (traits.undoesImport() && reached(Phase.IMPORTING));
    }

    private boolean reached(Phase wanted) {
        Phase counted =
                pausedFrom.or(() -> attention.map(Attention::failedPhase)).orElse(phase);
        return counted == Phase.ROLLING_BACK || (!counted.aside() && counted.compareTo(wanted) >= 0);
    }

    UnitState withPhase(Phase other) {
        return new UnitState(
                other,
                pausedFrom,
                attention,
                planHash,
                writersFrozenBy,
                validation,
                approved,
                pointOfNoReturnPassed,
                cutOverAt,
                facts);
    }

    UnitState withPausedFrom(Optional<Phase> other) {
        return new UnitState(
                phase,
                other,
                attention,
                planHash,
                writersFrozenBy,
                validation,
                approved,
                pointOfNoReturnPassed,
                cutOverAt,
                facts);
    }

    UnitState withAttention(Optional<Attention> other) {
        return new UnitState(
                phase,
                pausedFrom,
                other,
                planHash,
                writersFrozenBy,
                validation,
                approved,
                pointOfNoReturnPassed,
                cutOverAt,
                facts);
    }

    UnitState withPlanHash(String other) {
        return new UnitState(
                phase,
                pausedFrom,
                attention,
                Optional.of(other),
                writersFrozenBy,
                validation,
                approved,
                pointOfNoReturnPassed,
                cutOverAt,
                facts);
    }

    UnitState withWritersFrozenBy(String other) {
        return new UnitState(
                phase,
                pausedFrom,
                attention,
                planHash,
                Optional.of(other),
                validation,
                approved,
                pointOfNoReturnPassed,
                cutOverAt,
                facts);
    }

    UnitState withValidation(Validation other) {
        return new UnitState(
                phase,
                pausedFrom,
                attention,
                planHash,
                writersFrozenBy,
                Optional.of(other),
                approved,
                pointOfNoReturnPassed,
                cutOverAt,
                facts);
    }

    UnitState withApproved(Optional<Validation> other) {
        return new UnitState(
                phase,
                pausedFrom,
                attention,
                planHash,
                writersFrozenBy,
                validation,
                other,
                pointOfNoReturnPassed,
                cutOverAt,
                facts);
    }

    UnitState withPointOfNoReturnPassed(boolean other) {
        return new UnitState(
                phase, pausedFrom, attention, planHash, writersFrozenBy, validation, approved, other, cutOverAt, facts);
    }

    UnitState withCutOverAt(Instant other) {
        return new UnitState(
                phase,
                pausedFrom,
                attention,
                planHash,
                writersFrozenBy,
                validation,
                approved,
                pointOfNoReturnPassed,
                Optional.of(other),
                facts);
    }

    UnitState withFacts(UnitFacts other) {
        return new UnitState(
                phase,
                pausedFrom,
                attention,
                planHash,
                writersFrozenBy,
                validation,
                approved,
                pointOfNoReturnPassed,
                cutOverAt,
                other);
    }
}
