package io.lakeshift.cli.stack;

import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** The Temporal service that the environment or a profile names: address, namespace, TLS and key, as Temporal spells them. */
record TemporalProfile(WorkflowServiceStubsOptions stubs, TemporalEndpoint endpoint) {
    static Optional<TemporalProfile> load(Map<String, String> environment) {
        ClientConfigProfile profile;
        try {
            profile = ClientConfigProfile.load(LoadClientConfigProfileOptions.newBuilder()
                    .setEnvOverrides(environment)
                    .build());
        } catch (IOException | IllegalArgumentException e) {
            throw StackErrors.profileNotReadable(e);
        }
        String address = profile.getAddress();
        if (address == null || address.isBlank()) {
            return Optional.empty();
        }
        String namespace = profile.getNamespace() == null ? "default" : profile.getNamespace();
        return Optional.of(new TemporalProfile(
                profile.toWorkflowServiceStubsOptions(),
                new TemporalEndpoint(address, namespace, TemporalEndpoint.Kind.CONFIGURED, Optional.empty())));
    }

    /** Empty where the service answers. */
    Optional<StackException> problem() {
        try (TemporalProbe probe = new TemporalProbe(stubs, endpoint.namespace())) {
            return probe.problem().map(problem -> StackErrors.temporalUnreachable(endpoint.address(), problem));
        }
    }
}
