package io.lakeshift.cli.kinds.syncedtables;

import io.lakeshift.activities.ledger.UnitOfWork;
import io.lakeshift.cli.CommandException;
import io.lakeshift.cli.ExitCode;
import io.lakeshift.cli.Terminal;
import io.lakeshift.cli.output.OutputOptions;
import io.lakeshift.cli.output.Results;
import io.lakeshift.cli.session.Runs;
import io.lakeshift.cli.session.Session;
import io.lakeshift.cli.session.StackOptions;
import io.lakeshift.cli.session.Units;
import io.lakeshift.workflows.kinds.syncedtables.RefreshSyncedTable;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableMigration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code refresh}. */
@Command(
        name = "refresh",
        description = {
            "Brings a SNAPSHOT or TRIGGERED synced table up to its source, by an update of its pipeline.",
            "Where one is under way, waits for its turn."
        },
        footer = {
            "",
            "Examples:",
            "  lakeshift refresh fashion-demo/products_synced",
            "  lakeshift refresh main.fashion_demo_lakebase.products_synced --no-wait --output json",
        })
public final class RefreshCommand implements Callable<Integer> {
    private static final int NEWEST = 500;

    private final Terminal terminal;

    @Parameters(paramLabel = "ID", description = "A table of a migration, as name/target or by its full name.")
    private String id = "";

    @Option(names = "--no-wait", description = "Do not wait for the update to end.")
    private boolean noWait;

    @Mixin
    private final StackOptions stackOptions = new StackOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    public RefreshCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Results results = new Results(terminal, output);
        RefreshSyncedTable.Result result;
        try (Session session = Session.open(stackOptions.settings(terminal, Optional.empty(), true))) {
            SyncedTableMigration.Request made = request(session);
            result = new Runs(session)
                    .run(
                            RefreshSyncedTable.class,
                            RefreshSyncedTable.workflowId(made.table().target()),
                            new RefreshSyncedTable.Request(
                                    made.setup().lakebase(),
                                    made.table().target(),
                                    !noWait,
                                    Optional.of(made.setup()),
                                    Optional.of(made.table()),
                                    Optional.of(made.migration())),
                            RefreshSyncedTable.Result.class);
        }
        results.print(
                result,
                () -> results.line(
                        "%s: update %s of pipeline %s is %s.%s",
                        result.target(),
                        result.updateId().orElse("unknown"),
                        result.pipelineId(),
                        result.state(),
                        result.message().isEmpty() ? "" : " " + result.message()));
        return result.completed() || noWait ? ExitCode.SUCCESS.code() : ExitCode.FAILED.code();
    }

    private SyncedTableMigration.Request request(Session session) {
        List<UnitOfWork> units = id.contains("/") ? new Units(session).named(id) : byTarget(session);
        if (units.size() != 1 || !units.get(0).kind().equals(SyncedTableMigration.KIND)) {
            throw new CommandException(
                    ExitCode.USAGE,
                    id + " is not one synced table that a migration has made. Name it as name/target, or by its full"
                            + " name; see: lakeshift status");
        }
        return SyncedTableUnits.request(units.get(0));
    }

    /** The newest migration that made the table of this name. */
    private List<UnitOfWork> byTarget(Session session) {
        return new Units(session)
                .newest(NEWEST).stream()
                        .filter(unit -> unit.kind().equals(SyncedTableMigration.KIND))
                        .filter(unit -> SyncedTableUnits.request(unit)
                                .table()
                                .target()
                                .full()
                                .equals(id))
                        .limit(1)
                        .toList();
    }
}
