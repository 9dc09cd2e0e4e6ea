package io.lakeshift.cli.commands;

import io.lakeshift.cli.Terminal;
import io.lakeshift.cli.session.ControlOptions;
import io.lakeshift.cli.session.ControlVerb;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code abort}. */
@Command(
        name = "abort",
        description =
                "Gives a migration up. Before the cut over writers stay as they were; after it, this is a rollback.",
        footer = {"", "Example:", "  lakeshift abort sales-to-sql"})
public final class AbortCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ControlOptions options = new ControlOptions();

    public AbortCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return options.send(terminal, ControlVerb.ABORT);
    }
}
