package io.lakeshift.workflows.lifecycle;

import io.lakeshift.workflows.BatchReporter;
import io.lakeshift.workflows.ChildReport;
import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.SearchAttributes;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Holds where the unit stands, and shows every change where people look: ledger and audit first, then search
 * attributes, the Web UI's details, the batch.
 */
final class ProgressBoard {
    private final LifeCycleSettings settings;
    private final Records records;
    private final BatchReporter reporter;
    private UnitState state;
    private Instant since = Records.now();
    private List<Finding> findings = List.of();
    private List<String> approvers = List.of();
    private boolean takenUp;
    private int attempt = 1;
    private Optional<Duration> importTakes = Optional.empty();
    private Optional<String> waitingFor = Optional.empty();
    private final ApprovalGate gate;

    ProgressBoard(LifeCycleSettings settings, Records records, ApprovalGate gate) {
        this.gate = gate;
        this.settings = settings;
        this.records = records;
        this.reporter = new BatchReporter(settings.batch());
        this.state = UnitState.fresh(settings.alias());
    }

    void opened(LedgerActivities.Opened opened) {
        state = opened.state();
        takenUp = opened.takenUp();
        attempt = opened.attempt();
        approvers = state.approved().map(proof -> approversOf(proof, opened)).orElse(List.of());
        since = Records.now();
        Workflow.upsertTypedSearchAttributes(
                SearchAttributes.TABLE.valueSet(settings.alias()),
                SearchAttributes.KIND.valueSet(settings.kind()),
                SearchAttributes.BATCH.valueSet(settings.migration()));
        show(Optional.empty());
    }

    UnitState state() {
        return state;
    }

    boolean takenUp() {
        return takenUp;
    }

    /** Enters a phase: on record before anything of it happens. */
    void enter(Phase phase, String message, UnaryOperator<UnitState> change) {
        state = change.apply(state).withPhase(phase);
        since = Records.now();
        waitingFor = Optional.empty();
        records.state(state);
        records.entered(phase, message, asked());
        show(message.isEmpty() ? Optional.empty() : Optional.of(message));
    }

    /** Keeps something worth remembering that does not change the phase. */
    void remember(UnaryOperator<UnitState> change) {
        state = change.apply(state);
        records.state(state);
        show(Optional.empty());
    }

    /** The cut over is approved, by these. */
    void approved(Validation proof, List<String> by) {
        approvers = by;
        remember(now -> now.withApproved(Optional.of(proof)));
    }

    private static List<String> approversOf(Validation proof, LedgerActivities.Opened opened) {
        return opened.approvals().stream()
                .filter(yes -> yes.subject() == ApprovalRequest.Subject.CUT_OVER
                        && yes.bound().equals(proof))
                .map(LedgerActivities.CountedApproval::approver)
                .distinct()
                .toList();
    }

    /** Newer numbers, for the display; what was imported is durable elsewhere. */
    void facts(UnitFacts facts) {
        state = state.withFacts(facts);
    }

    /** With yes, by those whom the ledger names; recorded with what is approved. */
    void questionAnswered() {
        state = state.withQuestionExpiresAt(Optional.empty());
    }

    /** Its answers count no more; recorded with whatever is entered next. */
    void questionEnded() {
        state = state.withQuestionEnded(Records.now());
    }

    /** Newer numbers in the middle of a phase, for whoever watches. */
    void progressed(UnitFacts facts) {
        facts(facts);
        Workflow.setCurrentDetails(StatusPage.markdown(progress(), approvers, Optional.empty()));
    }

    void assessed(MigrationPhases.Assessed assessed) {
        findings = assessed.findings();
        importTakes = assessed.importSeconds().map(Duration::ofSeconds);
        facts(assessed.facts());
    }

    /** Shows that a question has been opened, answered or closed. */
    void refresh() {
        show(Optional.empty());
    }

    void waitingFor(String what) {
        waitingFor = Optional.of(what);
        show(Optional.empty());
    }

    Progress progress() {
        return new Progress(
                settings.unit(),
                settings.kind(),
                settings.migration(),
                state.phase(),
                since,
                state.pausedFrom(),
                state.attention(),
                asked(),
                whatItWaitsFor(),
                percent(),
                eta(),
                state.planHash(),
                state.facts(),
                findings,
                takenUp,
                attempt);
    }

    private Optional<ApprovalRequest> asked() {
        return gate.asked();
    }

    private Optional<String> whatItWaitsFor() {
        if (state.phase() == Phase.NEEDS_ATTENTION) {
            return state.attention().map(Attention::message);
        }
        if (state.phase() == Phase.PAUSED) {
            return Optional.of("somebody to let it go on: lakeshift resume " + settings.unit());
        }
        Optional<ApprovalRequest> open = asked();
        boolean undecided = gate.verdict() == ApprovalGate.Verdict.OPEN;
        return open.isPresent() && undecided ? open.map(LifeCycleErrors::waitingForAnswer) : waitingFor;
    }

    private void show(Optional<String> message) {
        Workflow.upsertTypedSearchAttributes(
                SearchAttributes.PHASE.valueSet(state.phase().name()));
        Workflow.setCurrentDetails(StatusPage.markdown(progress(), approvers, message));
        reporter.report(
                outcome(),
                Optional.of(state.phase()),
                state.facts().version(),
                state.facts().activeFiles(),
                state.attention().map(Attention::message));
    }

    private ChildReport.Outcome outcome() {
        Phase phase = state.phase();
        if (phase.terminal()) {
            return phase == Phase.ABORTED ? ChildReport.Outcome.FAILED : ChildReport.Outcome.SUCCEEDED;
        }
        return phase.waiting() || phase == Phase.WATCHING || asked().isPresent()
                ? ChildReport.Outcome.WAITING
                : ChildReport.Outcome.WORKING;
    }

    private int percent() {
        Phase counted = state.pausedFrom()
                .or(() -> state.attention().map(Attention::failedPhase))
                .filter(from -> state.phase().aside() && !state.phase().terminal())
                .orElse(state.phase());
        return switch (counted) {
            case ASSESSING, PAUSED, NEEDS_ATTENTION -> 0;
            case PLANNED -> 5;
            case IMPORTING -> 10;
            case VALIDATING -> 60;
            case AWAITING_APPROVAL -> 75;
            case CUTTING_OVER -> 80;
            case WATCHING, ROLLING_BACK -> 90;
            case COMPLETED, ROLLED_BACK, ABORTED -> 100;
        };
    }

    private Optional<Instant> eta() {
        return switch (state.phase()) {
            case WATCHING ->
                state.cutOverAt().map(at -> at.plus(settings.policy().rollbackWindow()));
            case IMPORTING -> importTakes.map(since::plus);
            default -> Optional.empty();
        };
    }
}
