package io.lakeshift.activities.kinds.syncedtables;

import io.lakeshift.activities.audit.StepAudit;
import io.lakeshift.activities.ledger.CreatedObjects.CreatedObject;
import io.lakeshift.activities.ledger.Made;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTablesSetup.Application;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Switches an application's configuration and puts it back, each on record. */
final class ApplicationSwitch {
    private final Made made;
    private final StepAudit audit;

    ApplicationSwitch(Made made, StepAudit audit) {
        this.made = made;
        this.audit = audit;
    }

    /**
     * The second time: nothing. A rollback takes back its table's cut over before it looks whether the application is
     * switched, and this looks again after it has switched: so one of the two sees the other.
     *
     * @param how for the audit chain
     * @param ready whether every table is cut over that has to be
     * @return whether it is switched
     */
    boolean to(String migration, Application application, String how, BooleanSupplier ready) {
        if (!ready.getAsBoolean()) {
            return false;
        }
        ApplicationFile file = new ApplicationFile(Path.of(application.file()));
        made.note(
                Made.Kind.APPLICATION,
                application.file(),
                Optional.of(file.values(application.set().keySet())));
        file.set(application.set());
        if (!ready.getAsBoolean()) {
            back(migration, application);
            return false;
        }
        audit.did("APPLICATION_SWITCHED", -1, how);
        return true;
    }

    /** @return whether there was something to put back */
    boolean back(String migration, Application application) {
        String file = application.file();
        Optional<CreatedObject> switched = made.find(migration, Made.Kind.APPLICATION, file);
        switched.ifPresent(earlier -> {
            new ApplicationFile(Path.of(file))
                    .restore(application.set(), earlier.before().orElse("{}"));
            audit.did("APPLICATION_SWITCHED_BACK", -1, file);
            made.removed(migration, Made.Kind.APPLICATION, file);
        });
        return switched.isPresent();
    }
}
