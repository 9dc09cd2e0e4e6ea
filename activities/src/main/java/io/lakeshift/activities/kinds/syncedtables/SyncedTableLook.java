package io.lakeshift.activities.kinds.syncedtables;

import io.lakeshift.activities.databricks.Pipelines;
import io.lakeshift.activities.databricks.Pipelines.Pipeline;
import io.lakeshift.activities.databricks.Pipelines.Update;
import io.lakeshift.activities.databricks.SyncStates;
import io.lakeshift.activities.databricks.SyncedTables.SyncedTable;
import io.lakeshift.activities.databricks.Workspace;
import io.lakeshift.workflows.databricks.Standing;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableImports.Look;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableImports.Seen;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One look at a synced table; the pipeline is asked only where the table itself does not say enough. */
final class SyncedTableLook {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    /** So long a table's own state is believed without asking its pipeline. */
    private static final Duration UNSUSPECTING = Duration.ofSeconds(30);

    private static final int MOST_ERRORS = 3;

    private final Workspace workspace;

    SyncedTableLook(Workspace workspace) {
        this.workspace = workspace;
    }

    Seen seen(Look request) {
        return seen(request, workspace.syncedTables(request.lakebase()).find(request.target()));
    }

    /** The same, of what was read before. */
    Seen seen(Look request, Optional<SyncedTable> found) {
        if (found.isEmpty()) {
            if (request.overdue()) {
                throw SyncedTableMessages.absent(request.target());
            }
            return absent();
        }
        SyncedTable table = found.get();
        Standing standing = table.standing();
        if (standing == Standing.FAILED) {
            throw SyncedTableMessages.failed(table, errors(table));
        }
        if (request.overdue() && standing != Standing.READY) {
            throw standing == Standing.DEGRADED
                    ? SyncedTableMessages.failed(table, errors(table))
                    : SyncedTableMessages.notReady(table);
        }
        Optional<Pipeline> pipeline = pipelineOfWaiting(request, table);
        Optional<String> warning = Optional.empty();
        if (standing != Standing.READY && request.quietFor().compareTo(PATIENCE) >= 0) {
            warning = Optional.of(stalled(table, pipeline, request.quietFor()));
        } else if (!SyncStates.known(table.state())) {
            warning = Optional.of("its state is not known to this version of Lakeshift; it is waited for");
        } else if (standing == Standing.DEGRADED) {
            warning = Optional.of("the last update failed: " + String.join(" ", errors(table)));
        }
        return new Seen(
                standing,
                table.state().orElse("unknown"),
                table.message(),
                table.pipelineId(),
                table.progress().rowsDone(),
                table.progress().rowsTotal(),
                table.progress().secondsLeft(),
                table.version(),
                warning);
    }

    private static Seen absent() {
        return new Seen(Standing.ABSENT, "absent", "", Optional.empty(), -1, -1, -1, -1, Optional.empty());
    }

    /** An update that has ended badly is the reason why nothing moves, and waiting on makes no sense. */
    private Optional<Pipeline> pipelineOfWaiting(Look request, SyncedTable table) {
        if (table.standing() != Standing.WAITING || request.quietFor().compareTo(UNSUSPECTING) < 0) {
            return Optional.empty();
        }
        Optional<Pipeline> pipeline =
                table.pipelineId().flatMap(id -> pipelines().find(id));
        pipeline.flatMap(SyncedTableLook::latest).filter(Update::failed).ifPresent(update -> {
            throw SyncedTableMessages.updateFailed(table, update.state(), errors(table));
        });
        return pipeline;
    }

    private static Optional<Update> latest(Pipeline pipeline) {
        return pipeline.latest().stream().findFirst();
    }

    private String stalled(SyncedTable table, Optional<Pipeline> pipeline, Duration quiet) {
        String since = "nothing has moved for " + quiet.toMinutes() + " minutes";
        if (pipeline.isEmpty()) {
            return since + ", and there is no pipeline yet; loads of large tables take their time";
        }
        List<String> errors = errors(table);
        return since + "; its pipeline is "
                + pipeline.flatMap(SyncedTableLook::latest).map(Update::state).orElse("idle")
                + (errors.isEmpty() ? " and tells of no error" : " and says: " + String.join(" ", errors));
    }

    private List<String> errors(SyncedTable table) {
        return table.pipelineId().map(id -> pipelines().errors(id, MOST_ERRORS)).orElse(List.of());
    }

    private Pipelines pipelines() {
        return workspace.pipelines();
    }
}
