package io.lakeshift.workflows.kinds.syncedtables;

import io.lakeshift.workflows.databricks.Lakebase;
import io.lakeshift.workflows.databricks.TableName;
import io.lakeshift.workflows.kinds.syncedtables.RehearseRollback.Step;
import io.temporal.activity.ActivityInterface;
import java.util.List;

/** Port: looks at what a rollback would meet. Reads only; the one password that a look at PostgreSQL takes is minted. Queue LIFECYCLE. */
@ActivityInterface(namePrefix = "RehearseSynced")
public interface SyncedTableRehearsals {
    /** One table: its object in Unity Catalog, what depends on it in PostgreSQL, the table there, its pipeline. */
    Looked table(LookAtTable request);

    /** What the tables of a migration share: the application before them, the schemas and the feeds after them. */
    Around around(LookAround request);

    record LookAtTable(String migration, Lakebase lakebase, TableName target) {}

    record Looked(List<Step> steps) {
        public Looked {
            steps = List.copyOf(steps);
        }
    }

    /** @param tables that would be rolled back */
    record LookAround(String migration, SyncedTablesSetup setup, List<TableName> tables) {
        public LookAround {
            tables = List.copyOf(tables);
        }
    }

    /**
     * @param before what comes before the tables
     * @param after what comes after them
     */
    record Around(List<Step> before, List<Step> after) {
        public Around {
            before = List.copyOf(before);
            after = List.copyOf(after);
        }
    }
}
