package io.lakeshift.workflows.lifecycle;

import io.lakeshift.workflows.Phase;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Takes commands and keeps the one that is to be carried out next.
 *
 * <ol>
 *   <li>An order stops interruptible work at its next safe point; uninterruptible work is finished first.
 *   <li>Cancelling the workflow is an order to abort.
 *   <li>A run whose history is long ends its interruptible work between two looks, and is then renewed.
 * </ol>
 */
final class CommandDesk {
    /** Events. A Temporal service ends a workflow at 51,200, and suggests to go on in a new run long before. */
    private static final long LONGEST_HISTORY = 8_000;

    private final LifeCycleSettings settings;
    private @Nullable Order pending;
    private @Nullable CancellationScope working;

    CommandDesk(LifeCycleSettings settings) {
        this.settings = settings;
    }

    boolean hasOrder() {
        return pending != null;
    }

    /** The history is so long that the workflow should go on in a new run. */
    boolean isRenewalDue() {
        WorkflowInfo info = Workflow.getInfo();
        return info.isContinueAsNewSuggested() || info.getHistoryLength() > LONGEST_HISTORY;
    }

    /** Ends interruptible work that has just finished a look, where a renewal is due. */
    void letRenew() {
        if (isRenewalDue()) {
            throw new CanceledFailure("the workflow goes on in a new run");
        }
    }

    /** What is under way should come to an end. */
    boolean isWanted() {
        return hasOrder() || isRenewalDue();
    }

    Optional<Order> take() {
        Optional<Order> order = Optional.ofNullable(pending);
        pending = null;
        return order;
    }

    /** Decides whether a command makes sense now, and if so keeps it as the next order. */
    Answer accept(Order order, UnitState state) {
        Optional<String> objection = objection(order.kind(), state);
        if (objection.isPresent()) {
            return Answer.notNow(objection.get());
        }
        if (order.kind() == Order.Kind.RESUME && pending != null && pending.kind() == Order.Kind.PAUSE) {
            pending = null;
            return Answer.accepted(LifeCycleErrors.willHappen(settings, order.kind(), state));
        }
        if (pending != null && pending.kind().compareTo(order.kind()) >= 0) {
            return Answer.notNow(LifeCycleErrors.alreadyOrdered(settings.unit(), pending));
        }
        place(order);
        return Answer.accepted(LifeCycleErrors.willHappen(settings, order.kind(), state));
    }

    void cancelled() {
        place(new Order(Order.Kind.ABORT, new Command("temporal", "the workflow was cancelled")));
    }

    /**
     * Runs work that an order may stop. Returns its result, or empty where it was stopped, which it only is with an
     * order waiting or a renewal due.
     */
    <T> Optional<T> interruptible(Functions.Func<T> work) {
        if (isWanted()) {
            return Optional.empty();
        }
        AtomicReference<@Nullable T> result = new AtomicReference<>();
        CancellationScope scope = Workflow.newCancellationScope(() -> result.set(work.apply()));
        working = scope;
        try {
            scope.run();
            return Optional.ofNullable(result.get());
        } catch (TemporalFailure e) {
            if (isWanted() && causedByCancel(e)) {
                return Optional.empty();
            }
            throw e;
        } finally {
            working = null;
        }
    }

    private void place(Order order) {
        pending = order;
        if (working != null) {
            working.cancel(order.kind().verb());
        }
    }

    private Optional<String> objection(Order.Kind kind, UnitState state) {
        Phase phase = state.phase();
        boolean fits = switch (kind) {
            case PAUSE ->
                !phase.terminal()
                        && phase != Phase.CUTTING_OVER
                        && phase != Phase.ROLLING_BACK
                        && phase != Phase.PAUSED
                        && phase != Phase.NEEDS_ATTENTION;
            case RESUME -> phase == Phase.PAUSED || (pending != null && pending.kind() == Order.Kind.PAUSE);
            case RETRY -> phase == Phase.NEEDS_ATTENTION;
            case ROLLBACK ->
                state.hasSomethingToUndo(settings.traits()) && !phase.terminal() && phase != Phase.ROLLING_BACK;
            case ABORT -> !phase.terminal() && phase != Phase.ROLLING_BACK;
        };
        return fits ? Optional.empty() : Optional.of(LifeCycleErrors.notNow(settings, kind, state));
    }

    private static boolean causedByCancel(TemporalFailure failure) {
        if (failure instanceof ActivityFailure || failure instanceof ChildWorkflowFailure) {
            return failure.getCause() instanceof CanceledFailure;
        }
        return failure instanceof CanceledFailure;
    }
}
