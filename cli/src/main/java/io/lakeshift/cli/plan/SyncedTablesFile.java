package io.lakeshift.cli.plan;

import io.lakeshift.workflows.lifecycle.Policy;
import io.lakeshift.workflows.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.syncedtables.SyncedTablesSetup;
import java.util.List;

/**
 * A plan file of kind SyncedTables.
 *
 * @param name the migration's id
 * @param parallelism tables in flight
 */
public record SyncedTablesFile(
        String name, SyncedTablesSetup setup, List<SyncedTableSpec> tables, Policy policy, int parallelism) {
    public SyncedTablesFile {
        tables = List.copyOf(tables);
    }
}
