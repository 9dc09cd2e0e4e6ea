package io.lakeshift.cli.commands;

import io.lakeshift.cli.CommandException;
import io.lakeshift.cli.ExitCode;
import io.lakeshift.cli.Terminal;
import io.lakeshift.cli.kinds.sqldelta.PlanFile;
import io.lakeshift.cli.kinds.sqldelta.PlannedTables;
import io.lakeshift.cli.kinds.sqldelta.Planning;
import io.lakeshift.cli.kinds.sqldelta.TableOptions;
import io.lakeshift.cli.kinds.syncedtables.SyncedTablesFile;
import io.lakeshift.cli.kinds.syncedtables.SyncedTablesReports;
import io.lakeshift.cli.kinds.syncedtables.SyncedTablesRun;
import io.lakeshift.cli.output.OutputOptions;
import io.lakeshift.cli.output.Results;
import io.lakeshift.cli.output.TextTable;
import io.lakeshift.cli.session.MigrationFollower;
import io.lakeshift.cli.session.Person;
import io.lakeshift.cli.session.PlanOptions;
import io.lakeshift.cli.session.Runs;
import io.lakeshift.cli.session.Session;
import io.lakeshift.cli.session.StackOptions;
import io.lakeshift.cli.setup.SetUpRun;
import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.batch.MigrationBatch;
import io.lakeshift.workflows.kinds.sqldelta.PlanMigration;
import io.lakeshift.workflows.kinds.sqldelta.SqlDeltaPlanSpec;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code migrate}. */
@Command(
        name = "migrate",
        description = {
            "Starts the migration that a plan describes, or joins it where it runs, and follows it until its cut over",
            "is proven. It goes on without this command wherever workers run."
        },
        footer = {
            "",
            "Examples:",
            "  lakeshift migrate -f plan.yaml",
            "  lakeshift migrate -f plan.yaml --plan-hash 3b1c... --no-wait",
            "  lakeshift migrate -f plan.yaml --until VALIDATING --output json",
        })
public final class MigrateCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final PlanOptions plan = new PlanOptions();

    @Option(
            names = "--plan-hash",
            paramLabel = "HASH",
            description = "Refuse where the source now leads to another plan than the one with this hash.")
    private @Nullable String planHash;

    @Option(
            names = "--until",
            paramLabel = "PHASE",
            defaultValue = "WATCHING",
            description = "Follow until every table is in this phase or past it (default: ${DEFAULT-VALUE}).")
    private Phase until = Phase.WATCHING;

    @Option(names = "--no-wait", description = "Do not wait for a person: exit code 5 once only approval is missing.")
    private boolean noWait;

    @Mixin
    private final StackOptions stackOptions = new StackOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    public MigrateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Results results = new Results(terminal, output);
        Optional<SyncedTablesFile> synced = plan.readSyncedTables(terminal);
        if (synced.isPresent()) {
            return callSynced(results, synced.get());
        }
        PlanFile file = plan.read(terminal);
        MigrationFollower.Result result;
        try (Session session = Session.open(stackOptions.settings(terminal, file.database(), true))) {
            List<SqlDeltaPlanSpec> specs = PlannedTables.of(session, file);
            Map<String, String> hashes = planHash == null ? Map.of() : proven(session, file, specs, planHash);
            new Runs(session).start(MigrationBatch.class, file.name(), request(session, file, specs, hashes));
            result = new MigrationFollower(session, results)
                    .follow(
                            file.name(),
                            specs.stream().map(SqlDeltaPlanSpec::alias).toList(),
                            until,
                            noWait);
        }
        results.print(
                result.view(), () -> print(results, result, "The commits of these tables are decided in SQL now."));
        return result.exitCode().code();
    }

    private int callSynced(Results results, SyncedTablesFile file) {
        SyncedTablesReports reports = new SyncedTablesReports(results, terminal.environment());
        MigrationFollower.Result followed;
        try (Session session = Session.open(stackOptions.settings(terminal, Optional.empty(), true))) {
            List<SyncedTableSpec> tables = new SyncedTablesRun(session, file)
                    .start(new SetUpRun(session, file, plan.folder()).prepare(planHash));
            reports.creating(tables);
            followed = new MigrationFollower(session, results, reports::seen)
                    .follow(
                            file.name(),
                            tables.stream().map(SyncedTableSpec::alias).toList(),
                            until,
                            noWait);
        }
        MigrationFollower.Result result = SyncedTablesReports.partly(followed);
        results.print(result.view(), () -> {
            reports.end();
            print(results, result, "These tables are online in Lakebase, with their indexes and grants.");
        });
        return result.exitCode().code();
    }

    private static MigrationBatch.Request request(
            Session session, PlanFile file, List<SqlDeltaPlanSpec> specs, Map<String, String> hashes) {
        List<MigrationBatch.Table> tables = specs.stream()
                .map(spec -> new MigrationBatch.Table(
                        spec.path(), spec.alias(), Optional.ofNullable(hashes.get(spec.alias()))))
                .toList();
        return MigrationBatch.Request.migrating(
                file.name(),
                session.database(),
                file.parallelism(),
                new MigrationBatch.Migrate(file.mode(), file.fence(), file.policy()),
                tables,
                Person.name());
    }

    /** Compares the whole plan's hash, and gives each table the part that it must still agree with when it starts. */
    private static Map<String, String> proven(
            Session session, PlanFile file, List<SqlDeltaPlanSpec> specs, String expected) {
        PlanMigration.Plan now = Planning.plan(session, file, specs);
        if (!now.planHash().equals(expected)) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "The plan has changed: it was %s and is now %s, so nothing was started. Look at it with 'lakeshift plan', then start it with its new hash."
                            .formatted(expected, now.planHash()));
        }
        return now.units().stream()
                .collect(Collectors.toMap(unit -> TableOptions.leaf(unit.unit()), PlanMigration.UnitPlan::planHash));
    }

    private static void print(Results results, MigrationFollower.Result result, String done) {
        TextTable table = new TextTable("TABLE", "PHASE", "VERSION", "FILES");
        result.view().tables().forEach(it -> table.row(it.id(), it.phase(), it.version(), it.activeFiles()));
        results.table(table);
        result.view().tables().forEach(it -> it.error().ifPresent(error -> results.line("%s: %s", it.id(), error)));
        results.line("");
        String id = result.view().id();
        switch (result.exitCode()) {
            case SUCCESS -> {
                if (result.view().tables().stream().anyMatch(it -> it.phase() == Phase.WATCHING)) {
                    results.line("%s To undo it: lakeshift rollback %s", done, id);
                } else {
                    results.line("See how it goes on with: lakeshift watch %s", id);
                }
            }
            case WAITING_FOR_APPROVAL -> results.line("It waits for approval: lakeshift approve %s", id);
            case FAILED, DRIFT, LAG, BLOCKED, PARTLY, USAGE -> results.line("What to do now: lakeshift explain %s", id);
        }
    }
}
