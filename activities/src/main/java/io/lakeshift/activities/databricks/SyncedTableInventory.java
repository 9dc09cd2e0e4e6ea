package io.lakeshift.activities.databricks;

import io.lakeshift.workflows.databricks.Lakebase;
import io.lakeshift.workflows.databricks.TableName;
import java.util.List;

/**
 * The synced tables of a whole metastore. Neither control plane lists them, so Unity Catalog's tables are listed and
 * those that could be synced ones are asked: one request per catalog and schema, and one or two per foreign table.
 */
public interface SyncedTableInventory {
    /** @param lakebase whose control plane is asked first */
    Inventory read(Lakebase lakebase);

    /** @param unseen schemas and catalogs that the identity may not list; what is in them is not counted */
    record Inventory(List<Synced> tables, List<String> unseen) {
        public Inventory {
            tables = List.copyOf(tables);
            unseen = List.copyOf(unseen);
        }
    }

    /** @param source as its spec names it */
    record Synced(TableName name, String source) {}
}
