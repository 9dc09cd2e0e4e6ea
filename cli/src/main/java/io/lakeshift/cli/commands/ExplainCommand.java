package io.lakeshift.cli.commands;

import io.lakeshift.activities.ledger.RecordedDecision;
import io.lakeshift.activities.ledger.UnitOfWork;
import io.lakeshift.cli.ExitCode;
import io.lakeshift.cli.Terminal;
import io.lakeshift.cli.output.Human;
import io.lakeshift.cli.output.OutputOptions;
import io.lakeshift.cli.output.Results;
import io.lakeshift.cli.session.Session;
import io.lakeshift.cli.session.StackOptions;
import io.lakeshift.cli.session.UnitView;
import io.lakeshift.cli.session.Units;
import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.lifecycle.ApprovalRequest;
import io.lakeshift.workflows.lifecycle.Attention;
import io.lakeshift.workflows.lifecycle.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code explain}. */
@Command(
        name = "explain",
        description = "Says what a migration waits for, why, and which command unblocks it. Reads only.",
        footer = {"", "Examples:", "  lakeshift explain sales-to-sql", "  lakeshift explain sales-to-sql/sales"})
public final class ExplainCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "ID", description = "A migration, or one of its tables as name/alias.")
    private String id = "";

    @Mixin
    private final StackOptions stackOptions = new StackOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    public ExplainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    record Explanation(
            UnitView table,
            Optional<ApprovalRequest> approval,
            Optional<Attention> attention,
            List<RecordedDecision> decisions,
            List<String> next) {}

    record Result(String id, List<Explanation> tables) {}

    @Override
    public Integer call() {
        Results results = new Results(terminal, output);
        List<Explanation> tables = new ArrayList<>();
        try (Session session = Session.open(stackOptions.settings(terminal, Optional.empty(), false))) {
            Units units = new Units(session);
            for (UnitOfWork unit : units.named(id)) {
                Optional<Progress> progress = units.progress(unit);
                UnitView view = UnitView.of(unit, progress);
                Optional<Attention> attention =
                        progress.map(Progress::attention).orElse(unit.state().attention());
                tables.add(new Explanation(
                        view,
                        progress.flatMap(Progress::approval),
                        attention,
                        session.ledger().reader().decisions(unit.unitId()),
                        next(session, view, attention)));
            }
        }
        Result result = new Result(id, tables);
        results.print(result, () -> tables.forEach(explanation -> print(results, explanation)));
        return ExitCode.SUCCESS.code();
    }

    private static void print(Results results, Explanation explanation) {
        UnitView table = explanation.table();
        results.line(
                "%s is %s since %s.",
                table.id(), table.phase(), Human.duration(Duration.between(table.since(), Instant.now())));
        explanation.attention().ifPresent(attention -> {
            results.line("  Failed at %s: %s (%s)", attention.failedPhase(), attention.message(), attention.failure());
            results.line("  Ways out: %s", String.join(", ", attention.waysOut()));
        });
        explanation.approval().ifPresent(asked -> {
            results.line("  Asked: %s, at version %d, plan %s", asked.subject(), asked.headVersion(), asked.planHash());
            results.line("  Approvals: %d of %d", asked.approversSoFar().size(), asked.quorum());
            asked.expiresAt().ifPresent(at -> results.line("  Expires: %s", at));
        });
        table.waitingFor().ifPresent(text -> results.line("  Waits for: %s", text));
        for (RecordedDecision decision : explanation.decisions()) {
            results.line(
                    "  %s  %s by %s: %s",
                    decision.receivedAt(),
                    decision.decision().approve() ? "yes" : "no",
                    decision.decision().approver(),
                    decision.disposition());
        }
        explanation.next().forEach(command -> results.line("  Next: %s", command));
    }

    private static List<String> next(Session session, UnitView table, Optional<Attention> attention) {
        String id = table.id();
        Optional<String> unreachable = session.stack().unreachableTemporal();
        if (unreachable.isPresent()) {
            return List.of(StatusCommand.onlyTheLedger(unreachable.get()));
        }
        if (!table.running() && !table.phase().terminal() && table.phase() != Phase.AWAITING_APPROVAL) {
            return List.of("lakeshift resume " + id + "    (nothing runs it now; this takes it up from the ledger)");
        }
        return switch (table.phase()) {
            case AWAITING_APPROVAL -> List.of("lakeshift approve " + id, "lakeshift reject " + id);
            case NEEDS_ATTENTION -> waysOut(id, attention);
            case PAUSED -> List.of("lakeshift resume " + id, "lakeshift abort " + id);
            case WATCHING -> List.of("lakeshift rollback " + id + "    (while the rollback window is open)");
            case ASSESSING, PLANNED, IMPORTING, VALIDATING, CUTTING_OVER, ROLLING_BACK ->
                List.of("lakeshift watch " + id);
            case COMPLETED, ROLLED_BACK, ABORTED -> List.of();
        };
    }

    private static List<String> waysOut(String id, Optional<Attention> attention) {
        return attention.map(Attention::waysOut).orElse(List.of("retry", "abort")).stream()
                .map(verb -> "lakeshift " + verb + " " + id)
                .toList();
    }
}
