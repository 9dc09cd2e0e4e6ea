package io.lakeshift.workflows.lifecycle;

import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.lifecycle.MigrationPhases.Trouble;
import io.temporal.failure.ActivityFailure;
import java.util.List;
import java.util.Optional;

/** Turns what went wrong into a question to people, with the ways out that the moment allows. */
final class AttentionDesk {
    private final LifeCycleSettings settings;
    private final Records records;
    private final ProgressBoard board;

    AttentionDesk(LifeCycleSettings settings, Records records, ProgressBoard board) {
        this.settings = settings;
        this.records = records;
        this.board = board;
    }

    /** An activity failed finally. */
    void failed(Phase phase, ActivityFailure failure) {
        needed(MigrationFailure.in(failure), LifeCycleErrors.failed(settings.unit(), phase, failure, waysOut()), phase);
    }

    /** A phase looked, and did not like what it saw. */
    void trouble(Phase phase, Trouble trouble) {
        needed(trouble.failure(), LifeCycleErrors.trouble(settings.unit(), trouble.message(), waysOut()), phase);
    }

    /** @param message says already what to do next */
    void needed(MigrationFailure failure, String message, Phase failedPhase) {
        records.failed(failure, message);
        Attention attention = new Attention(failure, message, failedPhase, waysOut());
        board.enter(Phase.NEEDS_ATTENTION, message, state -> state.withAttention(Optional.of(attention)));
    }

    private List<String> waysOut() {
        return board.state().hasSomethingToUndo(settings.traits())
                ? List.of("retry", "rollback")
                : List.of("retry", "abort");
    }
}
