package io.lakeshift.workflows.lifecycle;

import io.lakeshift.workflows.Phase;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

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
 * @param questionExpiresAt when the open question ends unanswered; empty where none is open, or none expires
 * @param answersSince answers that came before this belong to a question that has ended; empty where none has
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
        UnitFacts facts,
        Optional<Instant> questionExpiresAt,
        Optional<Instant> answersSince) {
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
                UnitFacts.unknown(alias),
                Optional.empty(),
                Optional.empty());
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
        return changed(draft -> draft.phase = other);
    }

    UnitState withPausedFrom(Optional<Phase> other) {
        return changed(draft -> draft.pausedFrom = other);
    }

    UnitState withAttention(Optional<Attention> other) {
        return changed(draft -> draft.attention = other);
    }

    UnitState withPlanHash(String other) {
        return changed(draft -> draft.planHash = Optional.of(other));
    }

    UnitState withWritersFrozenBy(String other) {
        return changed(draft -> draft.writersFrozenBy = Optional.of(other));
    }

    UnitState withValidation(Validation other) {
        return changed(draft -> draft.validation = Optional.of(other));
    }

    UnitState withApproved(Optional<Validation> other) {
        return changed(draft -> draft.approved = other);
    }

    UnitState withPointOfNoReturnPassed(boolean other) {
        return changed(draft -> draft.pointOfNoReturnPassed = other);
    }

    UnitState withCutOverAt(Instant other) {
        return changed(draft -> draft.cutOverAt = Optional.of(other));
    }

    UnitState withQuestionExpiresAt(Optional<Instant> other) {
        return changed(draft -> draft.questionExpiresAt = other);
    }

    /** The question has ended: asked again, it begins anew. */
    UnitState withQuestionEnded(Instant at) {
        return changed(draft -> {
            draft.questionExpiresAt = Optional.empty();
            draft.answersSince = Optional.of(at);
        });
    }

    UnitState withFacts(UnitFacts other) {
        return changed(draft -> draft.facts = other);
    }

    private UnitState changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.state();
    }

    /** A state in the making, so that a change names only what it changes. */
    private static final class Draft {
        private Phase phase;
        private Optional<Phase> pausedFrom;
        private Optional<Attention> attention;
        private Optional<String> planHash;
        private Optional<String> writersFrozenBy;
        private Optional<Validation> validation;
        private Optional<Validation> approved;
        private boolean pointOfNoReturnPassed;
        private Optional<Instant> cutOverAt;
        private UnitFacts facts;
        private Optional<Instant> questionExpiresAt;
        private Optional<Instant> answersSince;

        Draft(UnitState state) {
            phase = state.phase;
            pausedFrom = state.pausedFrom;
            attention = state.attention;
            planHash = state.planHash;
            writersFrozenBy = state.writersFrozenBy;
            validation = state.validation;
            approved = state.approved;
            pointOfNoReturnPassed = state.pointOfNoReturnPassed;
            cutOverAt = state.cutOverAt;
            facts = state.facts;
            questionExpiresAt = state.questionExpiresAt;
            answersSince = state.answersSince;
        }

        UnitState state() {
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
                    facts,
                    questionExpiresAt,
                    answersSince);
        }
    }
}
