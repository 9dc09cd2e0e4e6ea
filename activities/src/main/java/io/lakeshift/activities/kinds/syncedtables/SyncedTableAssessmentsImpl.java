package io.lakeshift.activities.kinds.syncedtables;

import io.lakeshift.activities.databricks.Workspace;
import io.lakeshift.activities.databricks.WorkspaceException;
import io.lakeshift.activities.databricks.WorkspaceFindings;
import io.lakeshift.activities.databricks.Workspaces;
import io.lakeshift.activities.execution.StepRunner;
import io.lakeshift.activities.lakebase.LakebaseConnections;
import io.lakeshift.activities.ledger.CreatedObjects;
import io.lakeshift.activities.ledger.Leases;
import io.lakeshift.activities.ledger.Made;
import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableAssessments;
import java.util.ArrayList;
import java.util.List;

/** Assesses tables and what they share: everything that is wrong at once, and nothing changed. */
public final class SyncedTableAssessmentsImpl implements SyncedTableAssessments {
    private final Workspaces workspaces;
    private final LakebaseConnections connections;
    private final StepRunner steps;
    private final Made made;
    private final SyncSlots slots;

    public SyncedTableAssessmentsImpl(
            Workspaces workspaces,
            LakebaseConnections connections,
            StepRunner steps,
            CreatedObjects objects,
            Leases leases) {
        this.workspaces = workspaces;
        this.connections = connections;
        this.steps = steps;
        this.made = new Made(objects);
        this.slots = new SyncSlots(leases);
    }

    @Override
    public Surveyed survey(Survey request) {
        return steps.reading(progress -> {
            try {
                Workspace workspace = workspaces.of(request.setup().lakebase().profile());
                return new PlanSurvey(workspace, connections, made, slots, request).look();
            } catch (WorkspaceException e) {
                return new Surveyed(List.of(refused(e)), List.of(), List.of(), -1);
            }
        });
    }

    @Override
    public Assessment assess(Assess request) {
        return steps.reading(progress -> {
            try {
                Workspace workspace = workspaces.of(request.setup().lakebase().profile());
                return new TableAssessment(workspace, connections, request).look();
            } catch (WorkspaceException e) {
                List<Finding> findings = new ArrayList<>(SourceChecks.ofNames(request.table()));
                findings.add(refused(e));
                return TableAssessment.blocked(request.table(), findings);
            }
        });
    }

    /** What a later look may answer is thrown on, for Temporal to repeat. */
    private static Finding refused(WorkspaceException failure) {
        if (failure.failure().retryable()) {
            throw failure;
        }
        return WorkspaceFindings.failed(failure);
    }
}
