package io.lakeshift.cli.setup;

import io.lakeshift.cli.CommandException;
import io.lakeshift.cli.ExitCode;
import io.lakeshift.cli.Terminal;
import io.lakeshift.cli.kinds.syncedtables.SyncedTablesFile;
import io.lakeshift.cli.output.OutputOptions;
import io.lakeshift.cli.output.Results;
import io.lakeshift.cli.session.PlanOptions;
import io.lakeshift.cli.session.Session;
import io.lakeshift.cli.session.StackOptions;
import io.lakeshift.workflows.setup.SetUpSyncedTables;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code set-up}. */
@Command(
        name = "set-up",
        description = {
            "Makes what the tables of a plan stand on, as its section setup says: storage credential, external location,",
            "catalog, schema, Lakebase. 'migrate' does the same first; a rollback takes it away with the last table.",
            "Without --plan-hash it only shows where each stands."
        },
        footer = {
            "",
            "Examples:",
            "  lakeshift set-up -f plan.yaml",
            "  lakeshift set-up -f plan.yaml --plan-hash 3b1c...",
            "  lakeshift set-up -f plan.yaml --plan-hash 3b1c... --role-ready",
            "  lakeshift set-up -f plan.yaml --remove",
        })
public final class SetUpCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final PlanOptions plan = new PlanOptions();

    @Option(
            names = "--plan-hash",
            paramLabel = "HASH",
            description = "Make what is missing, of the plan with this hash.")
    private @Nullable String planHash;

    @Option(
            names = "--role-ready",
            description = "Say that the AWS role exists with the policies that were written beside the plan.")
    private boolean roleReady;

    @Option(
            names = "--remove",
            description = "Take away what was made, where no table stands on it and nobody else has put something in.")
    private boolean remove;

    @Mixin
    private final StackOptions stackOptions = new StackOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    public SetUpCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Results results = new Results(terminal, output);
        SyncedTablesFile file = plan.readSyncedTables(terminal)
                .filter(found -> !found.resources().isEmpty())
                .orElseThrow(() -> new CommandException(
                        ExitCode.USAGE,
                        "Name a plan of kind SyncedTables with -f that has a section spec.setup; what it does not name is"
                                + " neither made nor looked at."));
        if (roleReady && planHash == null) {
            throw new CommandException(
                    ExitCode.USAGE, "--role-ready needs --plan-hash too: what 'lakeshift plan -f PLAN' has printed.");
        }
        SetUpSyncedTables.Result result;
        try (Session session = Session.open(stackOptions.settings(terminal, Optional.empty(), true))) {
            SetUpRun run = new SetUpRun(session, file, plan.folder());
            result = remove ? run.remove() : planHash != null ? run.make(planHash, roleReady) : run.survey();
        }
        results.print(result, () -> {
            SetUpRun.print(results, result);
            if (!result.missing().isEmpty() && !result.blocked() && !remove) {
                results.line("");
                results.line("Make it with: lakeshift set-up -f PLAN --plan-hash %s", result.hash());
            }
        });
        return result.blocked() && !remove ? ExitCode.BLOCKED.code() : ExitCode.SUCCESS.code();
    }
}
