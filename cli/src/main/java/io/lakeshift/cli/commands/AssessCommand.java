package io.lakeshift.cli.commands;

import io.lakeshift.cli.ExitCode;
import io.lakeshift.cli.Terminal;
import io.lakeshift.cli.kinds.sqldelta.ImportOptions;
import io.lakeshift.cli.kinds.sqldelta.PlanFile;
import io.lakeshift.cli.kinds.sqldelta.PlannedTables;
import io.lakeshift.cli.kinds.sqldelta.TableOptions;
import io.lakeshift.cli.kinds.syncedtables.SyncedTablesFile;
import io.lakeshift.cli.kinds.syncedtables.SyncedTablesPlanPrint;
import io.lakeshift.cli.kinds.syncedtables.SyncedTablesRun;
import io.lakeshift.cli.output.OutputOptions;
import io.lakeshift.cli.output.Results;
import io.lakeshift.cli.session.AssessmentView;
import io.lakeshift.cli.session.PlanOptions;
import io.lakeshift.cli.session.Runs;
import io.lakeshift.cli.session.Session;
import io.lakeshift.cli.session.StackOptions;
import io.lakeshift.cli.setup.SetUpRun;
import io.lakeshift.workflows.kinds.sqldelta.AssessTables;
import io.lakeshift.workflows.kinds.sqldelta.ImportMode;
import io.lakeshift.workflows.kinds.sqldelta.TableAssessments.Assess;
import io.lakeshift.workflows.kinds.sqldelta.TableRef;
import io.lakeshift.workflows.setup.SetUpSyncedTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code assess}. */
@Command(
        name = "assess",
        description = {
            "Says what a migration of a table, or of every table of a plan, would meet.",
            "Reads only. Exit code 4 where something blocks it."
        },
        footer = {"", "Examples:", "  lakeshift assess /data/sales", "  lakeshift assess -f plan.yaml --output json"})
public final class AssessCommand implements Callable<Integer> {
    private static final int PARALLELISM = 4;

    private final Terminal terminal;

    @Mixin
    private final TableOptions table = new TableOptions();

    @Mixin
    private final PlanOptions plan = new PlanOptions();

    @Option(
            names = "--mode",
            paramLabel = "fast|full-history",
            converter = ImportOptions.ModeConverter.class,
            defaultValue = "fast",
            description = "The import that is estimated, without a plan (default: ${DEFAULT-VALUE}).")
    private ImportMode mode = ImportMode.FAST;

    @Mixin
    private final StackOptions stackOptions = new StackOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    public AssessCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Results results = new Results(terminal, output);
        Optional<SyncedTablesFile> synced = plan.readSyncedTables(terminal);
        if (synced.isPresent()) {
            return callSynced(results, synced.get());
        }
        Optional<PlanFile> file = plan.readIfGiven(terminal);
        if (file.isEmpty()) {
            table.requiredPath();
        }
        Optional<String> database = file.flatMap(PlanFile::database);
        AssessmentView view;
        try (Session session = Session.open(stackOptions.settings(terminal, database, true))) {
            List<Assess> asked = new ArrayList<>();
            if (file.isPresent()) {
                PlannedTables.of(session, file.get()).forEach(spec -> asked.add(new Assess(spec.table(), spec.mode())));
            } else {
                String path = table.requiredPath();
                String alias = table.alias().orElseGet(() -> TableOptions.leaf(path));
                asked.add(new Assess(TableRef.at(session.database(), path, alias), mode));
            }
            view = assess(session, asked);
        }
        results.print(view, () -> view.print(results));
        return view.blocked() ? ExitCode.BLOCKED.code() : ExitCode.SUCCESS.code();
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
        results.print(view, () -> new SyncedTablesPlanPrint(results, view).print(false));
        return view.blocked() ? ExitCode.BLOCKED.code() : ExitCode.SUCCESS.code();
    }

    private static AssessmentView assess(Session session, List<Assess> asked) {
        Runs runs = new Runs(session);
        List<AssessmentView.Table> tables = new ArrayList<>();
        for (int from = 0; from < asked.size(); from += AssessTables.MOST_TABLES) {
            List<Assess> some = asked.subList(from, Math.min(asked.size(), from + AssessTables.MOST_TABLES));
            runs.run(
                            AssessTables.class,
                            "assess/" + UUID.randomUUID(),
                            new AssessTables.Request(some, PARALLELISM),
                            AssessTables.Result.class)
                    .tables()
                    .forEach(assessment -> tables.add(AssessmentView.Table.of(assessment)));
        }
        return new AssessmentView(tables);
    }
}
