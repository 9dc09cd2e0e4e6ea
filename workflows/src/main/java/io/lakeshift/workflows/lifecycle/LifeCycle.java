package io.lakeshift.workflows.lifecycle;

import com.fasterxml.jackson.databind.JsonNode;
import io.lakeshift.workflows.Backoff;
import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.lifecycle.MigrationPhases.Assessed;
import io.lakeshift.workflows.lifecycle.MigrationPhases.Checked;
import io.lakeshift.workflows.lifecycle.MigrationPhases.Validated;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The one order in which every migration goes, whatever it moves. See the package for the picture.
 *
 * <ol>
 *   <li>A phase is on record before anything of it happens, so a run that takes the unit up goes on at that phase.
 *   <li>A phase that fails finally does not end the workflow: it waits for retry, rollback or abort.
 *   <li>No cut over without proven parity at the head of that moment, and without the approvals that the policy asks
 *       for, given for exactly that head.
 *   <li>From the point of no return on nothing interrupts: what was begun is finished, then an order is carried out.
 *   <li>Before it, an abort, a denial, an expiry or a cancel leaves things as they were, or takes the import back.
 *   <li>The workflow ends only when everybody who asked has been answered.
 *   <li>However long something is waited for, the history stays short: the workflow goes on in a new run.
 * </ol>
 */
public final class LifeCycle {
    /** So often in a row the head may move under a cut over that nobody is asked about. */
    private static final int MOST_UNATTENDED_MOVES = 10;

    private static final Duration FIRST_LOOK_WHETHER_MENDED = Duration.ofSeconds(5);
    /** Somebody who does not want to wait so long says {@code retry}. */
    private static final Duration RAREST_LOOK_WHETHER_MENDED = Duration.ofMinutes(10);

    private final LifeCycleSettings settings;
    private final MigrationPhases kind;
    private final Records records;
    private final CommandDesk desk;
    private final ApprovalGate gate;
    private final ProgressBoard board;
    private final Questions questions;
    private final AttentionDesk attention;
    private final OrderExecution orders;
    private boolean opened;
    private int unattendedMoves;

    /** Call from the workflow's constructor, so that the handlers are there before the first message. */
    public LifeCycle(LifeCycleSettings settings, MigrationPhases kind) {
        this.settings = settings;
        this.kind = kind;
        this.records = new Records(settings);
        this.desk = new CommandDesk(settings);
        this.gate = new ApprovalGate(settings, records);
        this.board = new ProgressBoard(settings, records, gate);
        this.questions = new Questions(settings, kind, records, desk, gate, board);
        this.attention = new AttentionDesk(settings, records, board);
        this.orders = new OrderExecution(settings, gate, board);
        Workflow.registerListener(new LifeCycleHandlers(desk, gate, board, records, () -> opened));
    }

    public MigrationResult run() {
        CancellationScope.current().getCancellationRequest().thenApply(reason -> {
            desk.cancelled();
            return reason;
        });
        Workflow.newDetachedCancellationScope(this::live).run();
        return new MigrationResult(
                settings.unit(),
                settings.kind(),
                phase(),
                board.state().facts(),
                orders.endedBy(),
                orders.ending(),
                board.takenUp());
    }

    private void live() {
        LedgerActivities.Opened unit = records.open();
        gate.recall(unit);
        board.opened(unit);
        opened = true;
        while (!phase().terminal()) {
            Optional<Order> order = desk.take();
            if (order.isPresent()) {
                orders.carryOut(order.get());
            } else if (desk.isRenewalDue()) {
                renew();
            } else {
                advance();
            }
        }
        Workflow.await(Workflow::isEveryHandlerFinished);
    }

    /** Goes on in a new run, which takes from the ledger where this one stands. What was sent to this one is answered first. */
    private void renew() {
        Workflow.await(Workflow::isEveryHandlerFinished);
        if (!desk.hasOrder()) {
            Workflow.continueAsNew(RecordedRequest.read(settings.request(), JsonNode.class));
        }
    }

    private void advance() {
        Phase phase = phase();
        try {
            switch (phase) {
                case ASSESSING -> assess();
                case PLANNED -> checkPlan();
                case IMPORTING -> importData();
                case VALIDATING -> validate();
                case AWAITING_APPROVAL -> awaitApproval();
                case CUTTING_OVER -> cutOver();
                case WATCHING -> watch();
                case ROLLING_BACK -> rollBack();
                case PAUSED -> Workflow.await(desk::isWanted);
                case NEEDS_ATTENTION -> awaitPerson();
                case COMPLETED, ROLLED_BACK, ABORTED -> throw new IllegalStateException("nothing follows " + phase);
            }
        } catch (ActivityFailure e) {
            attention.failed(phase, e);
        }
    }

    private void assess() {
        Optional<Assessed> assessed = desk.interruptible(kind::assess);
        if (assessed.isEmpty()) {
            return;
        }
        board.assessed(assessed.get());
        if (!gate.canBeReached()) {
            attention.needed(
                    MigrationFailure.BLOCKED_BY_ASSESSMENT,
                    LifeCycleErrors.nobodyMay(settings.unit()),
                    Phase.ASSESSING);
            return;
        }
        Optional<Finding> blocker = assessed.get().blocker();
        if (blocker.isPresent()) {
            attention.needed(
                    MigrationFailure.BLOCKED_BY_ASSESSMENT,
                    LifeCycleErrors.blocked(settings.unit(), blocker.get()),
                    Phase.ASSESSING);
            return;
        }
        enter(Phase.PLANNED, "", state -> state.withPlanHash(assessed.get().planHash()));
    }

    private void checkPlan() {
        String planHash = planHash();
        if (settings.expectedPlanHash().filter(hash -> !hash.equals(planHash)).isPresent()) {
            String expected = settings.expectedPlanHash().get();
            orders.refuse(
                    MigrationFailure.PLAN_CHANGED, LifeCycleErrors.planChanged(settings.unit(), expected, planHash));
            return;
        }
        boolean mustAsk = kind.reliesOnFrozenWriters() || settings.policy().strategy() == Policy.Strategy.OFFLINE;
        if (mustAsk && board.state().writersFrozenBy().isEmpty()) {
            Questions.Outcome outcome = questions.areWritersFrozen(planHash);
            if (!outcome.yes()) {
                unanswered(outcome, Phase.PLANNED);
                return;
            }
            board.remember(state -> state.withWritersFrozenBy(String.join(", ", outcome.approvers())));
        }
        enter(Phase.IMPORTING, "", UnaryOperator.identity());
    }

    private void importData() {
        desk.interruptible(() -> kind.importData(board.state().facts(), this::progressed))
                .ifPresent(facts -> enter(Phase.VALIDATING, "", state -> state.withFacts(facts)));
    }

    /** Told between two looks, when nothing is under way. */
    private void progressed(UnitFacts facts) {
        board.progressed(facts);
        desk.letRenew();
    }

    private void validate() {
        Optional<Validated> validated =
                desk.interruptible(() -> kind.validate(board.state().facts()));
        if (validated.isEmpty()) {
            return;
        }
        board.facts(validated.get().facts());
        validated.get().trouble().ifPresent(trouble -> attention.trouble(Phase.VALIDATING, trouble));
        validated
                .get()
                .validation()
                .ifPresent(proven -> enter(
                        Phase.AWAITING_APPROVAL,
                        "",
                        state -> state.withValidation(proven).withApproved(Optional.empty())));
    }

    private void awaitApproval() {
        Validation proven = board.state().validation().orElseThrow();
        if (board.state().approved().isEmpty()) {
            Questions.Outcome outcome = questions.mayCutOver(planHash(), proven);
            if (!outcome.yes()) {
                unanswered(outcome, Phase.AWAITING_APPROVAL);
                return;
            }
            board.approved(proven, outcome.approvers());
        }
        if (!questions.waitForWindow()) {
            return;
        }
        Optional<UnitFacts> head =
                desk.interruptible(() -> kind.readHead(board.state().facts(), true));
        // An order that came with the answer of the last look still finds everything as it was.
        if (head.isEmpty() || desk.isWanted()) {
            return;
        }
        board.facts(head.get());
        if (head.get().logVersion() != proven.headVersion()) {
            headMoved(proven, head.get().logVersion());
            return;
        }
        enter(Phase.CUTTING_OVER, "", state -> state.withPointOfNoReturnPassed(true));
    }

    private void cutOver() {
        Validation approved = board.state().approved().orElseThrow();
        Checked checked;
        try {
            checked = kind.cutOver(board.state().facts(), approved);
        } catch (ActivityFailure e) {
            if (MigrationFailure.in(e) != MigrationFailure.COMMIT_CONFLICT) {
                throw e;
            }
            UnitFacts head = kind.readHead(board.state().facts(), false);
            board.remember(state -> state.withPointOfNoReturnPassed(false).withFacts(head));
            headMoved(approved, head.logVersion());
            return;
        }
        board.facts(checked.facts());
        if (checked.trouble().isPresent()) {
            attention.trouble(Phase.CUTTING_OVER, checked.trouble().get());
            return;
        }
        enter(Phase.WATCHING, "", state -> state.withCutOverAt(Records.now()));
    }

    private void watch() {
        Instant until =
                board.state().cutOverAt().orElseThrow().plus(settings.policy().rollbackWindow());
        Optional<Checked> checked = desk.interruptible(() -> watchUntil(until));
        if (checked.isEmpty()) {
            return;
        }
        checked.get()
                .trouble()
                .ifPresentOrElse(
                        trouble -> attention.trouble(Phase.WATCHING, trouble),
                        () -> enter(Phase.COMPLETED, "", UnaryOperator.identity()));
    }

    private Checked watchUntil(Instant until) {
        Duration round = Pace.ofWatching(settings.policy().rollbackWindow());
        while (true) {
            Checked checked = kind.watch(board.state().facts());
            board.facts(checked.facts());
            Duration left = Duration.between(Records.now(), until);
            if (checked.trouble().isPresent() || left.isZero() || left.isNegative()) {
                return checked;
            }
            desk.letRenew();
            Workflow.sleep(Backoff.shorter(round, left));
        }
    }

    /** Somebody speaks, or has done what was asked without a word. */
    private void awaitPerson() {
        MigrationFailure failure = board.state().attention().orElseThrow().failure();
        boolean mended;
        try {
            mended = desk.interruptible(() -> awaitMended(failure)).orElse(false);
        } catch (ActivityFailure e) {
            mended = false;
        }
        if (mended) {
            orders.mended();
        } else {
            Workflow.await(desk::isWanted);
        }
    }

    /** False where this kind cannot see by itself whether it is. */
    private boolean awaitMended(MigrationFailure failure) {
        Backoff wait = new Backoff(FIRST_LOOK_WHETHER_MENDED, RAREST_LOOK_WHETHER_MENDED);
        Optional<Boolean> mended = kind.isMended(failure);
        while (mended.isPresent() && !mended.get()) {
            desk.letRenew();
            Workflow.sleep(wait.next());
            mended = kind.isMended(failure);
        }
        return mended.isPresent();
    }

    private void rollBack() {
        Instant began = Records.now();
        Checked checked = kind.rollBack(board.state().facts());
        board.facts(checked.facts());
        checked.trouble()
                .ifPresentOrElse(
                        trouble -> attention.trouble(Phase.ROLLING_BACK, trouble),
                        () -> enter(
                                Phase.ROLLED_BACK,
                                LifeCycleErrors.rolledBack(settings, Duration.between(began, Records.now())),
                                UnaryOperator.identity()));
    }

    private void headMoved(Validation from, long to) {
        String message = LifeCycleErrors.headMoved(settings.unit(), from.headVersion(), to);
        questions.stale(planHash(), from, message);
        if (gate.policy().quorum() == 0 && ++unattendedMoves > MOST_UNATTENDED_MOVES) {
            unattendedMoves = 0;
            attention.needed(
                    MigrationFailure.COMMIT_CONFLICT,
                    LifeCycleErrors.neverStandsStill(settings.unit(), MOST_UNATTENDED_MOVES),
                    Phase.VALIDATING);
            return;
        }
        enter(Phase.VALIDATING, message, state -> state.withApproved(Optional.empty()));
    }

    private void unanswered(Questions.Outcome outcome, Phase phase) {
        switch (outcome.verdict()) {
            case DENIED -> attention.needed(MigrationFailure.APPROVAL_DENIED, outcome.message(), phase);
            case EXPIRED -> attention.needed(MigrationFailure.APPROVAL_EXPIRED, outcome.message(), phase);
            case HEAD_MOVED -> enter(Phase.VALIDATING, outcome.message(), UnaryOperator.identity());
            case INTERRUPTED, APPROVED -> {}
        }
    }

    private void enter(Phase phase, String message, UnaryOperator<UnitState> change) {
        board.enter(phase, message, change);
    }

    private Phase phase() {
        return board.state().phase();
    }

    private String planHash() {
        return board.state().planHash().orElseThrow();
    }
}
