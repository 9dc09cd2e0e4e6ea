package io.lakeshift.activities.setup;

import io.lakeshift.activities.audit.StepAudit;
import io.lakeshift.activities.databricks.Resources;
import io.lakeshift.activities.databricks.Resources.Found;
import io.lakeshift.activities.databricks.Resources.Operation;
import io.lakeshift.activities.databricks.WorkspaceException;
import io.lakeshift.activities.databricks.WorkspaceException.Reason;
import io.lakeshift.activities.databricks.Workspaces;
import io.lakeshift.activities.execution.StepRunner;
import io.lakeshift.activities.ledger.CreatedObjects;
import io.lakeshift.activities.ledger.Made;
import io.lakeshift.workflows.databricks.Resource;
import io.lakeshift.workflows.setup.IamPolicies;
import io.lakeshift.workflows.setup.SyncedTableSetUps;
import java.util.Optional;

/** Makes what tables stand on. What is to be made is noted before it is asked for, and looked for before it is made. */
public final class SyncedTableSetUpsImpl implements SyncedTableSetUps {
    private final Workspaces workspaces;
    private final StepRunner steps;
    private final Made made;
    private final StepAudit audit;

    public SyncedTableSetUpsImpl(Workspaces workspaces, StepRunner steps, CreatedObjects objects, StepAudit audit) {
        this.workspaces = workspaces;
        this.steps = steps;
        this.made = new Made(objects);
        this.audit = audit;
    }

    @Override
    public Surveyed survey(Survey request) {
        return steps.reading(
                progress -> new SetUpChecks(workspaces.of(request.lakebase().profile()), made, request).look());
    }

    @Override
    public Asked create(Create request) {
        return steps.reading(progress -> {
            Resources resources = workspaces.of(request.lakebase().profile()).resources();
            Resource resource = request.resource();
            boolean noted = made.by(request.migration(), Made.kind(resource.kind()), resource.name());
            Optional<Found> there = resources.find(resource.kind(), resource.name());
            if (there.isPresent() && !noted) {
                throw SetUpMessages.exists(resource);
            }
            Optional<String> operation = Optional.empty();
            if (there.isEmpty()) {
                made.note(Made.kind(resource.kind()), resource.name(), Optional.empty());
                operation = ask(resources, request, noted);
                audit.did(resource.kind() + "_CREATED " + resource.name(), -1, resource.name());
                there = resources.find(resource.kind(), resource.name());
            }
            there.flatMap(it -> SetUpChecks.difference(resource, it)).ifPresent(difference -> {
                throw SetUpMessages.differs(difference);
            });
            return new Asked(operation, there.flatMap(SyncedTableSetUpsImpl::trustPolicy));
        });
    }

    /** @param noted by an earlier attempt, which may have made what is there now */
    private Optional<String> ask(Resources resources, Create request, boolean noted) {
        Resource resource = request.resource();
        try {
            return resources.create(resource);
        } catch (WorkspaceException e) {
            boolean perhaps = e.reason() == Reason.OUTCOME_UNKNOWN || (noted && e.reason() == Reason.EXISTS);
            if (perhaps && resources.find(resource.kind(), resource.name()).isPresent()) {
                return Optional.empty();
            }
            if (!perhaps && !noted) {
                made.removed(request.migration(), Made.kind(resource.kind()), resource.name());
            }
            throw e.reason() == Reason.EXISTS ? SetUpMessages.exists(resource) : SetUpMessages.refused(resource, e);
        }
    }

    private static Optional<String> trustPolicy(Found credential) {
        return credential
                .principal()
                .flatMap(principal -> credential.externalId().map(id -> IamPolicies.trust(principal, id)));
    }

    @Override
    public Seen look(Look request) {
        return steps.reading(progress -> {
            Resources resources = workspaces.of(request.lakebase().profile()).resources();
            Resource resource = request.resource();
            boolean done = true;
            if (request.operation().isPresent()) {
                Operation operation = resources.operation(request.operation().get());
                operation.error().ifPresent(said -> {
                    if (resources.find(resource.kind(), resource.name()).isEmpty()) {
                        // Whoever makes it now owns it.
                        made.removed(request.migration(), Made.kind(resource.kind()), resource.name());
                    }
                    throw SetUpMessages.operationFailed(resource, said);
                });
                done = operation.done();
            }
            if (!done) {
                return new Seen(false, "being created");
            }
            Found found =
                    resources.find(resource.kind(), resource.name()).orElseThrow(() -> SetUpMessages.gone(resource));
            return new Seen(found.ready(), found.state());
        });
    }
}
