package io.lakeshift.activities.setup;

import io.lakeshift.activities.databricks.PlaceFindings;
import io.lakeshift.activities.databricks.Resources;
import io.lakeshift.activities.databricks.Resources.Found;
import io.lakeshift.activities.databricks.Workspace;
import io.lakeshift.activities.databricks.WorkspaceException;
import io.lakeshift.activities.databricks.WorkspaceFindings;
import io.lakeshift.activities.ledger.Made;
import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.databricks.Resource;
import io.lakeshift.workflows.databricks.Resource.Kind;
import io.lakeshift.workflows.databricks.Resource.Way;
import io.lakeshift.workflows.databricks.TableName;
import io.lakeshift.workflows.setup.SyncedTableSetUps.State;
import io.lakeshift.workflows.setup.SyncedTableSetUps.Survey;
import io.lakeshift.workflows.setup.SyncedTableSetUps.Surveyed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether what the plan makes is not there, what it reuses is, and each fits what it stands on. */
final class SetUpChecks {
    private final Workspace workspace;
    private final Resources resources;
    private final Made made;
    private final Survey asked;
    private final Map<Resource, Found> found = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    SetUpChecks(Workspace workspace, Made made, Survey asked) {
        this.workspace = workspace;
        this.resources = workspace.resources();
        this.made = made;
        this.asked = asked;
    }

    Surveyed look() {
        lakebase();
        List<State> states = asked.resources().stream().map(this::state).toList();
        findings.addAll(new StorageChecks(resources, asked, found).look());
        asked.sources().stream().distinct().forEach(this::source);
        return new Surveyed(states, findings);
    }

    /** Lakebase may not be to be had at all, which nothing else would say so plainly. */
    private void lakebase() {
        if (asked.resources().stream().noneMatch(it -> it.kind() == Kind.PROJECT)) {
            return;
        }
        try {
            resources.projects();
        } catch (WorkspaceException e) {
            if (e.failure().retryable()) {
                throw e;
            }
            findings.add(SetUpMessages.lakebaseUnavailable(e));
        }
    }

    private State state(Resource resource) {
        Optional<Found> there;
        try {
            there = resources.find(resource.kind(), resource.name());
        } catch (WorkspaceException e) {
            if (e.failure().retryable()) {
                throw e;
            }
            findings.add(WorkspaceFindings.failed(e));
            return State.ABSENT;
        }
        there.ifPresent(it -> found.put(resource, it));
        State state = there.isEmpty()
                ? State.ABSENT
                : made.by(asked.migration(), Made.kind(resource.kind()), resource.name()) ? State.MADE : State.THERE;
        finding(resource, state).ifPresent(findings::add);
        there.flatMap(it -> difference(resource, it)).ifPresent(findings::add);
        return state;
    }

    private static Optional<Finding> finding(Resource resource, State state) {
        if (resource.way() == Way.REUSE) {
            return state == State.ABSENT ? Optional.of(SetUpMessages.absent(resource)) : Optional.empty();
        }
        return switch (state) {
            case ABSENT -> Optional.of(SetUpMessages.willBeCreated(resource));
            case THERE -> Optional.of(SetUpMessages.thereAlready(resource));
            case MADE -> Optional.empty();
        };
    }

    /** What was asked for and is otherwise, as far as Databricks tells. */
    static Optional<Finding> difference(Resource resource, Found there) {
        return resource.settings().entrySet().stream()
                .filter(it -> there.settings().containsKey(it.getKey()))
                .filter(it -> !StoragePaths.same(it.getValue(), there.settings().getOrDefault(it.getKey(), "")))
                .sorted(Map.Entry.comparingByKey())
                .map(it -> SetUpMessages.differs(
                        resource, it.getKey(), there.settings().getOrDefault(it.getKey(), ""), it.getValue()))
                .findFirst();
    }

    private void source(TableName source) {
        try {
            if (workspace.catalog().table(source).isEmpty()) {
                findings.add(PlaceFindings.sourceMissing(source));
            }
        } catch (WorkspaceException e) {
            if (e.failure() != MigrationFailure.PERMISSION_DENIED) {
                throw e;
            }
            findings.add(WorkspaceFindings.failed(e));
        }
    }
}
