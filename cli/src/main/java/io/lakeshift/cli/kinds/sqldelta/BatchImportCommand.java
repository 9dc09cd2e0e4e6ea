package io.lakeshift.cli.kinds.sqldelta;

import io.lakeshift.cli.CommandException;
import io.lakeshift.cli.ExitCode;
import io.lakeshift.cli.Terminal;
import io.lakeshift.cli.output.Human;
import io.lakeshift.cli.output.OutputOptions;
import io.lakeshift.cli.output.Results;
import io.lakeshift.cli.output.TextTable;
import io.lakeshift.cli.session.BatchFollower;
import io.lakeshift.cli.session.Person;
import io.lakeshift.cli.session.Runs;
import io.lakeshift.cli.session.Session;
import io.lakeshift.cli.session.StackOptions;
import io.lakeshift.workflows.batch.MigrationBatch;
import io.lakeshift.workflows.kinds.sqldelta.TableDiscovery.Found;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code batch-import}. */
@Command(
        name = "batch-import",
        description = {
            "Imports every Delta table under a path. One table's trouble neither stops nor hides another's.",
            "Exit code 1 where a table failed."
        },
        footer = {
            "",
            "Examples:",
            "  lakeshift batch-import /data --parallel 4",
            "  lakeshift batch-import /data --batch-size 500 --parallel 2 --exclude \"_tmp\" --exclude \"_staging\"",
        })
public final class BatchImportCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "PATH", description = "The directory or URI under which tables are looked for.")
    private String path = "";

    @Option(
            names = "--exclude",
            paramLabel = "PATTERN",
            description = "Leave out tables whose name contains this, or matches it where it has a *. Repeatable.")
    private List<String> exclude = List.of();

    @Option(
            names = "--parallel",
            paramLabel = "N",
            defaultValue = "1",
            description = "Tables that are imported at one time (default: ${DEFAULT-VALUE}).")
    private int parallel;

    @Mixin
    private final ImportOptions options = new ImportOptions();

    @Mixin
    private final StackOptions stackOptions = new StackOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    public BatchImportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    record Table(String path, String alias, String status, long version, long activeFiles, Optional<String> error) {}

    record Result(List<Table> tables, long succeeded, long failed, int skipped) {}

    @Override
    public Integer call() {
        if (parallel < 1) {
            throw new ParameterException(spec.commandLine(), "--parallel must be 1 or more, not " + parallel + ".");
        }
        OptionalInt batchSize = options.batchSize();
        Results results = new Results(terminal, output);
        Result result;
        try (Session session = Session.open(stackOptions.settings(terminal, Optional.empty(), true))) {
            Discovery found = Discovery.under(session, TableOptions.absolute(path), true, exclude);
            result = found.tables().isEmpty()
                    ? new Result(List.of(), 0, 0, found.excluded())
                    : run(session, results, found, batchSize);
        }
        results.print(result, () -> print(results, result));
        return result.failed() > 0 ? ExitCode.FAILED.code() : ExitCode.SUCCESS.code();
    }

    private Result run(Session session, Results results, Discovery found, OptionalInt batchSize) {
        if (found.tables().size() > MigrationBatch.MOST_TABLES) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "%d tables lie under %s, and a batch takes %d. Import its directories one by one, or use --exclude."
                            .formatted(found.tables().size(), path, MigrationBatch.MOST_TABLES));
        }
        String name = "batch-" + UUID.randomUUID();
        MigrationBatch.Request request = MigrationBatch.Request.importing(
                name,
                session.database(),
                parallel,
                new MigrationBatch.Imports(options.mode(), batchSize, options.dryRun()),
                found.tables().stream().map(BatchImportCommand::table).toList(),
                Person.name());
        results.progress("Importing %s, %d at a time"
                .formatted(Human.count(found.tables().size(), "table"), parallel));
        BatchFollower follower = new BatchFollower(session, results::progress);
        new Runs(session).start(MigrationBatch.class, "import/" + name, request);
        List<Table> tables = follower.toTheEnd("import/" + name).stream()
                .map(outcome -> new Table(
                        outcome.path(),
                        outcome.alias(),
                        outcome.status(),
                        outcome.version(),
                        outcome.activeFiles(),
                        outcome.error()))
                .toList();
        long failed = tables.stream().filter(it -> it.status().equals("failed")).count();
        return new Result(tables, tables.size() - failed, failed, found.excluded());
    }

    private static MigrationBatch.Table table(Found found) {
        return MigrationBatch.Table.of(found.path(), found.alias());
    }

    private static void print(Results results, Result result) {
        if (result.tables().isEmpty()) {
            results.line("No Delta tables found");
        }
        TextTable table = new TextTable("TABLE", "STATUS", "VERSION", "FILES", "PATH");
        result.tables().forEach(it -> table.row(it.alias(), it.status(), it.version(), it.activeFiles(), it.path()));
        results.table(table);
        for (Table failed : result.tables()) {
            failed.error().ifPresent(error -> results.line("%n%s: %s", failed.alias(), error));
        }
        results.line(
                "%n%s imported, %d failed, %d left out by --exclude",
                Human.count(result.succeeded(), "table"), result.failed(), result.skipped());
    }
}
