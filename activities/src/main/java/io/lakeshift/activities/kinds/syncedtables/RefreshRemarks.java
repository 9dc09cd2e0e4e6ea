package io.lakeshift.activities.kinds.syncedtables;

import io.lakeshift.activities.databricks.SyncedTables.SyncedTable;
import io.lakeshift.activities.databricks.Workspace;
import io.lakeshift.activities.ledger.Made;
import io.lakeshift.workflows.databricks.TableName;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableRefreshes.Start;
import io.lakeshift.workflows.kinds.syncedtables.Upkeep;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What whoever refreshes a table should know about it. */
final class RefreshRemarks {
    /** Asking for each table of a large migration would take longer than the update. */
    private static final int MOST_NEIGHBOURS = 25;

    private final Made made;
    private final Clock clock;

    RefreshRemarks(Made made, Clock clock) {
        this.made = made;
        this.clock = clock;
    }

    String of(Workspace workspace, Start request, SyncedTable table, String pipeline) {
        return " See " + PipelinePage.url(workspace.identity().host(), pipeline) + sharing(workspace, request, pipeline)
                + soon(table);
    }

    /** A pipeline updates all its tables, whoever asked for one of them. */
    private String sharing(Workspace workspace, Start request, String pipeline) {
        List<String> others = request.migration().stream()
                .flatMap(migration -> made.names(migration, Made.Kind.SYNCED_TABLE).stream())
                .filter(name -> !name.equals(request.target().full()))
                .limit(MOST_NEIGHBOURS)
                .filter(name -> workspace
                        .syncedTables(request.lakebase())
                        .find(TableName.parse(name))
                        .flatMap(SyncedTable::pipelineId)
                        .filter(pipeline::equals)
                        .isPresent())
                .toList();
        return others.isEmpty() ? "" : " It refreshes these too: " + String.join(", ", others) + ".";
    }

    private String soon(SyncedTable table) {
        Optional<Duration> since =
                table.syncedAt().flatMap(Moments::parse).map(end -> Duration.between(end, clock.instant()));
        return since.filter(it -> !it.isNegative() && it.compareTo(Upkeep.Refresh.SHORTEST) < 0)
                .map(it -> " The update before ended only " + it.toSeconds()
                        + " s ago: for changes that often, CONTINUOUS costs less than one update after the other.")
                .orElse("");
    }
}
