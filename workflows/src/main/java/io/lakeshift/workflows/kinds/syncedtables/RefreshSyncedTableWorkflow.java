package io.lakeshift.workflows.kinds.syncedtables;

import io.lakeshift.workflows.Backoff;
import io.lakeshift.workflows.SearchAttributes;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableRefreshes.LookAtUpdate;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableRefreshes.Started;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableRefreshes.UpdateSeen;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Starts one update, waiting its turn where another is under way, and follows it where that was asked. */
public final class RefreshSyncedTableWorkflow implements RefreshSyncedTable {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final SyncedTableRefreshes refreshes = SyncedTableStubs.refreshes();
    private final SyncedTableWirings wirings = SyncedTableStubs.wirings();
    private final SyncedTableWatches watches = SyncedTableStubs.watches();

    @Override
    public Result refresh(Request request) {
        Workflow.upsertTypedSearchAttributes(
                SearchAttributes.KIND.valueSet("refresh"),
                SearchAttributes.TABLE.valueSet(request.target().full()));
        Started started = start(request);
        String updateId = started.updateId().orElseThrow();
        Backoff wait = new Backoff(FIRST, LONGEST);
        UpdateSeen seen = look(request, started.pipelineId(), updateId);
        while (request.follow() && !seen.ended()) {
            Workflow.sleep(wait.next());
            seen = look(request, started.pipelineId(), updateId);
        }
        List<String> said = new ArrayList<>();
        said.add(seen.message().isBlank() ? started.message() : seen.message());
        if (seen.completed() && request.setup().isPresent() && request.table().isPresent()) {
            said.addAll(afterwards(request.setup().get(), request.table().get()));
        }
        return new Result(
                request.target(),
                started.pipelineId(),
                started.updateId(),
                seen.state(),
                seen.completed(),
                String.join(" ", said).strip());
    }

    /** A full refresh swaps the table: what hung on the old one is brought back. */
    private List<String> afterwards(SyncedTablesSetup setup, SyncedTableSpec table) {
        List<String> said = new ArrayList<>();
        List<String> repaired =
                wirings.wire(new SyncedTableWirings.Wire(setup, table)).repaired();
        if (!repaired.isEmpty()) {
            said.add("Brought back: " + String.join(", ", repaired) + ".");
        }
        SyncedTableWatches.Columns columns =
                watches.watch(new SyncedTableWatches.Watch(setup, table)).columns();
        if (!columns.added().isEmpty()) {
            said.add(SyncedTableErrors.didNotArrive(table, columns.added()));
        }
        if (!columns.recreate().isEmpty()) {
            said.add(SyncedTableErrors.recreate(table, columns.recreate()));
        }
        return said;
    }

    private Started start(Request request) {
        Backoff wait = new Backoff(FIRST, LONGEST);
        while (true) {
            Started started = refreshes.start(
                    new SyncedTableRefreshes.Start(request.lakebase(), request.target(), request.migration()));
            if (started.updateId().isPresent()) {
                return started;
            }
            Workflow.sleep(wait.next());
        }
    }

    private UpdateSeen look(Request request, String pipelineId, String updateId) {
        return refreshes.look(new LookAtUpdate(request.lakebase(), pipelineId, updateId));
    }
}
