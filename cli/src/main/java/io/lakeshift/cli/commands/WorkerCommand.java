package io.lakeshift.cli.commands;

import io.lakeshift.cli.CommandException;
import io.lakeshift.cli.ExitCode;
import io.lakeshift.cli.Terminal;
import io.lakeshift.cli.output.OutputOptions;
import io.lakeshift.worker.WorkerApplication;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code worker}. */
@Command(
        name = "worker",
        description = {
            "Runs a production worker until it is ended: configuration from a file and the environment,",
            "health and metrics over HTTP. Which Temporal service: TEMPORAL_ADDRESS or a Temporal profile."
        },
        footer = {"", "Example:", "  lakeshift worker deploy/worker.yml"})
public final class WorkerCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "CONFIGURATION", description = "The worker's configuration (YAML).")
    private Path configuration = Path.of("");

    @Mixin
    private final OutputOptions output = new OutputOptions();

    public WorkerCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        if (!Files.isReadable(configuration)) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "%s cannot be read. Name the worker's configuration; deploy/worker.yml is an example."
                            .formatted(configuration));
        }
        new WorkerApplication(terminal.environment()).run("server", configuration.toString());
        // The server runs in threads of its own and ends on a signal.
        new CountDownLatch(1).await();
        return ExitCode.SUCCESS.code();
    }
}
