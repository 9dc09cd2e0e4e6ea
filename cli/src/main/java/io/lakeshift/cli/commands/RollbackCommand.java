package io.lakeshift.cli.commands;

import io.lakeshift.cli.Terminal;
import io.lakeshift.cli.session.ControlOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rollback}. */
@Command(
        name = "rollback",
        description = {
            "Undoes a cut over. SQL-backed tables: hands the commits back to the log files, keeping every write.",
            "Synced tables: puts the application back, then removes what the migration made, and only that."
        },
        footer = {
            "",
            "Examples:",
            "  lakeshift rollback sales-to-sql",
            "  lakeshift rollback fashion-demo --dry-run",
            "  lakeshift rollback fashion-demo --yes --reason \"readers complain\"",
        })
public final class RollbackCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ControlOptions options = new ControlOptions();

    @Option(names = "--yes", description = "Remove synced tables without asking; off a terminal nothing is asked.")
    private boolean yes;

    @Option(
            names = "--dry-run",
            description =
                    "Only say what would be removed, in which order, and what is left. Exit code 4 where something"
                            + " is in the way.")
    private boolean dryRun;

    public RollbackCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return dryRun ? options.rehearse(terminal) : options.rollback(terminal, yes);
    }
}
