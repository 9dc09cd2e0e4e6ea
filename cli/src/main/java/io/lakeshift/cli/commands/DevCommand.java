package io.lakeshift.cli.commands;

import io.lakeshift.activities.ledger.UnitOfWork;
import io.lakeshift.catalog.uri.DatabaseUrl;
import io.lakeshift.cli.Terminal;
import io.lakeshift.cli.output.Human;
import io.lakeshift.cli.output.OutputOptions;
import io.lakeshift.cli.output.Results;
import io.lakeshift.cli.session.Session;
import io.lakeshift.cli.session.StackOptions;
import io.lakeshift.cli.session.Units;
import io.lakeshift.cli.stack.DevServerProgram;
import io.lakeshift.cli.stack.Home;
import io.lakeshift.cli.stack.SandboxProgram;
import io.lakeshift.cli.stack.StackSettings;
import io.lakeshift.cli.stack.TemporalEndpoint;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dev}. */
@Command(
        name = "dev",
        description = {
            "Runs a local stack until Ctrl-C: PostgreSQL, Temporal with its Web UI, workers.",
            "Other terminals find it and use it; unfinished migrations are taken up."
        },
        footer = {
            "",
            "Examples:",
            "  lakeshift dev",
            "  lakeshift dev --sandbox",
            "  lakeshift migrate -f plan.yaml     # in another terminal",
        })
public final class DevCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = "--sandbox",
            description = "Run a Databricks workspace to rehearse on too; plans find it as profile 'sandbox'.")
    private boolean withSandbox;

    @Mixin
    private final EngineOption engine = new EngineOption();

    @Option(names = "--offline", description = "Do not download the Temporal server where it is missing.")
    private boolean offline;

    @Mixin
    private final StackOptions stackOptions = new StackOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    public DevCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    record Result(
            String temporal,
            String namespace,
            String kind,
            Optional<String> ui,
            String database,
            Optional<SandboxProgram.Address> sandbox,
            int takenUp) {}

    @Override
    public Integer call() throws InterruptedException {
        Results results = new Results(terminal, output);
        StackSettings settings = stackOptions.settings(terminal, Optional.empty(), true);
        Home home = settings.home();
        DevServerProgram program = new DevServerProgram(home, terminal.environment());
        boolean available = program.isThere() || (!offline && program.download(results::progress));
        try (Session session = Session.open(settings)) {
            int takenUp = takeUp(session);
            TemporalEndpoint temporal = session.stack().temporal();
            Optional<SandboxProgram> sandbox =
                    withSandbox ? Optional.of(SandboxProgram.start(home, engine.arguments())) : Optional.empty();
            sandbox.ifPresent(running -> session.stack().attach(running));
            Result result = new Result(
                    temporal.address(),
                    temporal.namespace(),
                    temporal.kind().name(),
                    temporal.ui(),
                    DatabaseUrl.parse(session.stack().databaseUrl()).display(),
                    sandbox.map(SandboxProgram::address),
                    takenUp);
            results.print(result, () -> print(results, result));
            if (!available && temporal.kind() == TemporalEndpoint.Kind.IN_PROCESS) {
                results.progress(program.howToGetIt());
            }
            new CountDownLatch(1).await();
        }
        return 0;
    }

    private static int takeUp(Session session) {
        if (!session.runsWorkers()) {
            return 0;
        }
        Units units = new Units(session);
        int takenUp = 0;
        for (UnitOfWork unit : session.ledger().reader().unfinished()) {
            takenUp += units.takeUp(unit) ? 1 : 0;
        }
        return takenUp;
    }

    private static void print(Results results, Result result) {
        results.line("Temporal   %s, namespace %s", result.temporal(), result.namespace());
        result.ui().ifPresent(ui -> results.line("Web UI     %s", ui));
        results.line("Database   %s", result.database());
        result.sandbox().ifPresent(address -> SandboxCommand.print(results, address));
        if (result.takenUp() > 0) {
            results.line("Taken up   %s", Human.count(result.takenUp(), "unfinished migration"));
        }
        results.line("Ready. Other terminals use this stack now; Ctrl-C ends it.");
    }
}
