package io.lakeshift.cli.commands;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.lakeshift.cli.CommandException;
import io.lakeshift.cli.ExitCode;
import io.lakeshift.cli.Terminal;
import io.lakeshift.cli.kinds.sqldelta.PlanFile;
import io.lakeshift.cli.kinds.sqldelta.PlannedTables;
import io.lakeshift.cli.kinds.sqldelta.Planning;
import io.lakeshift.cli.kinds.syncedtables.ConvertCommand;
import io.lakeshift.cli.kinds.syncedtables.SyncedTablesFile;
import io.lakeshift.cli.kinds.syncedtables.SyncedTablesPlanPrint;
import io.lakeshift.cli.kinds.syncedtables.SyncedTablesRun;
import io.lakeshift.cli.kinds.syncedtables.Tour;
import io.lakeshift.cli.output.Human;
import io.lakeshift.cli.output.OutputOptions;
import io.lakeshift.cli.output.Results;
import io.lakeshift.cli.output.TextTable;
import io.lakeshift.cli.session.AssessmentView;
import io.lakeshift.cli.session.PlanOptions;
import io.lakeshift.cli.session.Session;
import io.lakeshift.cli.session.StackOptions;
import io.lakeshift.cli.setup.SetUpRun;
import io.lakeshift.workflows.kinds.sqldelta.PlanMigration;
import io.lakeshift.workflows.setup.SetUpSyncedTables;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plan}. */
@Command(
        name = "plan",
        description = {
            "Prints what a migration would do, with findings, estimates and the plan's hash.",
            "Reads only. Exit code 4 where something blocks it."
        },
        synopsisSubcommandLabel = "[convert]",
        footer = {
            "",
            "Examples:",
            "  lakeshift plan -f plan.yaml",
            "  lakeshift plan -f docs/examples/fashion-demo.yaml --tour",
            "  lakeshift plan convert migrate_to_lakebase.ipynb --to plan.yaml",
            "",
            "A plan file (docs/examples has one of kind SyncedTables):",
            "  apiVersion: lakeshift/v1",
            "  kind: SqlDelta",
            "  metadata: { name: sales-to-sql }",
            "  spec:",
            "    tables:",
            "      - { path: /data/sales }",
            "      - { path: \"/data/wh/*\", exclude: [\"_tmp\"] }",
            "  policy:",
            "    approval: { quorum: 1, approvers: [ops@example.com], expiresAfter: P2D }",
            "    rollbackWindow: PT24H",
        })
public final class PlanCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final PlanOptions plan = new PlanOptions();

    @Option(
            names = "--tour",
            description = "Print every step with its commands, for synced tables, and ask nothing of anybody.")
    private boolean tour;

    @Mixin
    private final StackOptions stackOptions = new StackOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    public PlanCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** With its subcommand. */
    public static CommandLine create(Terminal terminal) {
        return new CommandLine(new PlanCommand(terminal)).addSubcommand(new ConvertCommand(terminal));
    }

    record Unit(String id, String planHash, AssessmentView.Table assessment, List<String> steps) {}

    record Result(String id, String planHash, List<Unit> tables) {
        @JsonProperty
        boolean blocked() {
            return tables.stream().anyMatch(unit -> unit.assessment().blocked());
        }
    }

    @Override
    public Integer call() {
        Results results = new Results(terminal, output);
        Optional<SyncedTablesFile> synced = plan.readSyncedTables(terminal);
        if (synced.isPresent() && tour) {
            List<String> lines = new Tour(synced.get(), plan.name()).lines();
            results.print(lines, () -> lines.forEach(results::text));
            return ExitCode.SUCCESS.code();
        }
        if (tour) {
            throw new CommandException(
                    ExitCode.USAGE, "--tour is for plans of kind SyncedTables. For others see: lakeshift demo");
        }
        if (synced.isPresent()) {
            return callSynced(results, synced.get());
        }
        PlanFile file = plan.read(terminal);
        Result result;
        try (Session session = Session.open(stackOptions.settings(terminal, file.database(), true))) {
            PlanMigration.Plan planned = Planning.plan(session, file, PlannedTables.of(session, file));
            result = new Result(
                    planned.migration(),
                    planned.planHash(),
                    planned.units().stream()
                            .map(unit -> new Unit(
                                    unit.unit(),
                                    unit.planHash(),
                                    AssessmentView.Table.of(unit.assessment()),
                                    unit.steps()))
                            .toList());
        }
        results.print(result, () -> print(results, result));
        return result.blocked() ? ExitCode.BLOCKED.code() : ExitCode.SUCCESS.code();
    }

    private int callSynced(Results results, SyncedTablesFile file) {
        SyncedTablesRun.View view;
        try (Session session = Session.open(stackOptions.settings(terminal, Optional.empty(), true))) {
            Optional<SetUpSyncedTables.Result> pending = new SetUpRun(session, file, plan.folder()).pending();
            if (pending.isPresent()) {
                results.print(pending.get(), () -> SetUpRun.printPending(results, pending.get()));
                return pending.get().blocked() ? ExitCode.BLOCKED.code() : ExitCode.SUCCESS.code();
            }
            view = SyncedTablesRun.view(file, new SyncedTablesRun(session, file).plan());
        }
        results.print(view, () -> new SyncedTablesPlanPrint(results, view).print(true));
        return view.blocked() ? ExitCode.BLOCKED.code() : ExitCode.SUCCESS.code();
    }

    private static void print(Results results, Result result) {
        TextTable overview = new TextTable("TABLE", "VERSION", "FILES", "DATA", "IMPORT TAKES", "PLAN HASH", "VERDICT");
        for (Unit unit : result.tables()) {
            overview.row(
                    unit.id(),
                    unit.assessment().version(),
                    unit.assessment().activeFiles(),
                    Human.bytes(unit.assessment().bytes()),
                    AssessmentView.estimate(unit.assessment().estimateSeconds()),
                    unit.planHash().substring(0, Math.min(12, unit.planHash().length())),
                    unit.assessment().blocked() ? "blocked" : "can be migrated");
        }
        results.table(overview);
        for (Unit unit : result.tables()) {
            results.line("");
            results.line("%s:", unit.id());
            for (int i = 0; i < unit.steps().size(); i++) {
                results.line("  %d. %s", i + 1, unit.steps().get(i));
            }
            AssessmentView.findings(results, unit.id(), unit.assessment().findings());
        }
        results.line("");
        results.line("Plan hash %s", result.planHash());
        results.line(
                result.blocked()
                        ? "Blocked: fix what is marked BLOCKER, then plan again."
                        : "Start it with: lakeshift migrate -f PLAN --plan-hash " + result.planHash());
    }
}
