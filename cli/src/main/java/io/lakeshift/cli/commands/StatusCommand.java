package io.lakeshift.cli.commands;

import io.lakeshift.activities.ledger.UnitOfWork;
import io.lakeshift.cli.ExitCode;
import io.lakeshift.cli.Terminal;
import io.lakeshift.cli.kinds.syncedtables.SyncedTableUnits;
import io.lakeshift.cli.kinds.syncedtables.SyncedTablesReports;
import io.lakeshift.cli.output.Human;
import io.lakeshift.cli.output.OutputOptions;
import io.lakeshift.cli.output.Results;
import io.lakeshift.cli.output.TextTable;
import io.lakeshift.cli.session.Session;
import io.lakeshift.cli.session.StackOptions;
import io.lakeshift.cli.session.UnitView;
import io.lakeshift.cli.session.Units;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code status}. */
@Command(
        name = "status",
        description = "Shows where migrations stand. Reads only, and works while nothing runs.",
        footer = {
            "",
            "Examples:",
            "  lakeshift status",
            "  lakeshift status sales-to-sql --output json",
        })
public final class StatusCommand implements Callable<Integer> {
    private static final int NEWEST = 500;

    private final Terminal terminal;

    @Parameters(arity = "0..1", paramLabel = "ID", description = "A migration, or one of its tables as name/alias.")
    private @Nullable String id;

    @Mixin
    private final StackOptions stackOptions = new StackOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    public StatusCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    record Migration(String id, String kind, Instant startedAt, List<UnitView> tables) {}

    /** @param unreachableTemporal the configured Temporal service, where it does not answer: then only the ledger speaks */
    record Result(List<Migration> migrations, Optional<String> unreachableTemporal) {}

    @Override
    public Integer call() {
        Results results = new Results(terminal, output);
        Result result;
        try (Session session = Session.open(stackOptions.settings(terminal, Optional.empty(), false))) {
            result = of(session, id);
        }
        results.print(result, () -> print(results, result, terminal.environment()));
        return ExitCode.SUCCESS.code();
    }

    static Result of(Session session, @Nullable String id) {
        Units units = new Units(session);
        Map<String, Migration> migrations = new LinkedHashMap<>();
        List<UnitOfWork> found = id == null ? units.newest(NEWEST) : units.named(id);
        for (UnitOfWork unit : SyncedTableUnits.tablesFirst(found)) {
            migrations
                    .computeIfAbsent(
                            unit.migrationId(),
                            name -> new Migration(name, unit.kind(), unit.startedAt(), new ArrayList<>()))
                    .tables()
                    .add(UnitView.of(unit, units.progress(unit)));
        }
        return new Result(List.copyOf(migrations.values()), session.stack().unreachableTemporal());
    }

    static void print(Results results, Result result, Map<String, String> environment) {
        if (result.migrations().isEmpty()) {
            results.line("No migrations yet. Start one with: lakeshift migrate -f plan.yaml");
            return;
        }
        TextTable table = new TextTable("TABLE", "PHASE", "FOR", "VERSION", "PUBLISHED", "FILES", "WORKFLOW");
        List<UnitView> units = result.migrations().stream()
                .flatMap(migration -> migration.tables().stream())
                .toList();
        for (UnitView unit : units) {
            table.row(
                    unit.id(),
                    unit.phase(),
                    Human.duration(Duration.between(unit.since(), Instant.now())),
                    unit.version(),
                    unit.publishedVersion(),
                    unit.activeFiles(),
                    workflow(unit, result));
        }
        results.table(table);
        for (Migration migration : result.migrations()) {
            List<UnitView> synced = migration.tables().stream()
                    .filter(unit -> unit.syncedTable().isPresent())
                    .toList();
            if (!synced.isEmpty()) {
                results.line("");
                results.line("%s:", migration.id());
                new SyncedTablesReports(results, environment).status(synced);
            }
        }
        for (UnitView unit : units) {
            unit.error().or(unit::waitingFor).ifPresent(text -> results.line("%s: %s", unit.id(), text));
        }
        result.unreachableTemporal().ifPresent(address -> results.line("%s", onlyTheLedger(address)));
    }

    static String onlyTheLedger(String address) {
        return "The Temporal server at %s cannot be reached: this is what the ledger recorded last. Whether anything runs is not known. Start the server, or check TEMPORAL_ADDRESS."
                .formatted(address);
    }

    private static String workflow(UnitView unit, Result result) {
        if (unit.running()) {
            return unit.takenUp() ? "runs, taken up" : "runs";
        }
        if (unit.phase().terminal()) {
            return "ended";
        }
        return result.unreachableTemporal().isPresent() ? "not known" : "rests in the ledger";
    }
}
