package io.lakeshift.cli.commands;

import io.lakeshift.cli.Main;
import io.lakeshift.cli.Terminal;
import io.lakeshift.cli.output.OutputOptions;
import java.io.PrintWriter;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code completion}. */
@Command(
        name = "completion",
        description = "Prints the completion script for bash and zsh.",
        footer = {"", "Example:", "  source <(lakeshift completion)"})
public final class CompletionCommand implements Runnable {
    private final Terminal terminal;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    public CompletionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        PrintWriter out = terminal.out();
        out.println(AutoComplete.bash("lakeshift", Main.whole(terminal)));
    }
}
