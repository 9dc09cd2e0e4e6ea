package io.lakeshift.worker;

import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import com.uber.m3.tally.ScopeCloseException;
import io.lakeshift.worker.config.TemporalConfiguration;
import io.lakeshift.workflows.LakeshiftDataConverter;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.reporter.MicrometerClientStatsReporter;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The connection to the Temporal service, and the client on it. */
final class TemporalConnection implements AutoCloseable {
    private static final int METRICS_INTERVAL_SECONDS = 10;
    private static final int CLOSE_SECONDS = 5;

    private final WorkflowServiceStubs service;
    private final WorkflowClient client;
    private final Scope metrics;

    private TemporalConnection(WorkflowServiceStubs service, WorkflowClient client, Scope metrics) {
        this.service = service;
        this.client = client;
        this.metrics = metrics;
    }

    /**
     * Connects, waiting for the service up to the configured time.
     *
     * @param environment where Temporal's own variables are read from
     */
    static TemporalConnection connect(
            TemporalConfiguration configuration, Map<String, String> environment, MeterRegistry registry) {
        ClientConfigProfile profile = profile(configuration, environment);
        Scope metrics = new RootScopeBuilder()
                .reporter(new MicrometerClientStatsReporter(registry))
                .reportEvery(com.uber.m3.util.Duration.ofSeconds(METRICS_INTERVAL_SECONDS));
        WorkflowServiceStubsOptions options = WorkflowServiceStubsOptions.newBuilder(
                        profile.toWorkflowServiceStubsOptions())
                .setMetricsScope(metrics)
                .build();
        WorkflowServiceStubs service = WorkflowServiceStubs.newServiceStubs(options);
        try {
            service.connect(Duration.ofMillis(configuration.connectTimeout().toMilliseconds()));
        } catch (RuntimeException e) {
            service.shutdownNow();
            close(metrics);
            throw WorkerErrors.temporalUnreachable(options.getTarget(), e);
        }
        return new TemporalConnection(
                service, WorkflowClient.newInstance(service, clientOptions(profile, configuration)), metrics);
    }

    static ClientConfigProfile profile(TemporalConfiguration configuration, Map<String, String> environment) {
        LoadClientConfigProfileOptions.Builder load =
                LoadClientConfigProfileOptions.newBuilder().setEnvOverrides(environment);
        if (!configuration.configFile().isEmpty()) {
            load.setConfigFilePath(configuration.configFile());
        }
        if (!configuration.profile().isEmpty()) {
            load.setConfigFileProfile(configuration.profile());
        }
        try {
            ClientConfigProfile found = ClientConfigProfile.load(load.build());
            ClientConfigProfile.Builder profile = found.toBuilder();
            if (!configuration.address().isEmpty()) {
                profile.setAddress(configuration.address());
            }
            if (!configuration.namespace().isEmpty()) {
                profile.setNamespace(configuration.namespace());
            }
            return profile.build();
        } catch (IOException | IllegalArgumentException e) {
            throw WorkerErrors.temporalConfiguration(e);
        }
    }

    private static WorkflowClientOptions clientOptions(
            ClientConfigProfile profile, TemporalConfiguration configuration) {
        WorkflowClientOptions.Builder options = WorkflowClientOptions.newBuilder(profile.toWorkflowClientOptions())
                .setDataConverter(LakeshiftDataConverter.create());
        if (!configuration.identity().isEmpty()) {
            options.setIdentity(configuration.identity());
        }
        return options.build();
    }

    WorkflowClient client() {
        return client;
    }

    /** After everything that uses the client. */
    @Override
    public void close() {
        service.shutdown();
        if (!service.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
            service.shutdownNow();
        }
        close(metrics);
    }

    private static void close(Scope metrics) {
        try {
            metrics.close();
        } catch (ScopeCloseException e) {
            throw new IllegalStateException("The last metrics of Temporal's client were not reported", e);
        }
    }
}
