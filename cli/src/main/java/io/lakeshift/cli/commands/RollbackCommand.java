package io.lakeshift.cli.commands;

import io.lakeshift.cli.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code rollback}. */
@Command(
        name = "rollback",
        description = "Hands the commits back to the log files, keeping every write that was made in between.",
        footer = {"", "Example:", "  lakeshift rollback sales-to-sql"})
public final class RollbackCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ControlOptions options = new ControlOptions();

    public RollbackCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return options.send(terminal, ControlVerb.ROLLBACK);
    }
}
