package io.lakeshift.activities.databricks.sdk;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.service.database.CreateDatabaseInstanceRequest;
import com.databricks.sdk.service.database.DatabaseInstance;
import com.databricks.sdk.service.database.DatabaseInstanceState;
import com.databricks.sdk.service.postgres.EndpointHosts;
import com.databricks.sdk.service.postgres.EndpointStatus;
import io.lakeshift.activities.databricks.Quoting;
import io.lakeshift.activities.databricks.Resources.Found;
import io.lakeshift.activities.databricks.WorkspaceException;
import io.lakeshift.activities.databricks.sdk.SdkCalls.Act;
import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.databricks.Backend;
import io.lakeshift.workflows.databricks.Lakebase;
import io.lakeshift.workflows.databricks.Resource;
import io.lakeshift.workflows.databricks.Resource.Kind;
import io.lakeshift.workflows.databricks.Resource.Setting;
import java.util.Map;
import java.util.Optional;

/** Projects and instances as things that are made. */
final class SdkLakebases {
    private final WorkspaceClient client;
    private final SdkCalls calls;
    private final AutoscalingNames names;

    SdkLakebases(WorkspaceClient client, SdkCalls calls, AutoscalingNames names) {
        this.client = client;
        this.calls = calls;
        this.names = names;
    }

    /** Ready is a project whose endpoint has an address; an idle one has. */
    Optional<Found> project(String name) {
        return calls.find(reading(Kind.PROJECT, name), () -> client.postgres().getProject(name))
                .map(found -> {
                    String state = endpointState(name);
                    return SdkResources.found(!state.equals("PROVISIONING"), state, Map.of());
                });
    }

    private String endpointState(String project) {
        Lakebase lakebase = new Lakebase(
                Optional.empty(), Backend.AUTOSCALING, Optional.empty(), Optional.of(project), "", Optional.empty());
        try {
            String endpoint = names.endpoint(lakebase);
            EndpointStatus status = calls.call(
                            reading(Kind.PROJECT, project),
                            () -> client.postgres().getEndpoint(endpoint))
                    .getStatus();
            boolean reachable = Given.maybe(status)
                    .map(EndpointStatus::getHosts)
                    .map(EndpointHosts::getHost)
                    .isPresent();
            return reachable ? Given.name(status.getCurrentState()).orElse("unknown") : "PROVISIONING";
        } catch (WorkspaceException e) {
            if (e.failure() == MigrationFailure.WORKSPACE_UNAVAILABLE
                    || e.failure() == MigrationFailure.OBJECT_MISSING) {
                return "PROVISIONING";
            }
            throw e;
        }
    }

    Optional<Found> instance(String name) {
        return calls.find(reading(Kind.INSTANCE, name), () -> client.database().getDatabaseInstance(Quoting.path(name)))
                .map(found -> SdkResources.found(
                        found.getState() == DatabaseInstanceState.AVAILABLE,
                        Given.name(found.getState()).orElse("unknown"),
                        Given.maybe(found.getCapacity())
                                .map(capacity -> Map.of(Setting.CAPACITY, capacity))
                                .orElse(Map.of())));
    }

    void createInstance(Resource resource) {
        calls.call(
                Act.changing("create " + resource.words(), Needs.creating(resource)),
                () -> client.database()
                        .createDatabaseInstance(new CreateDatabaseInstanceRequest()
                                .setDatabaseInstance(new DatabaseInstance()
                                        .setName(resource.name())
                                        .setCapacity(resource.setting(Setting.CAPACITY)
                                                .orElse("CU_1")))));
    }

    void delete(Kind kind, String name) {
        if (kind == Kind.PROJECT) {
            client.postgres().deleteProject(name);
        } else {
            client.database().deleteDatabaseInstance(Quoting.path(name));
        }
    }

    private static Act reading(Kind kind, String name) {
        return Act.reading(
                "read " + kind.words() + " " + name, "CAN USE on " + name + "; whoever manages it can grant that");
    }
}
