package io.lakeshift.cli.stack;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.temporal.authorization.AuthorizationGrpcMetadataProvider;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.Optional;

/**
 * Where a Temporal service answers.
 *
 * @param address host:port
 * @param ui the Web UI's address, where the service has one
 * @param token what a client has to show, because every user of the machine reaches loopback; empty where none is asked for
 */
public record TemporalEndpoint(
        String address, String namespace, Kind kind, Optional<String> ui, Optional<String> token) {
    public TemporalEndpoint(String address, String namespace, Kind kind, Optional<String> ui) {
        this(address, namespace, kind, ui, Optional.empty());
    }

    public WorkflowServiceStubsOptions stubs() {
        WorkflowServiceStubsOptions.Builder options =
                WorkflowServiceStubsOptions.newBuilder().setTarget(address);
        token.ifPresent(secret ->
                options.addGrpcMetadataProvider(new AuthorizationGrpcMetadataProvider(() -> "Bearer " + secret)));
        return options.validateAndBuildWithDefaults();
    }

    /** Without the token, which is nobody's to read. */
    @Override
    public String toString() {
        return address + ", namespace " + namespace;
    }

    /** Run by a Lakeshift process on this machine, which also runs its workers. */
    @JsonIgnore
    public boolean isLocal() {
        return kind != Kind.CONFIGURED;
    }

    /** How the service was found. */
    public enum Kind {
        /** By the environment or a profile; it belongs to somebody else. */
        CONFIGURED,
        /** The real dev server, with a database file: it remembers. */
        DEV_SERVER,
        /** Inside a Lakeshift process: what it knows ends with that process; the PostgreSQL ledger does not. */
        IN_PROCESS
    }
}
