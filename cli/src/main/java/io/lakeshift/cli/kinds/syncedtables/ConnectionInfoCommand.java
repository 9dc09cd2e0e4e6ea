package io.lakeshift.cli.kinds.syncedtables;

import io.lakeshift.activities.databricks.WorkspaceException;
import io.lakeshift.activities.databricks.sdk.SdkWorkspaces;
import io.lakeshift.activities.lakebase.ConnectionInfo;
import io.lakeshift.cli.CommandException;
import io.lakeshift.cli.ExitCode;
import io.lakeshift.cli.Terminal;
import io.lakeshift.cli.output.OutputOptions;
import io.lakeshift.cli.output.Results;
import io.lakeshift.cli.session.PlanOptions;
import io.lakeshift.cli.session.StackOptions;
import io.lakeshift.cli.stack.StackSettings;
import io.lakeshift.workflows.databricks.Lakebase;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code connection-info}. */
@Command(
        name = "connection-info",
        description = {
            "Prints how applications reach the Lakebase of a plan, as this machine's login sees it. Never a password: it",
            "says how to get one, which is a database credential, good for an hour, and no personal access token."
        },
        footer = {
            "",
            "Examples:",
            "  lakeshift connection-info -f plan.yaml",
            "  lakeshift connection-info -f plan.yaml --env > lakebase.env",
            "  lakeshift connection-info -f plan.yaml --profile work --output json",
        })
public final class ConnectionInfoCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final PlanOptions plan = new PlanOptions();

    @Option(names = "--env", description = "Only lines of NAME=value, for a shell or an environment file.")
    private boolean env;

    @Mixin
    private final StackOptions stackOptions = new StackOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    public ConnectionInfoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Results results = new Results(terminal, output);
        SyncedTablesFile file = plan.readSyncedTables(terminal)
                .orElseThrow(() -> new CommandException(ExitCode.USAGE, "Name a plan of kind SyncedTables with -f."));
        Lakebase lakebase = file.setup().lakebase();
        StackSettings settings = stackOptions.settings(terminal, Optional.empty(), false);
        ConnectionInfo info;
        try {
            info = ConnectionInfo.of(
                    new SdkWorkspaces(Optional.of(settings.home().databricksProfiles())).of(lakebase.profile()),
                    lakebase);
        } catch (WorkspaceException e) {
            throw new CommandException(ExitCode.of(e.failure().exitCode()), String.valueOf(e.getMessage()), e);
        }
        Map<String, String> all = new LinkedHashMap<>(info.environment());
        all.putAll(info.properties());
        results.print(all, () -> print(results, info, lakebase.profile()));
        return ExitCode.SUCCESS.code();
    }

    private void print(Results results, ConnectionInfo info, Optional<String> profile) {
        info.environment().forEach((name, value) -> results.line("%s=%s", name, value));
        if (env) {
            return;
        }
        info.properties().forEach((name, value) -> results.line("%s=%s", name, value));
        results.line("");
        results.line("A password is a database credential, good for one hour and for logging in only:");
        results.line("  export PGPASSWORD=$(%s)", info.passwordCommand(profile));
        results.line("A personal access token is refused: Failed to decode token.");
    }
}
