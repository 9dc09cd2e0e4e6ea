package io.lakeshift.cli.commands;

import io.lakeshift.cli.Main;
import io.lakeshift.cli.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Touches the classes that an ordinary run needs, so that the launcher can archive them. */
@Command(name = "warm-up", hidden = true)
public final class WarmUpCommand implements Callable<Integer> {
    private final Terminal terminal;

    public WarmUpCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Terminal silent = new Terminal(
                new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer.nullWriter()), Map.of(), false);
        Main.run(silent, "--help");
        Main.whole(terminal);
        return 0;
    }
}
