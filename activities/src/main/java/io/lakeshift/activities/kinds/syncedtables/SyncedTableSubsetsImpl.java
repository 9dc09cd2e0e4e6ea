package io.lakeshift.activities.kinds.syncedtables;

import io.lakeshift.activities.audit.StepAudit;
import io.lakeshift.activities.execution.StepRunner;
import io.lakeshift.activities.ledger.CreatedObjects;
import io.lakeshift.activities.ledger.LedgerReader;
import io.lakeshift.activities.ledger.Made;
import io.lakeshift.activities.ledger.UnitOfWork;
import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSubsets;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTablesSetup.Application;
import java.util.List;
import java.util.Optional;

/** Which tables of an application are cut over, out of the ledger. */
public final class SyncedTableSubsetsImpl implements SyncedTableSubsets {
    private final StepRunner steps;
    private final Made made;
    private final LedgerReader units;
    private final ApplicationSwitch applications;

    public SyncedTableSubsetsImpl(StepRunner steps, CreatedObjects objects, LedgerReader units, StepAudit audit) {
        this.steps = steps;
        this.made = new Made(objects);
        this.units = units;
        this.applications = new ApplicationSwitch(made, audit);
    }

    @Override
    public Looked look(Look request) {
        return steps.reading(progress -> {
            Application application = request.application();
            List<String> cutOver = cutOver(request.migration(), application);
            return new Looked(
                    made.by(request.migration(), Made.Kind.APPLICATION, application.file()),
                    application.units().stream()
                            .map(unit -> unit(unit, cutOver.contains(unit)))
                            .toList());
        });
    }

    private Unit unit(String name, boolean cutOver) {
        Optional<UnitOfWork> unit = units.unit(name);
        if (unit.isEmpty()) {
            return new Unit(name, Stage.NOT_BEGUN, "");
        }
        Phase phase = unit.get().state().phase();
        boolean givenUp = phase == Phase.ABORTED || phase == Phase.ROLLED_BACK;
        Stage stage = cutOver ? Stage.CUT_OVER : givenUp ? Stage.GIVEN_UP : Stage.ON_ITS_WAY;
        return new Unit(name, stage, phase.name());
    }

    @Override
    public Done switchTo(SwitchTo request) {
        return steps.reading(progress -> {
            Application application = request.application();
            boolean switched = applications.to(
                    request.migration(),
                    application,
                    application.file() + " without " + String.join(", ", request.without()),
                    () -> new Subset(cutOver(request.migration(), application), request.without())
                            .validation()
                            .equals(request.approved()));
            if (!switched) {
                throw SyncedTableMessages.notWhatWasApproved(application);
            }
            return new Done("switched " + application.file());
        });
    }

    private List<String> cutOver(String migration, Application application) {
        List<String> noted = made.names(migration, Made.Kind.CUT_OVER);
        return application.units().stream().filter(noted::contains).toList();
    }
}
