package io.lakeshift.cli.commands;

import io.lakeshift.cli.Terminal;
import io.lakeshift.cli.output.OutputOptions;
import io.lakeshift.cli.stack.Stack;
import io.lakeshift.cli.stack.TemporalEndpoint;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dev}. */
@Command(
        name = "dev",
        description = "Runs a local stack until Ctrl-C. Other terminals find it and use it.",
        footer = {"", "Example:", "  lakeshift dev", "  lakeshift migrate -f plan.yaml     # in another terminal"})
public final class DevCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final StackOptions stackOptions = new StackOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    public DevCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Stack stack = stackOptions.open(terminal)) {
            TemporalEndpoint temporal = stack.temporal();
            terminal.out().printf("Temporal    %s (%s)%n", temporal.address(), temporal.kind());
            terminal.out().flush();
            new CountDownLatch(1).await();
        }
        return 0;
    }
}
