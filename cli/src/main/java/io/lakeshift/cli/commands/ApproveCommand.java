package io.lakeshift.cli.commands;

import io.lakeshift.cli.Terminal;
import io.lakeshift.cli.session.ControlOptions;
import io.lakeshift.cli.session.ControlVerb;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code approve}. */
@Command(
        name = "approve",
        description = "Says yes to what a migration asks: to exactly what is shown now, and nothing newer.",
        footer = {"", "Example:", "  lakeshift approve sales-to-sql --by ann@example.com --reason \"checked with BI\""})
public final class ApproveCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ControlOptions options = new ControlOptions();

    public ApproveCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return options.send(terminal, ControlVerb.APPROVE);
    }
}
