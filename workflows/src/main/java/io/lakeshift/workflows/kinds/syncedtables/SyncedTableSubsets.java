package io.lakeshift.workflows.kinds.syncedtables;

import io.lakeshift.workflows.Digests;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTablesSetup.Application;
import io.lakeshift.workflows.lifecycle.Validation;
import io.temporal.activity.ActivityInterface;
import java.util.List;

/** Port: the units that an application waits for, as the ledger knows them. Queue LIFECYCLE. */
@ActivityInterface(namePrefix = "SubsetSynced")
public interface SyncedTableSubsets {
    /** Reads only. */
    Looked look(Look request);

    /**
     * Switches the application for exactly the approved tables. Where others are cut over by now, changes nothing and fails
     * with {@code COMMIT_CONFLICT}. The second time: nothing.
     */
    Done switchTo(SwitchTo request);

    record Look(String migration, Application application) {}

    /**
     * @param switched the application reads what it was to be switched to
     * @param units in the application's order
     */
    record Looked(boolean switched, List<Unit> units) {
        public Looked {
            units = List.copyOf(units);
        }

        public List<String> in(Stage stage) {
            return units.stream()
                    .filter(unit -> unit.stage() == stage)
                    .map(Unit::unit)
                    .toList();
        }
    }

    /** @param phase for people; empty where the unit has not begun */
    record Unit(String unit, Stage stage, String phase) {}

    enum Stage {
        NOT_BEGUN,
        ON_ITS_WAY,
        CUT_OVER,
        /** Has ended, and is not cut over. */
        GIVEN_UP
    }

    record SwitchTo(String migration, Application application, List<String> without, Validation approved) {}

    /** @param did for people */
    record Done(String did) {}

    /** What an approval is about: for which tables the application is switched, and without which. */
    record Subset(List<String> cutOver, List<String> without) {
        public Subset {
            cutOver = List.copyOf(cutOver);
            without = List.copyOf(without);
        }

        public Validation validation() {
            return new Validation(
                    cutOver.size(),
                    Digests.sha256(
                            "cut over\n" + String.join("\n", cutOver) + "\nwithout\n" + String.join("\n", without)));
        }
    }
}
