package io.lakeshift.cli.commands;

import io.lakeshift.activities.failure.Secrets;
import io.lakeshift.activities.ledger.Step;
import io.lakeshift.activities.ledger.UnitOfWork;
import io.lakeshift.cli.BuildInfo;
import io.lakeshift.cli.ExitCode;
import io.lakeshift.cli.Terminal;
import io.lakeshift.cli.output.OutputOptions;
import io.lakeshift.cli.output.Results;
import io.lakeshift.cli.session.Session;
import io.lakeshift.cli.session.StackOptions;
import io.lakeshift.cli.session.UnitView;
import io.lakeshift.cli.session.Units;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableStatus;
import io.lakeshift.workflows.lifecycle.Attention;
import io.lakeshift.workflows.lifecycle.Progress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code report}. */
@Command(
        name = "report",
        description = {
            "Prints what somebody who is to help needs to know of a migration, to be copied into an issue: versions,",
            "the step that failed, the ids of its runs, the message. Without secrets. Sends nothing anywhere."
        },
        footer = {"", "Examples:", "  lakeshift report fashion-demo", "  lakeshift report fashion-demo/users_synced"})
public final class ReportCommand implements Callable<Integer> {
    private static final int NEWEST_STEPS = 5;

    private final Terminal terminal;

    @Parameters(paramLabel = "ID", description = "A migration, or one of its tables as name/alias.")
    private String id = "";

    @Mixin
    private final StackOptions stackOptions = new StackOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    public ReportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    record Versions(String lakeshift, String java, String system) {}

    record DoneStep(String activity, Instant startedAt, Optional<Instant> finishedAt) {}

    /** @param runId with the workflow's id, what finds this run in Temporal's Web UI and in the workers' logs */
    record Table(
            String id,
            String kind,
            String phase,
            Instant since,
            int attempt,
            String workflowId,
            String runId,
            Optional<String> failure,
            Optional<String> failedPhase,
            Optional<String> message,
            Optional<SyncedTableStatus> syncedTable,
            List<DoneStep> newestSteps) {}

    /** @param putBack whether a rollback puts back what was there before, instead of removing it */
    record Made(String kind, String name, String unit, boolean putBack) {}

    record Result(String id, Versions versions, List<Table> tables, List<Made> made) {}

    @Override
    public Integer call() {
        Results results = new Results(terminal, output);
        List<Table> tables = new ArrayList<>();
        List<Made> made = new ArrayList<>();
        try (Session session = Session.open(stackOptions.settings(terminal, Optional.empty(), false))) {
            Units units = new Units(session);
            List<UnitOfWork> named = units.named(id);
            for (UnitOfWork unit : named) {
                tables.add(table(session, unit, units.progress(unit)));
            }
            String migration = named.get(0).migrationId();
            session.ledger()
                    .createdObjects()
                    .ofEveryKind(migration)
                    .forEach(object -> made.add(new Made(
                            object.kind(),
                            object.name(),
                            object.unit(),
                            object.before().isPresent())));
        }
        Result result = new Result(
                id,
                new Versions(
                        BuildInfo.load().version(),
                        Runtime.version().toString(),
                        System.getProperty("os.name") + " " + System.getProperty("os.arch")),
                tables,
                made);
        results.print(result, () -> print(results, result));
        return ExitCode.SUCCESS.code();
    }

    private static Table table(Session session, UnitOfWork unit, Optional<Progress> progress) {
        UnitView view = UnitView.of(unit, progress);
        Optional<Attention> attention =
                progress.map(Progress::attention).orElse(unit.state().attention());
        List<Step> steps = session.ledger().reader().steps(unit.workflow().workflowId());
        return new Table(
                unit.unitId(),
                unit.kind(),
                view.phase().name(),
                view.since(),
                unit.attempt(),
                unit.workflow().workflowId(),
                unit.workflow().runId(),
                attention.map(it -> it.failure().name()),
                attention.map(it -> it.failedPhase().name()),
                view.error().map(Secrets::scrub),
                view.syncedTable(),
                steps.stream()
                        .skip(Math.max(0, steps.size() - NEWEST_STEPS))
                        .map(step -> new DoneStep(step.activity(), step.startedAt(), step.finishedAt()))
                        .toList());
    }

    private static void print(Results results, Result result) {
        Versions versions = result.versions();
        results.line("### Lakeshift report: %s", result.id());
        results.line("");
        results.line("```text");
        results.line("lakeshift %s, Java %s, %s", versions.lakeshift(), versions.java(), versions.system());
        for (Table table : result.tables()) {
            results.line("");
            results.line("%s (%s, attempt %d)", table.id(), table.kind(), table.attempt());
            results.line("  phase     %s since %s", table.phase(), table.since());
            results.line("  workflow  %s, run %s", table.workflowId(), table.runId());
            table.failure()
                    .ifPresent(failure -> results.line(
                            "  failed    %s at %s", failure, table.failedPhase().orElse("")));
            table.message().ifPresent(message -> results.line("  message   %s", message));
            table.syncedTable()
                    .ifPresent(status -> results.line(
                            "  table     %s from %s, %s, %s, pipeline %s",
                            status.target(),
                            status.source(),
                            status.mode(),
                            status.state().orElse("not created"),
                            status.pipelineId().orElse("none")));
            table.syncedTable()
                    .flatMap(SyncedTableStatus::hints)
                    .ifPresent(hints -> results.line("  hints     %s", hints));
            table.newestSteps()
                    .forEach(step -> results.line(
                            "  step      %s, %s to %s",
                            step.activity(),
                            step.startedAt(),
                            step.finishedAt().map(Instant::toString).orElse("now")));
        }
        if (!result.made().isEmpty()) {
            results.line("");
            results.line("noted by this migration, and not yet taken back:");
            result.made()
                    .forEach(made ->
                            results.line("  %s %s%s", made.kind(), made.name(), made.putBack() ? " (changed)" : ""));
        }
        results.line("```");
    }
}
