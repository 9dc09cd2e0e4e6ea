package io.lakeshift.cli.kinds.syncedtables;

import io.lakeshift.cli.Terminal;
import io.lakeshift.cli.output.OutputOptions;
import io.lakeshift.cli.output.Results;
import io.lakeshift.cli.session.MigrationFollower;
import io.lakeshift.cli.session.Session;
import io.lakeshift.cli.session.StackOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code switch}. */
@Command(
        name = "switch",
        description = {
            "Switches the application of synced tables without those of its tables that were given up.",
            "Asks for an approval of its own; the tables that are cut over stay as they are. Exit code 5 while it asks."
        },
        footer = {
            "",
            "Examples:",
            "  lakeshift switch fashion-demo --without users_synced",
            "  lakeshift approve fashion-demo/switch-subset --by ann@example.com",
        })
public final class SwitchCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "MIGRATION", description = "A migration whose plan names an application.")
    private String migration = "";

    @Option(
            names = "--without",
            paramLabel = "ALIAS",
            required = true,
            description = "A table that was given up and is left out. May be repeated.")
    private List<String> without = new ArrayList<>();

    @Mixin
    private final StackOptions stackOptions = new StackOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    public SwitchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Results results = new Results(terminal, output);
        MigrationFollower.Result result;
        try (Session session = Session.open(stackOptions.settings(terminal, Optional.empty(), true))) {
            result = new SwitchRun(session, results).start(migration, without);
        }
        results.print(result.view(), () -> SwitchRun.print(results, result.view()));
        return result.exitCode().code();
    }
}
