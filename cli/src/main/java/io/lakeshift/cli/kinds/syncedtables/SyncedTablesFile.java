package io.lakeshift.cli.kinds.syncedtables;

import io.lakeshift.workflows.databricks.Resource;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTablesSetup;
import io.lakeshift.workflows.lifecycle.Policy;
import java.util.List;

/**
 * A plan file of kind SyncedTables.
 *
 * @param name the migration's id
 * @param parallelism tables in flight
 * @param resources what the tables stand on, and whether it is made
 */
public record SyncedTablesFile(
        String name,
        SyncedTablesSetup setup,
        List<SyncedTableSpec> tables,
        Policy policy,
        int parallelism,
        List<Resource> resources) {
    public SyncedTablesFile {
        tables = List.copyOf(tables);
        resources = List.copyOf(resources);
    }

    public SyncedTablesFile withProfile(String profile) {
        return new SyncedTablesFile(
                name,
                setup.withLakebase(setup.lakebase().withProfile(profile)),
                tables,
                policy,
                parallelism,
                resources);
    }
}
