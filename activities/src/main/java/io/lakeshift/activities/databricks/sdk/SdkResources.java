package io.lakeshift.activities.databricks.sdk;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.service.postgres.CreateProjectRequest;
import com.databricks.sdk.service.postgres.DatabaseDatabaseStatus;
import com.databricks.sdk.service.postgres.ListProjectsRequest;
import com.databricks.sdk.service.postgres.Project;
import com.databricks.sdk.service.postgres.ProjectSpec;
import io.lakeshift.activities.databricks.Resources;
import io.lakeshift.activities.databricks.WorkspaceException;
import io.lakeshift.activities.databricks.WorkspaceException.Reason;
import io.lakeshift.activities.databricks.sdk.SdkCalls.Act;
import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.databricks.Resource;
import io.lakeshift.workflows.databricks.Resource.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Resources by their kind: storage and catalogs here, Lakebases of both planes there. */
final class SdkResources implements Resources {
    private final WorkspaceClient client;
    private final SdkCalls calls;
    private final SdkStorage storage;
    private final SdkLakebases lakebases;

    SdkResources(WorkspaceClient client, SdkCalls calls, AutoscalingNames names) {
        this.client = client;
        this.calls = calls;
        this.storage = new SdkStorage(client, calls);
        this.lakebases = new SdkLakebases(client, calls, names);
    }

    @Override
    public Optional<Found> find(Kind kind, String name) {
        return switch (kind) {
            case STORAGE_CREDENTIAL -> storage.credential(name);
            case EXTERNAL_LOCATION -> storage.location(name);
            case CATALOG -> storage.catalog(name);
            case SCHEMA -> storage.schema(name);
            case PROJECT -> lakebases.project(name);
            case INSTANCE -> lakebases.instance(name);
        };
    }

    @Override
    public Optional<String> create(Resource resource) {
        if (resource.kind() == Kind.PROJECT) {
            return Optional.of(calls.call(
                            Act.changing("create " + resource.words(), Needs.creating(resource)),
                            () -> client.postgres()
                                    .createProject(new CreateProjectRequest()
                                            .setProjectId(resource.name().replaceFirst("^projects/", ""))
                                            .setProject(new Project().setSpec(new ProjectSpec()))))
                    .getName());
        }
        if (resource.kind() == Kind.INSTANCE) {
            lakebases.createInstance(resource);
        } else {
            storage.create(resource);
        }
        return Optional.empty();
    }

    @Override
    public Operation operation(String name) {
        com.databricks.sdk.service.postgres.Operation found = calls.call(
                Act.reading("read operation " + name, "CAN USE on the Lakebase; whoever manages it can grant that"),
                () -> client.postgres().getOperation(name));
        return new Operation(
                Boolean.TRUE.equals(found.getDone()),
                Given.maybe(found.getError()).map(error -> Given.text(error.getMessage())));
    }

    @Override
    public void delete(Kind kind, String name) {
        Act act = Act.changing("delete " + kind.words() + " " + name, "ownership of it; its owner can do it");
        calls.find(act, () -> {
            switch (kind) {
                case STORAGE_CREDENTIAL, EXTERNAL_LOCATION, CATALOG, SCHEMA -> storage.delete(kind, name);
                case PROJECT, INSTANCE -> lakebases.delete(kind, name);
            }
            return true;
        });
    }

    @Override
    public List<String> projects() {
        try {
            return calls.call(
                    Act.reading("list Lakebase projects", "access to Lakebase; the workspace's admin can enable it"),
                    () -> StreamSupport.stream(
                                    client.postgres()
                                            .listProjects(new ListProjectsRequest())
                                            .spliterator(),
                                    false)
                            .map(Project::getName)
                            .toList());
        } catch (WorkspaceException e) {
            String said = String.valueOf(e.getMessage());
            boolean denied = e.failure() == MigrationFailure.PERMISSION_DENIED
                    || e.reason() == Reason.NOT_BY_THIS_API
                    || said.toLowerCase(Locale.ROOT).contains("not enabled");
            throw denied
                    ? WorkspaceException.of(
                            MigrationFailure.PERMISSION_DENIED, "Lakebase is not available to this identity. " + said)
                    : e;
        }
    }

    @Override
    public List<Database> databases(String branch) {
        return calls.call(
                Act.reading("list the databases of " + branch, "CAN USE on it; whoever manages it can grant that"),
                () -> StreamSupport.stream(
                                client.postgres().listDatabases(branch).spliterator(), false)
                        .map(found -> new Database(
                                Given.text(found.getName()),
                                Given.maybe(found.getStatus())
                                        .map(DatabaseDatabaseStatus::getPostgresDatabase)
                                        .orElse("")))
                        .toList());
    }

    static Found found(boolean ready, String state, Map<Resource.Setting, String> settings) {
        return new Found(ready, state, settings, Optional.empty(), Optional.empty());
    }
}
