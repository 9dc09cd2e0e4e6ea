package io.lakeshift.activities.kinds.syncedtables;

import io.lakeshift.activities.databricks.WorkspaceException;
import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.databricks.Backend;
import io.lakeshift.workflows.databricks.Lakebase;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableImports.Create;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTablesSetup.Staging;
import java.util.Locale;
import java.util.Optional;

/** What a person is to click where no API makes it: the workspace's own fields, with what goes into each. */
final class ByHand {
    private ByHand() {}

    /** @param pipeline that the table is to share; empty for one of its own */
    static WorkspaceException synced(Create request, Optional<String> pipeline, WorkspaceException refused) {
        SyncedTableSpec spec = request.table();
        Lakebase lakebase = request.setup().lakebase();
        Staging staging = request.setup().staging();
        String mode = request.decision().mode().name();
        return WorkspaceException.of(
                MigrationFailure.BY_HAND,
                refused.getMessage() + " Make it by hand: in the workspace open Catalog, then the source table "
                        + spec.source() + ", choose Create > Synced table, and enter: name " + spec.target()
                        + "; project " + project(lakebase) + "; branch " + branch(lakebase) + "; database "
                        + lakebase.database() + "; primary key " + String.join(", ", spec.primaryKey())
                        + "; timeseries key " + spec.timeseriesKey().orElse("none") + "; sync mode "
                        + mode.charAt(0) + mode.substring(1).toLowerCase(Locale.ROOT) + "; pipeline "
                        + pipeline.map(id -> "the existing one " + id)
                                .orElse("a new one that stores in " + staging.catalog() + "." + staging.schema())
                        + ". Lakeshift sees it when it is there, compares it with the plan and goes on; retry makes it"
                        + " look at once.");
    }

    private static String project(Lakebase lakebase) {
        return lakebase.backend() == Backend.PROVISIONED
                ? lakebase.place()
                : lakebase.place().replaceFirst("^projects/([^/]+).*$", "$1");
    }

    private static String branch(Lakebase lakebase) {
        return lakebase.branch()
                .map(name -> name.replaceFirst("^.*/branches/", ""))
                .orElse("its default one");
    }
}
