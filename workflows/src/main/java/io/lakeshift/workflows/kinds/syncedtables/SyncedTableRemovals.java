package io.lakeshift.workflows.kinds.syncedtables;

import io.lakeshift.workflows.databricks.Lakebase;
import io.lakeshift.workflows.databricks.TableName;
import io.temporal.activity.ActivityInterface;
import java.util.List;

/**
 * Port: takes back what a migration made, and only that. Queue LIFECYCLE. The order is the caller's: application, Unity
 * Catalog, PostgreSQL, schemas; every step may be repeated.
 */
@ActivityInterface(namePrefix = "RemoveSynced")
public interface SyncedTableRemovals {
    /** Puts the application's configuration back as it was. The second time: nothing. */
    Done switchApplicationBack(SwitchBack request);

    /** Asks Unity Catalog to delete the synced table, where this migration made it. One that is gone is done. */
    Deleted deleteObject(Delete request);

    /** Whether Unity Catalog no longer knows the table. */
    Gone look(LookGone request);

    /**
     * Drops the PostgreSQL table. Never cascades: with views or foreign keys on it, fails with {@code DEPENDENTS_EXIST}
     * and names them.
     */
    Done dropTable(DropTable request);

    /**
     * Removes the schemas that this migration created, where nothing is in them any more and no other table of it is on its
     * way into them. With the last table, what all of them stood on goes too.
     */
    Done removeSchemas(RemoveSchemas request);

    record SwitchBack(String migration, String unit, SyncedTablesSetup.Application application) {}

    record Delete(String migration, Lakebase lakebase, TableName target) {}

    /** @param made false where this migration did not make the table: then nothing of it may be removed */
    record Deleted(boolean made) {}

    record LookGone(Lakebase lakebase, TableName target) {}

    record Gone(boolean gone) {}

    record DropTable(String migration, Lakebase lakebase, TableName target) {}

    record RemoveSchemas(String migration, Lakebase lakebase, TableName target) {}

    /** @param did what was done and what was left, for people */
    record Done(List<String> did) {
        public Done {
            did = List.copyOf(did);
        }
    }
}
