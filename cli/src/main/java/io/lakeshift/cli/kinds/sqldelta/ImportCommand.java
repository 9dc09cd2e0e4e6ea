package io.lakeshift.cli.kinds.sqldelta;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.lakeshift.activities.kinds.sqldelta.Tables;
import io.lakeshift.catalog.TableState;
import io.lakeshift.cli.ExitCode;
import io.lakeshift.cli.Terminal;
import io.lakeshift.cli.output.Human;
import io.lakeshift.cli.output.OutputOptions;
import io.lakeshift.cli.output.Results;
import io.lakeshift.cli.session.JsonFile;
import io.lakeshift.cli.session.Person;
import io.lakeshift.cli.session.ProgressBar;
import io.lakeshift.cli.session.Runs;
import io.lakeshift.cli.session.Session;
import io.lakeshift.cli.session.StackOptions;
import io.lakeshift.workflows.kinds.sqldelta.ImportTable;
import io.lakeshift.workflows.kinds.sqldelta.TableImports;
import io.lakeshift.workflows.kinds.sqldelta.TableRef;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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
            "  lakeshift import --table-id sales --json-output import.json",
        })
public final class ImportCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final TableOptions table = new TableOptions();

    @Mixin
    private final ImportOptions options = new ImportOptions();

    @Mixin
    private final StackOptions stackOptions = new StackOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Option(
            names = "--table-location",
            paramLabel = "URI",
            description = "Where the catalog shall say that the table lies, if its log is read from somewhere else.")
    private @Nullable String location;

    @Option(names = "--by", paramLabel = "NAME", description = "Who imports, for the record (default: the login name).")
    private @Nullable String by;

    @Option(
            names = "--fresh",
            description = {
                "Remove what the catalog holds of the table and import it anew, under a new UUID. Needs --yes;",
                "keep a report of the old rows first: lakeshift diff --json-output FILE."
            })
    private boolean fresh;

    @Option(names = "--yes", description = "Really remove it.")
    private boolean yes;

    @Mixin
    private final JsonFile jsonFile = new JsonFile();

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

    /** What is kept in a file: the keys that change management knows from {@code dl import}. */
    record Kept(
            @JsonProperty("table_id") Optional<String> tableId,
            @JsonProperty("versions_imported") long versionsImported,
            @JsonProperty("latest_version") long latestVersion,
            @JsonProperty("checkpoint_version") OptionalLong checkpointVersion,
            @JsonProperty("duration_seconds") double durationSeconds,
            Result summary) {}

    @Override
    public Integer call() throws IOException {
        Results results = new Results(terminal, output);
        table.requireTable();
        jsonFile.check();
        checkFresh();
        OptionalInt batchSize = options.batchSize();
        Optional<String> place = location();
        try (Session session = Session.open(stackOptions.settings(terminal, Optional.empty(), true))) {
            TableImports.Import request = fresh
                    ? inPlaceOf(Tables.require(session.catalog(), table.table(session.database())), session, batchSize)
                    : request(table.table(session.database()), place, Optional.empty(), batchSize);
            TableImports.Imported imported = run(session, request);
            Result result = Result.of(imported, options.dryRun());
            jsonFile.write(new Kept(
                    result.tableId(),
                    result.versionsImported(),
                    result.version(),
                    imported.checkpointVersion(),
                    result.durationSeconds(),
                    result));
            results.print(result, () -> print(results, result));
        }
        return ExitCode.SUCCESS.code();
    }

    private void checkFresh() {
        if (fresh && !yes) {
            throw new ParameterException(
                    spec.commandLine(), "--fresh removes what the catalog holds of the table: add --yes.");
        }
        if (fresh && options.dryRun()) {
            throw new ParameterException(spec.commandLine(), "Give --fresh or --dry-run, not both.");
        }
    }

    /** Everything about the old table that the new one shall keep is in the request: the activity may run twice. */
    private TableImports.Import inPlaceOf(TableState old, Session session, OptionalInt batchSize) {
        String root = old.logLocation().substring(0, old.logLocation().lastIndexOf('/'));
        return request(
                TableRef.at(session.database(), root, old.alias()),
                Optional.of(old.location()),
                Optional.of(old.tableId().toString()),
                batchSize);
    }

    private TableImports.Import request(
            TableRef ref, Optional<String> place, Optional<String> replaces, OptionalInt batchSize) {
        return new TableImports.Import(
                ref,
                options.mode(),
                batchSize,
                options.dryRun(),
                place,
                Optional.of(by == null ? Person.name() : by),
                replaces);
    }

    private Optional<String> location() {
        if (location != null && table.path().isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "--table-location needs TABLE_PATH or --log-dir, where the log is read.");
        }
        return Optional.ofNullable(location);
    }

    private TableImports.Imported run(Session session, TableImports.Import request) {
        String label = table.label();
        Runs runs = new Runs(session);
        String id = ImportTable.workflowId(label) + (options.dryRun() ? "/dry-run" : "");
        return runs.await(
                runs.start(ImportTable.class, id, new ImportTable.Request(request, Optional.empty())),
                TableImports.Imported.class,
                new ProgressBar(terminal, label)::show);
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
