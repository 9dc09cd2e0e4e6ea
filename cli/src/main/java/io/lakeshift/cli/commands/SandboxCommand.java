package io.lakeshift.cli.commands;

import io.lakeshift.cli.ExitCode;
import io.lakeshift.cli.Terminal;
import io.lakeshift.cli.output.OutputOptions;
import io.lakeshift.cli.output.Results;
import io.lakeshift.cli.stack.Home;
import io.lakeshift.cli.stack.SandboxProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sandbox}. */
@Command(
        name = "sandbox",
        description = {
            "Runs a Databricks workspace to rehearse on until Ctrl-C: REST, Unity Catalog, Lakebase with a real",
            "PostgreSQL. Plans find it as profile 'sandbox'; any Databricks client can talk to it."
        },
        footer = {
            "",
            "Examples:",
            "  lakeshift sandbox",
            "  lakeshift sandbox --seed shop.yaml --port 18080 --output json",
            "  lakeshift sandbox --engine spark",
        })
public final class SandboxCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--seed", paramLabel = "FILE", description = "What it holds (default: the fashion demo).")
    private @Nullable Path seed;

    @Option(names = "--port", paramLabel = "N", description = "Port of its REST API (default: any that is free).")
    private int port;

    @Mixin
    private final EngineOption engine = new EngineOption();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    public SandboxCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Results results = new Results(terminal, output);
        List<String> arguments = new ArrayList<>(List.of("--port", Integer.toString(port)));
        arguments.addAll(engine.arguments());
        if (seed != null) {
            arguments.addAll(List.of("--seed", seed.toAbsolutePath().toString()));
        }
        try (SandboxProgram sandbox = SandboxProgram.start(Home.of(terminal.environment()), arguments)) {
            SandboxProgram.Address address = sandbox.address();
            results.print(address, () -> print(results, address));
            int code = sandbox.await();
            return code == 0 ? ExitCode.SUCCESS.code() : ExitCode.FAILED.code();
        }
    }

    static void print(Results results, SandboxProgram.Address address) {
        results.line("Workspace  %s, profile %s, token %s", address.host(), SandboxProgram.PROFILE, address.token());
        results.line("PostgreSQL %s, log in with a database credential", address.postgres());
        results.line("Holds      %s", address.seed());
    }
}
