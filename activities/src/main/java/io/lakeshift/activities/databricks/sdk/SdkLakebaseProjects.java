package io.lakeshift.activities.databricks.sdk;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.service.database.DatabaseInstance;
import com.databricks.sdk.service.database.GenerateDatabaseCredentialRequest;
import com.databricks.sdk.service.postgres.EndpointHosts;
import com.databricks.sdk.service.postgres.EndpointStatus;
import io.lakeshift.activities.databricks.LakebaseProjects;
import io.lakeshift.activities.databricks.Quoting;
import io.lakeshift.activities.databricks.WorkspaceException;
import io.lakeshift.activities.databricks.sdk.SdkCalls.Act;
import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.databricks.Backend;
import io.lakeshift.workflows.databricks.Lakebase;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Endpoints and credentials of both control planes. */
final class SdkLakebaseProjects implements LakebaseProjects {
    private static final int POSTGRES_PORT = 5432;

    private final WorkspaceClient client;
    private final SdkCalls calls;
    private final AutoscalingNames names;

    SdkLakebaseProjects(WorkspaceClient client, SdkCalls calls, AutoscalingNames names) {
        this.client = client;
        this.calls = calls;
        this.names = names;
    }

    @Override
    public Endpoint endpoint(Lakebase lakebase) {
        Act act = Act.reading("read Lakebase " + lakebase.place(), Needs.lakebase(lakebase));
        if (lakebase.backend() == Backend.PROVISIONED) {
            DatabaseInstance found =
                    calls.call(act, () -> client.database().getDatabaseInstance(Quoting.path(lakebase.place())));
            return endpoint(lakebase, found.getReadWriteDns(), Given.name(found.getState()));
        }
        String name = names.endpoint(lakebase);
        Optional<EndpointStatus> status = Given.maybe(
                calls.call(act, () -> client.postgres().getEndpoint(name)).getStatus());
        return endpoint(
                lakebase,
                status.map(EndpointStatus::getHosts).map(EndpointHosts::getHost).orElse(null),
                status.flatMap(it -> Given.name(it.getCurrentState())));
    }

    private static Endpoint endpoint(Lakebase lakebase, @Nullable String host, Optional<String> state) {
        if (host == null || host.isBlank()) {
            throw WorkspaceException.of(
                    MigrationFailure.WORKSPACE_UNAVAILABLE,
                    "Lakebase " + lakebase.place() + " has no address yet, it is " + state.orElse("unknown")
                            + ". It is tried again.");
        }
        int colon = host.lastIndexOf(':');
        boolean withPort = colon > 0 && host.substring(colon + 1).matches("\\d{1,5}");
        return new Endpoint(
                withPort ? host.substring(0, colon) : host,
                withPort ? Integer.parseInt(host.substring(colon + 1)) : POSTGRES_PORT,
                state.orElse("unknown"));
    }

    @Override
    public String resource(Lakebase lakebase) {
        return lakebase.backend() == Backend.PROVISIONED ? lakebase.place() : names.endpoint(lakebase);
    }

    @Override
    public String mintPassword(Lakebase lakebase) {
        Act act = Act.reading("get a password for Lakebase " + lakebase.place(), Needs.lakebase(lakebase));
        String endpoint = lakebase.backend() == Backend.PROVISIONED ? "" : names.endpoint(lakebase);
        return lakebase.backend() == Backend.PROVISIONED
                ? calls.call(
                                act,
                                () -> client.database()
                                        .generateDatabaseCredential(new GenerateDatabaseCredentialRequest()
                                                .setInstanceNames(List.of(lakebase.place()))
                                                .setRequestId(UUID.randomUUID().toString())))
                        .getToken()
                : calls.call(
                                act,
                                () -> client.postgres()
                                        .generateDatabaseCredential(
                                                new com.databricks.sdk.service.postgres
                                                                .GenerateDatabaseCredentialRequest()
                                                        .setEndpoint(endpoint)))
                        .getToken();
    }
}
