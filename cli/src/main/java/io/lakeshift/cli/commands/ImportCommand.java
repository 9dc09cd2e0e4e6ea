package io.lakeshift.cli.commands;

import io.lakeshift.cli.Terminal;
import io.lakeshift.cli.output.Human;
import io.lakeshift.cli.output.OutputOptions;
import io.lakeshift.cli.output.Results;
import io.lakeshift.workflows.table.ImportTable;
import io.lakeshift.workflows.table.TableImports;
import io.lakeshift.workflows.table.TableRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code import}. */
@Command(
        name = "import",
        description = {
            "Imports a Delta table's log into the catalog, or catches up with it.",
            "The table's files and its writers stay as they are."
        },
        footer = {
            "",
            "Examples:",
            "  lakeshift import /data/sales",
            "  lakeshift import /data/sales --dry-run --verbose",
            "  lakeshift import --log-dir /data/sales/_delta_log --mode full-history --output json",
        })
public final class ImportCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final TableOptions table = new TableOptions();

    @Mixin
    private final ImportOptions options = new ImportOptions();

    @Mixin
    private final StackOptions stackOptions = new StackOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Option(names = "--json-output", paramLabel = "FILE", description = "Also write the result as JSON to a file.")
    private @Nullable Path jsonOutput;

    public ImportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** What is printed; the members are part of the public contract. */
    record Result(
            Optional<String> tableId,
            String alias,
            long version,
            long versionsImported,
            long filesProcessed,
            long activeFiles,
            long baselineVersion,
            double durationSeconds,
            String status) {
        static Result of(TableImports.Imported imported, boolean dryRun) {
            return new Result(
                    imported.tableId(),
                    imported.alias(),
                    imported.version(),
                    imported.versionsImported(),
                    imported.filesProcessed(),
                    imported.activeFiles(),
                    imported.baselineVersion(),
                    imported.durationSeconds(),
                    dryRun ? "dry-run" : "completed");
        }
    }

    @Override
    public Integer call() throws IOException {
        Results results = new Results(terminal, output);
        String path = table.requiredPath();
        String alias = table.alias().orElseGet(() -> TableOptions.leaf(path));
        var batchSize = options.batchSize();
        try (Session session = Session.open(stackOptions.settings(terminal, Optional.empty(), true))) {
            TableImports.Import request = new TableImports.Import(
                    new TableRef(session.database(), Optional.of(path), table.alias()),
                    options.mode(),
                    batchSize,
                    options.dryRun());
            Runs runs = new Runs(session);
            String id = ImportTable.workflowId(alias) + (options.dryRun() ? "/dry-run" : "");
            Result result = Result.of(
                    runs.await(
                            runs.start(ImportTable.class, id, new ImportTable.Request(request, Optional.empty())),
                            TableImports.Imported.class,
                            new ProgressBar(terminal, alias)::show),
                    options.dryRun());
            if (jsonOutput != null) {
                Files.writeString(jsonOutput, Results.json(result) + "\n");
            }
            results.print(result, () -> print(results, result));
        }
        return 0;
    }

    private static void print(Results results, Result result) {
        boolean dryRun = result.status().equals("dry-run");
        results.line(
                dryRun
                        ? "%s can be imported; nothing was written."
                        : result.versionsImported() == 0 ? "%s was up to date." : "%s is imported.",
                result.alias());
        results.line("  Table ID         %s", result.tableId().orElse("-"));
        results.line("  Version          %d", result.version());
        results.line("  Versions         %d", result.versionsImported());
        results.line("  Files processed  %d", result.filesProcessed());
        results.line("  Active files     %d", result.activeFiles());
        results.line("  Duration         %s", Human.seconds(result.durationSeconds()));
        if (!dryRun) {
            results.line("Check it with: lakeshift diff --table-id %s", result.alias());
        }
    }
}
