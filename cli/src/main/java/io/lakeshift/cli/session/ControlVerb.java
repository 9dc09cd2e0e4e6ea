package io.lakeshift.cli.session;

import io.lakeshift.activities.ledger.UnitOfWork;
import io.lakeshift.cli.kinds.syncedtables.SyncedTableUnits;
import io.lakeshift.workflows.Phase;

/** The acts on a running migration. The name is the verb and the Update. */
public enum ControlVerb {
    APPROVE("approve"),
    REJECT("reject"),
    PAUSE("pause"),
    RESUME("resume"),
    RETRY("retry"),
    ABORT("abort"),
    ROLLBACK("rollback");

    private final String update;

    ControlVerb(String update) {
        this.update = update;
    }

    String update() {
        return update;
    }

    /** Of the tables of a whole migration, those that the act is meant for. */
    boolean appliesTo(Phase phase) {
        return switch (this) {
            case APPROVE, REJECT -> phase == Phase.AWAITING_APPROVAL;
            case RETRY -> phase == Phase.NEEDS_ATTENTION;
            case RESUME, PAUSE, ABORT, ROLLBACK -> !phase.terminal();
        };
    }

    /** With its tables, a question about their application goes too, whether or not it has been answered. */
    ControlVerb amongOthers(UnitOfWork unit) {
        return this == ROLLBACK && SyncedTableUnits.isSwitch(unit) ? ABORT : this;
    }

    boolean decides() {
        return this == APPROVE || this == REJECT;
    }
}
