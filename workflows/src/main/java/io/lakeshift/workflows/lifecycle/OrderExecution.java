package io.lakeshift.workflows.lifecycle;

import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.Phase;
import java.util.Optional;

/** Carries out accepted orders between phases, and remembers how an order ended the migration. */
final class OrderExecution {
    private final LifeCycleSettings settings;
    private final ApprovalGate gate;
    private final ProgressBoard board;
    private Optional<MigrationFailure> endedBy = Optional.empty();
    private String ending = "";

    OrderExecution(LifeCycleSettings settings, ApprovalGate gate, ProgressBoard board) {
        this.settings = settings;
        this.gate = gate;
        this.board = board;
    }

    /** Why the migration ended otherwise than completed; empty where it did, or where it was rolled back by order. */
    Optional<MigrationFailure> endedBy() {
        return endedBy;
    }

    String ending() {
        return ending.isEmpty() ? settings.unit() + " is " + board.state().phase() + "." : ending;
    }

    void carryOut(Order order) {
        UnitState state = board.state();
        switch (order.kind()) {
            case PAUSE -> {
                if (!state.phase().aside()) {
                    gate.close();
                    board.enter(Phase.PAUSED, reason(order), now -> now.withPausedFrom(Optional.of(state.phase())));
                }
            }
            case RESUME -> state.pausedFrom().ifPresent(from -> goOn(from, order));
            case RETRY -> state.attention().ifPresent(why -> goOn(retried(why.failedPhase()), order));
            case ABORT, ROLLBACK -> end(order, state);
        }
    }

    /** What needed a person is right now, although nobody has said so. */
    void mended() {
        Attention why = board.state().attention().orElseThrow();
        board.enter(retried(why.failedPhase()), LifeCycleErrors.mended(settings.unit()), OrderExecution::noLongerAside);
    }

    /** Ends what has not begun to write. */
    void refuse(MigrationFailure failure, String message) {
        endedBy = Optional.of(failure);
        ending = message;
        board.enter(Phase.ABORTED, message, OrderExecution::noLongerAside);
    }

    private void end(Order order, UnitState state) {
        gate.closeForGood();
        board.questionEnded();
        boolean handBack = state.hasSomethingToUndo(settings.traits());
        endedBy = state.attention().map(Attention::failure);
        ending = LifeCycleErrors.ended(settings, order, handBack);
        if (!handBack) {
            endedBy = endedBy.or(() -> Optional.of(MigrationFailure.ABORTED));
        }
        goOn(handBack ? Phase.ROLLING_BACK : Phase.ABORTED, order);
    }

    private void goOn(Phase phase, Order order) {
        board.enter(phase, reason(order), OrderExecution::noLongerAside);
    }

    /** A question that ended with a no or with nothing is asked again only about what is proven afresh. */
    private static Phase retried(Phase failed) {
        return failed == Phase.AWAITING_APPROVAL ? Phase.VALIDATING : failed;
    }

    private static String reason(Order order) {
        return order.kind().verb() + " by " + order.command().by()
                + (order.command().reason().isEmpty()
                        ? ""
                        : ": " + order.command().reason());
    }

    private static UnitState noLongerAside(UnitState state) {
        return state.withPausedFrom(Optional.empty()).withAttention(Optional.empty());
    }
}
