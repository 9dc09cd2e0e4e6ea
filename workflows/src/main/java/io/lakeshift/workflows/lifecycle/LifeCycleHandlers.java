package io.lakeshift.workflows.lifecycle;

import io.temporal.workflow.Workflow;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The two doors of every act, Update and Signal, to the one handler behind them. */
final class LifeCycleHandlers implements LifeCycleControl {
    private final CommandDesk desk;
    private final ApprovalGate gate;
    private final ProgressBoard board;
    private final Records records;
    private final BooleanSupplier opened;
    private final AnsweredActs answered = new AnsweredActs();

    LifeCycleHandlers(
            CommandDesk desk, ApprovalGate gate, ProgressBoard board, Records records, BooleanSupplier opened) {
        this.desk = desk;
        this.gate = gate;
        this.board = board;
        this.records = records;
        this.opened = opened;
    }

    @Override
    public Progress progress() {
        return board.progress();
    }

    @Override
    public Optional<Answer> answer(ActId act) {
        return answered.answer(act.id());
    }

    @Override
    public Answer approve(Decision decision) {
        return decide(decision);
    }

    @Override
    public void checkApprove(Decision decision) {
        check("approve", decision == null ? null : decision.approver());
    }

    @Override
    public void approveBySignal(Decision decision) {
        decide(orNobodys(decision));
    }

    @Override
    public Answer reject(Decision decision) {
        return decide(decision.withApprove(false));
    }

    @Override
    public void checkReject(Decision decision) {
        check("reject", decision == null ? null : decision.approver());
    }

    @Override
    public void rejectBySignal(Decision decision) {
        decide(orNobodys(decision).withApprove(false));
    }

    @Override
    public Answer pause(Command command) {
        return order(Order.Kind.PAUSE, command);
    }

    @Override
    public void checkPause(Command command) {
        check("pause", command == null ? null : command.by());
    }

    @Override
    public void pauseBySignal(Command command) {
        order(Order.Kind.PAUSE, orNobodys(command));
    }

    @Override
    public Answer resume(Command command) {
        return order(Order.Kind.RESUME, command);
    }

    @Override
    public void checkResume(Command command) {
        check("resume", command == null ? null : command.by());
    }

    @Override
    public void resumeBySignal(Command command) {
        order(Order.Kind.RESUME, orNobodys(command));
    }

    @Override
    public Answer retry(Command command) {
        return order(Order.Kind.RETRY, command);
    }

    @Override
    public void checkRetry(Command command) {
        check("retry", command == null ? null : command.by());
    }

    @Override
    public void retryBySignal(Command command) {
        order(Order.Kind.RETRY, orNobodys(command));
    }

    @Override
    public Answer abort(Command command) {
        return order(Order.Kind.ABORT, command);
    }

    @Override
    public void checkAbort(Command command) {
        check("abort", command == null ? null : command.by());
    }

    @Override
    public void abortBySignal(Command command) {
        order(Order.Kind.ABORT, orNobodys(command));
    }

    @Override
    public Answer rollback(Command command) {
        return order(Order.Kind.ROLLBACK, command);
    }

    @Override
    public void checkRollback(Command command) {
        check("rollback", command == null ? null : command.by());
    }

    @Override
    public void rollbackBySignal(Command command) {
        order(Order.Kind.ROLLBACK, orNobodys(command));
    }

    private Answer decide(Decision decision) {
        return answered.once(decision, () -> decideNow(decision));
    }

    private Answer decideNow(Decision decision) {
        // The ledger must know the unit before it can keep a decision about it.
        Workflow.await(opened::getAsBoolean);
        Answer answer = gate.decide(decision);
        board.refresh();
        return answer;
    }

    private Answer order(Order.Kind kind, Command command) {
        return answered.once(command, () -> orderNow(kind, command));
    }

    private Answer orderNow(Order.Kind kind, Command command) {
        Workflow.await(opened::getAsBoolean);
        Answer answer = command.by().isEmpty()
                ? Answer.notNow(LifeCycleErrors.nobodyNamed(kind.verb()))
                : desk.accept(new Order(kind, command), board.state());
        records.command(kind.verb(), command, answer);
        return answer;
    }

    /** A signal may come without a payload; it is recorded like any other that names nobody. */
    private static Decision orNobodys(@Nullable Decision decision) {
        return decision == null ? Decision.approve("", "") : decision;
    }

    private static Command orNobodys(@Nullable Command command) {
        return command == null ? new Command("", "") : command;
    }

    private static void check(String verb, @Nullable String who) {
        if (who == null || who.isEmpty()) {
            throw new IllegalArgumentException(LifeCycleErrors.nobodyNamed(verb));
        }
    }
}
