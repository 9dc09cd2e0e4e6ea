package io.lakeshift.cli.commands;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lakeshift.activities.ledger.UnitOfWork;
import io.lakeshift.workflows.LakeshiftDataConverter;
import io.lakeshift.workflows.syncedtables.SyncedTableMigration;

/** What a table of kind syncedtables was started with, out of the ledger. */
final class SyncedTableUnits {
    private SyncedTableUnits() {}

    static SyncedTableMigration.Request request(UnitOfWork unit) {
        try {
            return LakeshiftDataConverter.objectMapper()
                    .readValue(unit.workflow().request(), SyncedTableMigration.Request.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the ledger holds a request that cannot be read", e);
        }
    }
}
