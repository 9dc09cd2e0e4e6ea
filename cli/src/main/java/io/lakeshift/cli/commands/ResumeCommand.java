package io.lakeshift.cli.commands;

import io.lakeshift.cli.Terminal;
import io.lakeshift.cli.session.ControlOptions;
import io.lakeshift.cli.session.ControlVerb;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code resume}. */
@Command(
        name = "resume",
        description = "Lets a paused migration go on, and takes up one that only the ledger knows of.",
        footer = {"", "Example:", "  lakeshift resume sales-to-sql"})
public final class ResumeCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ControlOptions options = new ControlOptions();

    public ResumeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return options.send(terminal, ControlVerb.RESUME);
    }
}
