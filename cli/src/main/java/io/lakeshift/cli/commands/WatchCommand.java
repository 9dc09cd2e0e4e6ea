package io.lakeshift.cli.commands;

import io.lakeshift.activities.ledger.UnitOfWork;
import io.lakeshift.cli.ExitCode;
import io.lakeshift.cli.Pause;
import io.lakeshift.cli.Terminal;
import io.lakeshift.cli.kinds.syncedtables.StatusReport;
import io.lakeshift.cli.output.OutputOptions;
import io.lakeshift.cli.output.Results;
import io.lakeshift.cli.session.BatchFollower;
import io.lakeshift.cli.session.ProgressBar;
import io.lakeshift.cli.session.Runs;
import io.lakeshift.cli.session.Session;
import io.lakeshift.cli.session.StackOptions;
import io.lakeshift.cli.session.UnitView;
import io.lakeshift.workflows.ActivityProgress;
import io.temporal.client.WorkflowException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code watch}. */
@Command(
        name = "watch",
        description = {
            "Follows migrations until each has ended, is watched, or waits for a person.",
            "At a terminal the table is drawn anew; elsewhere each change is one line, or one JSON document."
        },
        footer = {"", "Examples:", "  lakeshift watch", "  lakeshift watch sales-to-sql --output json"})
public final class WatchCommand implements Callable<Integer> {
    private static final String HOME_AND_CLEAR = "\033[H\033[2J";

    private final Terminal terminal;

    @Parameters(arity = "0..1", paramLabel = "ID", description = "A migration, or one of its tables as name/alias.")
    private @Nullable String id;

    @Mixin
    private final StackOptions stackOptions = new StackOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    public WatchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Results results = new Results(terminal, output);
        try (Session session = Session.open(stackOptions.settings(terminal, Optional.empty(), false))) {
            Map<String, String> told = new HashMap<>();
            while (true) {
                StatusCommand.Result status = StatusCommand.of(session, id);
                show(session, results, status, told);
                boolean moving = status.migrations().stream()
                        .flatMap(migration -> migration.tables().stream())
                        .anyMatch(unit -> unit.running() && !unit.atRest());
                if (!moving) {
                    return ExitCode.SUCCESS.code();
                }
                Pause.of(BatchFollower.LOOK);
            }
        }
    }

    private void show(Session session, Results results, StatusCommand.Result status, Map<String, String> told) {
        if (terminal.interactive() && !results.json()) {
            terminal.out().print(HOME_AND_CLEAR);
            StatusCommand.print(results, status, terminal.environment());
            bars(session, results, status);
            terminal.out().flush();
            return;
        }
        for (StatusCommand.Migration migration : status.migrations()) {
            for (UnitView unit : migration.tables()) {
                Optional<String> loading = unit.syncedTable().flatMap(StatusReport::progress);
                String now = unit.phase() + " " + unit.version() + " " + unit.publishedVersion() + loading;
                if (!now.equals(told.put(unit.id(), now))) {
                    results.print(
                            unit,
                            () -> results.line(
                                    "%s: %s%s%s",
                                    unit.id(),
                                    unit.phase(),
                                    unit.version() < 0 ? "" : " at version " + unit.version(),
                                    loading.map(rows -> ", " + rows).orElse("")));
                }
            }
        }
    }

    private void bars(Session session, Results results, StatusCommand.Result status) {
        if (!session.hasTemporal()) {
            return;
        }
        Runs runs = new Runs(session);
        List<String> moving = status.migrations().stream()
                .flatMap(migration -> migration.tables().stream())
                .filter(unit -> unit.running() && !unit.atRest())
                .map(UnitView::id)
                .toList();
        for (String unitId : moving) {
            heartbeat(session, runs, unitId)
                    .ifPresent(progress -> results.line("  %s", ProgressBar.text(unitId, progress)));
        }
    }

    private static Optional<ActivityProgress> heartbeat(Session session, Runs runs, String unitId) {
        Optional<UnitOfWork> unit = session.ledger().reader().unit(unitId);
        try {
            return unit.flatMap(it -> runs.heartbeat(
                    session.client().newUntypedWorkflowStub(it.workflow().workflowId())));
        } catch (WorkflowException e) {
            // It has ended between two looks.
            return Optional.empty();
        }
    }
}
