package io.lakeshift.cli.kinds.syncedtables;

import io.lakeshift.activities.ledger.UnitOfWork;
import io.lakeshift.cli.CommandException;
import io.lakeshift.cli.ExitCode;
import io.lakeshift.cli.output.Results;
import io.lakeshift.cli.output.TextTable;
import io.lakeshift.cli.session.Runs;
import io.lakeshift.cli.session.Session;
import io.lakeshift.cli.session.Units;
import io.lakeshift.workflows.kinds.syncedtables.RehearseRollback;
import io.lakeshift.workflows.kinds.syncedtables.RehearseRollback.Rehearsal;
import io.lakeshift.workflows.kinds.syncedtables.RehearseRollback.Step;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableMigration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Rehearses a rollback: reads what it would do, and does nothing. */
public final class RollbackRehearsal {
    private final Session session;

    public RollbackRehearsal(Session session) {
        this.session = session;
    }

    /** The members are part of the public contract. */
    public record View(String id, boolean blocked, List<Step> steps) {
        public ExitCode exitCode() {
            return blocked ? ExitCode.BLOCKED : ExitCode.SUCCESS;
        }
    }

    /** The tables of an id that a rollback would take back; what switches their application is taken back with them. */
    public static List<UnitOfWork> open(Session session, String id) {
        return new Units(session)
                .named(id).stream()
                        .filter(unit -> !unit.isFinished() && !SyncedTableUnits.isSwitch(unit))
                        .toList();
    }

    public static boolean removes(List<UnitOfWork> open) {
        return open.stream().anyMatch(unit -> unit.kind().equals(SyncedTableMigration.KIND));
    }

    public View rehearse(String id) {
        List<UnitOfWork> open = open(session, id);
        boolean switches = new Units(session)
                .named(id).stream().anyMatch(unit -> SyncedTableUnits.isSwitch(unit) && !unit.isFinished());
        if (open.isEmpty() && switches) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "A rollback of %s puts the application back and removes nothing. To do it: lakeshift rollback %s"
                            .formatted(id, id));
        }
        if (open.isEmpty()) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "%s has ended; there is nothing to roll back. See 'lakeshift status %s'.".formatted(id, id));
        }
        if (!removes(open)) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "A rollback of %s removes nothing, it hands commits back to files. Ask 'lakeshift verify-rollback' whether it could."
                            .formatted(id));
        }
        List<SyncedTableMigration.Request> requests =
                open.stream().map(SyncedTableUnits::request).toList();
        SyncedTableMigration.Request first = requests.get(0);
        Rehearsal rehearsal = new Runs(session)
                .run(
                        RehearseRollback.class,
                        "rehearse/" + id + "/" + UUID.randomUUID(),
                        new RehearseRollback.Request(
                                first.migration(),
                                first.setup(),
                                requests.stream()
                                        .map(request -> request.table().target())
                                        .toList()),
                        Rehearsal.class);
        return new View(id, rehearsal.blocked(), rehearsal.steps());
    }

    public static void print(Results results, View view) {
        TextTable table = new TextTable("STEP", "FATE", "WHAT", "WHY");
        int number = 0;
        for (Step step : view.steps()) {
            boolean acts =
                    step.fate() == RehearseRollback.Fate.REMOVED || step.fate() == RehearseRollback.Fate.PUT_BACK;
            table.row(
                    acts ? Integer.toString(++number) : "",
                    step.fate().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    step.what(),
                    step.why());
        }
        results.table(table);
        results.line("");
        results.line(
                view.blocked()
                        ? "Nothing was changed. The rollback would stop at what is in the way."
                        : "Nothing was changed. To do it: lakeshift rollback " + view.id() + " --yes");
    }
}
