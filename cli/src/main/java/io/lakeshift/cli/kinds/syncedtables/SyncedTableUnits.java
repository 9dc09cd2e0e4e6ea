package io.lakeshift.cli.kinds.syncedtables;

import io.lakeshift.activities.ledger.UnitOfWork;
import io.lakeshift.workflows.kinds.syncedtables.SwitchSubset;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableMigration;
import io.lakeshift.workflows.lifecycle.RecordedRequest;
import java.util.List;
import java.util.stream.Stream;

/** What a table of kind syncedtables was started with, out of the ledger. */
public final class SyncedTableUnits {
    private SyncedTableUnits() {}

    /** In the order they come; what is about all tables of a migration follows its tables. */
    public static List<UnitOfWork> tablesFirst(List<UnitOfWork> units) {
        return Stream.concat(
                        units.stream().filter(unit -> !isSwitch(unit)),
                        units.stream().filter(SyncedTableUnits::isSwitch))
                .toList();
    }

    /** Whether it switches an application, and is no table. */
    public static boolean isSwitch(UnitOfWork unit) {
        return unit.kind().equals(SwitchSubset.KIND);
    }

    static SyncedTableMigration.Request request(UnitOfWork unit) {
        return RecordedRequest.read(unit.workflow().request(), SyncedTableMigration.Request.class);
    }
}
