package io.lakeshift.cli.commands;

import io.lakeshift.cli.Terminal;
import io.lakeshift.cli.session.ControlOptions;
import io.lakeshift.cli.session.ControlVerb;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code retry}. */
@Command(
        name = "retry",
        description = "Repeats the phase that failed, after what was wrong has been put right.",
        footer = {"", "Example:", "  lakeshift retry sales-to-sql/sales"})
public final class RetryCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ControlOptions options = new ControlOptions();

    public RetryCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return options.send(terminal, ControlVerb.RETRY);
    }
}
