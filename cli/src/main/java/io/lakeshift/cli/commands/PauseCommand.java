package io.lakeshift.cli.commands;

import io.lakeshift.cli.Terminal;
import io.lakeshift.cli.session.ControlOptions;
import io.lakeshift.cli.session.ControlVerb;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pause}. */
@Command(
        name = "pause",
        description = "Stops a migration at its next safe point.",
        footer = {"", "Example:", "  lakeshift pause sales-to-sql"})
public final class PauseCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ControlOptions options = new ControlOptions();

    public PauseCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return options.send(terminal, ControlVerb.PAUSE);
    }
}
