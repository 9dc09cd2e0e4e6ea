package io.lakeshift.cli.kinds.syncedtables;

import io.lakeshift.activities.ledger.UnitOfWork;
import io.lakeshift.cli.CommandException;
import io.lakeshift.cli.ExitCode;
import io.lakeshift.cli.Pause;
import io.lakeshift.cli.output.Results;
import io.lakeshift.cli.session.BatchFollower;
import io.lakeshift.cli.session.MigrationFollower;
import io.lakeshift.cli.session.Person;
import io.lakeshift.cli.session.Runs;
import io.lakeshift.cli.session.Session;
import io.lakeshift.cli.session.Units;
import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.kinds.syncedtables.SwitchSubset;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableMigration;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTablesSetup.Application;
import io.lakeshift.workflows.lifecycle.RecordedRequest;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Starts {@link SwitchSubset} with what the migration's tables were started with, and follows it until it asks. */
final class SwitchRun {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Session session;
    private final Results results;

    SwitchRun(Session session, Results results) {
        this.session = session;
        this.results = results;
    }

    MigrationFollower.Result start(String migration, List<String> aliases) {
        SyncedTableMigration.Request table = newest(migration);
        Application application = table.setup()
                .application()
                .orElseThrow(() -> usage(
                        "The plan of %s names no application, so there is nothing to switch.".formatted(migration)));
        List<String> without = aliases.stream()
                .map(alias -> unit(application, migration, alias))
                .toList();
        SwitchSubset.Request request =
                new SwitchSubset.Request(migration, application, without, table.policy(), Person.name());
        String id = SwitchSubset.unit(migration);
        refuseAnother(id, request);
        WorkflowStub started = new Runs(session).start(SwitchSubset.class, id, request);
        awaitOpened(
                id,
                Objects.requireNonNull(started.getExecution(), "it was started").getRunId());
        String alias = id.substring(id.indexOf('/') + 1);
        return new MigrationFollower(session, results).follow(migration, List.of(alias), Phase.WATCHING, true);
    }

    private SyncedTableMigration.Request newest(String migration) {
        UnitOfWork newest = new Units(session)
                .named(migration).stream()
                        .filter(unit -> unit.kind().equals(SyncedTableMigration.KIND)
                                && unit.migrationId().equals(migration))
                        .max(Comparator.comparing(UnitOfWork::startedAt))
                        .orElseThrow(() -> usage("%s has no synced tables, and only their applications are switched."
                                .formatted(migration)));
        return SyncedTableUnits.request(newest);
    }

    private static String unit(Application application, String migration, String alias) {
        String unit = migration + "/" + alias;
        if (!application.units().contains(unit)) {
            throw usage("%s is no table of %s. Its tables are: %s."
                    .formatted(
                            alias,
                            migration,
                            application.units().stream()
                                    .map(name -> name.substring(name.indexOf('/') + 1))
                                    .collect(Collectors.joining(", "))));
        }
        return unit;
    }

    /** What is asked there is answered there: nobody's approval may come to stand for another list. */
    private void refuseAnother(String id, SwitchSubset.Request request) {
        Optional<UnitOfWork> known = session.ledger().reader().unit(id);
        if (known.isEmpty()) {
            return;
        }
        Phase phase = known.get().state().phase();
        if (phase == Phase.COMPLETED) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "%s has been switched, and its rollback window is over. See 'lakeshift status %s'."
                            .formatted(id, request.migration()));
        }
        if (phase.terminal()) {
            // Its last words may still be on their way; a new run begins once it has said them.
            within(() -> !new Units(session).isRunning(known.get()), id + " has not come to its end");
        } else if (!requested(known.get()).without().equals(request.without())) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "%s is %s already, without %s. Go on with that, or give it up first: lakeshift abort %s"
                            .formatted(
                                    id,
                                    phase,
                                    String.join(", ", requested(known.get()).without()),
                                    id));
        }
    }

    private static SwitchSubset.Request requested(UnitOfWork unit) {
        return RecordedRequest.read(unit.workflow().request(), SwitchSubset.Request.class);
    }

    /** Until then the ledger tells of an earlier run. */
    private void awaitOpened(String id, String runId) {
        within(
                () -> session.ledger()
                        .reader()
                        .unit(id)
                        .filter(unit -> unit.workflow().runId().equals(runId))
                        .isPresent(),
                id + " was started, and no worker has taken it up");
    }

    private static void within(BooleanSupplier done, String problem) {
        Instant deadline = Instant.now().plus(LONGEST);
        while (!done.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                throw new CommandException(
                        ExitCode.FAILED,
                        "%s within %d s. See: lakeshift status".formatted(problem, LONGEST.toSeconds()));
            }
            Pause.of(BatchFollower.LOOK);
        }
    }

    static void print(Results results, MigrationFollower.View view) {
        for (MigrationFollower.Table unit : view.tables()) {
            results.line("%s is %s.", unit.id(), unit.phase());
            unit.error().ifPresent(text -> results.line("%s", text));
            if (unit.phase() == Phase.AWAITING_APPROVAL) {
                results.line("It switches the application once it is approved: lakeshift approve %s", unit.id());
                results.line("What it is about, and who may: lakeshift explain %s", unit.id());
            }
        }
    }

    private static CommandException usage(String message) {
        return new CommandException(ExitCode.USAGE, message);
    }
}
