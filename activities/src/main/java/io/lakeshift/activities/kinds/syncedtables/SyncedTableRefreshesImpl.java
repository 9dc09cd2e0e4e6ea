package io.lakeshift.activities.kinds.syncedtables;

import io.lakeshift.activities.databricks.Pipelines;
import io.lakeshift.activities.databricks.Pipelines.Pipeline;
import io.lakeshift.activities.databricks.Pipelines.Update;
import io.lakeshift.activities.databricks.SyncedTables.SyncedTable;
import io.lakeshift.activities.databricks.Workspace;
import io.lakeshift.activities.databricks.WorkspaceException;
import io.lakeshift.activities.databricks.WorkspaceException.Reason;
import io.lakeshift.activities.databricks.Workspaces;
import io.lakeshift.activities.execution.StepRunner;
import io.lakeshift.activities.ledger.CreatedObjects;
import io.lakeshift.activities.ledger.CreatedObjects.CreatedObject;
import io.lakeshift.activities.ledger.Made;
import io.lakeshift.workflows.databricks.SyncMode;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableRefreshes;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInfo;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Starts updates and tells of them. */
public final class SyncedTableRefreshesImpl implements SyncedTableRefreshes {
    private static final int MOST_ERRORS = 3;
    private static final String REFRESHES = "refresh";
    private static final String UPDATE = "UPDATE";

    private final Workspaces workspaces;
    private final StepRunner steps;
    private final CreatedObjects objects;
    private final RefreshRemarks remarks;

    public SyncedTableRefreshesImpl(Workspaces workspaces, StepRunner steps, CreatedObjects objects, Clock clock) {
        this.remarks = new RefreshRemarks(new Made(objects), clock);
        this.workspaces = workspaces;
        this.steps = steps;
        this.objects = objects;
    }

    @Override
    public Started start(Start request) {
        return steps.once(Started.class, step -> {
            Workspace workspace = workspaces.of(request.lakebase().profile());
            SyncedTable table = workspace
                    .syncedTables(request.lakebase())
                    .find(request.target())
                    .orElseThrow(() -> SyncedTableMessages.absent(request.target()));
            if (table.mode().filter(mode -> mode == SyncMode.CONTINUOUS).isPresent()) {
                throw SyncedTableMessages.continuous(request.target());
            }
            String pipeline = table.pipelineId().orElseThrow(() -> SyncedTableMessages.noPipelineYet(request.target()));
            Started started = start(workspace.pipelines(), pipeline);
            return started.updateId().isEmpty()
                    ? started
                    : new Started(
                            pipeline,
                            started.updateId(),
                            started.message() + remarks.of(workspace, request, table, pipeline));
        });
    }

    private Started start(Pipelines pipelines, String id) {
        List<Update> known = updates(pipelines, id);
        List<String> before = before(id, known);
        Optional<Update> since = newerThan(before, known);
        if (since.isPresent()) {
            // Of an attempt whose worker died, or somebody else's: either way it brings what this was asked for.
            return started(id, since.get().id());
        }
        if (known.stream().anyMatch(update -> !update.ended())) {
            return busy(id);
        }
        try {
            return started(id, pipelines.startUpdate(id, false));
        } catch (WorkspaceException e) {
            if (e.reason() == Reason.CONFLICT) {
                return busy(id);
            }
            if (e.reason() == Reason.OUTCOME_UNKNOWN) {
                Optional<Update> own = newerThan(before, updates(pipelines, id));
                if (own.isPresent()) {
                    return started(id, own.get().id());
                }
            }
            throw e;
        }
    }

    /** The updates that there were when this step was begun for the first time, whichever attempt this is. */
    private List<String> before(String pipeline, List<Update> known) {
        ActivityInfo info = Activity.getExecutionContext().getInfo();
        String unit = Objects.requireNonNull(info.getWorkflowId(), "steps belong to workflows");
        // One note for each table and pipeline: refreshes come for ever, and the one before has ended.
        String name = pipeline + "/" + unit;
        String step = info.getRunId() + "/" + info.getActivityId();
        Optional<List<String>> noted = objects.find(REFRESHES, UPDATE, name)
                .flatMap(CreatedObject::before)
                .map(text -> List.of(text.split(" ")))
                .filter(words -> words.get(0).equals(step));
        if (noted.isPresent()) {
            return noted.get().subList(1, noted.get().size());
        }
        List<String> ids = known.stream().map(Update::id).toList();
        objects.replace(
                REFRESHES,
                unit,
                UPDATE,
                name,
                Optional.of(Stream.concat(Stream.of(step), ids.stream()).collect(Collectors.joining(" "))));
        return ids;
    }

    private static Optional<Update> newerThan(List<String> before, List<Update> now) {
        return now.stream().filter(update -> !before.contains(update.id())).findFirst();
    }

    private static List<Update> updates(Pipelines pipelines, String id) {
        return pipelines.find(id).map(Pipeline::latest).orElse(List.of());
    }

    private static Started started(String id, String updateId) {
        return new Started(id, Optional.of(updateId), "");
    }

    private static Started busy(String id) {
        return new Started(id, Optional.empty(), "Another update of pipeline " + id + " is under way.");
    }

    @Override
    public UpdateSeen look(LookAtUpdate request) {
        return steps.reading(progress -> {
            Pipelines pipelines = workspaces.of(request.lakebase().profile()).pipelines();
            Optional<Update> update = pipelines.update(request.pipelineId(), request.updateId());
            boolean failed = update.filter(Update::failed).isPresent();
            String message = failed ? String.join(" ", pipelines.errors(request.pipelineId(), MOST_ERRORS)) : "";
            return new UpdateSeen(
                    update.map(Update::state).orElse("unknown"),
                    update.filter(Update::ended).isPresent(),
                    update.filter(Update::completed).isPresent(),
                    message);
        });
    }
}
