package io.lakeshift.activities.databricks;

import io.lakeshift.workflows.databricks.Lakebase;
import io.lakeshift.workflows.databricks.TableName;
import java.util.List;
import java.util.Optional;

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

    /**
     * @param source as its spec names it
     * @param home the instance, or the branch or project; empty where Databricks does not tell
     * @param database empty where Databricks does not tell
     */
    record Synced(TableName name, String source, Optional<String> home, Optional<String> database) {
        /** Whether it has the very table in PostgreSQL that a synced table of that name would have. */
        public boolean keepsTableOf(TableName target, Lakebase lakebase) {
            return !name.catalog().equalsIgnoreCase(target.catalog())
                    && name.schema().equalsIgnoreCase(target.schema())
                    && name.table().equalsIgnoreCase(target.table())
                    && home.filter(place -> isIn(place, lakebase)).isPresent()
                    && database.filter(other -> !other.equals(lakebase.database()))
                            .isEmpty();
        }

        /** A plan may name the project alone: then any of its branches could be meant. */
        private static boolean isIn(String home, Lakebase lakebase) {
            String place = lakebase.place() + "/";
            return place.startsWith(home + "/") || (home + "/").startsWith(place);
        }
    }
}
