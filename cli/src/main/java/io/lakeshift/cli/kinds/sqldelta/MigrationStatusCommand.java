package io.lakeshift.cli.kinds.sqldelta;

import io.lakeshift.catalog.store.ImportStatus;
import io.lakeshift.cli.CommandException;
import io.lakeshift.cli.ExitCode;
import io.lakeshift.cli.Terminal;
import io.lakeshift.cli.output.OutputOptions;
import io.lakeshift.cli.output.Results;
import io.lakeshift.cli.output.TextTable;
import io.lakeshift.cli.session.Session;
import io.lakeshift.cli.session.StackOptions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code migration-status}: the imports, one row per table. */
@Command(
        name = "migration-status",
        description = "Shows the state of every table's import, from the table migration_status. Reads only.",
        footer = {
            "",
            "Examples:",
            "  lakeshift migration-status",
            "  lakeshift migration-status --table-id sales --output json",
        })
public final class MigrationStatusCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--table-id", paramLabel = "NAME", description = "Only this table.")
    private @Nullable String tableId;

    @Mixin
    private final StackOptions stackOptions = new StackOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    public MigrationStatusCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    record Result(List<ImportStatus> tables) {}

    @Override
    public Integer call() {
        Results results = new Results(terminal, output);
        Result result;
        try (Session session = Session.open(stackOptions.settings(terminal, Optional.empty(), false))) {
            result = new Result(session.catalog().imports().statuses().stream()
                    .filter(status -> tableId == null || status.tableId().equals(tableId))
                    .toList());
        }
        if (tableId != null && result.tables().isEmpty()) {
            throw new CommandException(ExitCode.FAILED, "No migration status found for table: " + tableId);
        }
        results.print(result, () -> print(results, result));
        return ExitCode.SUCCESS.code();
    }

    private static void print(Results results, Result result) {
        if (result.tables().isEmpty()) {
            results.line("No migrations yet");
        }
        TextTable table = new TextTable("TABLE", "STATUS", "VERSION", "FILES", "STARTED", "COMPLETED");
        for (ImportStatus status : result.tables()) {
            table.row(
                    status.tableId(),
                    status.status(),
                    status.version().orElse(-1),
                    status.filesProcessed(),
                    status.startedAt().map(Object::toString).orElse(""),
                    status.completedAt().map(Object::toString).orElse(""));
        }
        results.table(table);
        result.tables()
                .forEach(status -> status.error().ifPresent(error -> results.line("%s: %s", status.tableId(), error)));
    }
}
