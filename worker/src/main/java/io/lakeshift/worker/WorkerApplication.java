package io.lakeshift.worker;

import io.dropwizard.configuration.SubstitutingSourceProvider;
import io.dropwizard.core.Application;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.AutoCloseableManager;
import io.dropwizard.metrics.servlets.HealthCheckServlet;
import io.lakeshift.activities.databricks.sdk.SdkWorkspaces;
import io.lakeshift.activities.metrics.PublishMetrics;
import io.lakeshift.catalog.postgres.SchemaMode;
import io.lakeshift.worker.config.CapacityConfiguration;
import io.lakeshift.worker.config.PublisherConfiguration;
import io.lakeshift.worker.health.DatabaseHealthCheck;
import io.lakeshift.worker.health.PublisherLag;
import io.lakeshift.worker.health.PublisherLagHealthCheck;
import io.lakeshift.worker.health.TemporalHealthCheck;
import io.lakeshift.worker.metrics.MicrometerPublishMetrics;
import io.lakeshift.worker.metrics.PrometheusServlet;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.temporal.client.WorkflowClient;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.text.StringSubstitutor;

/** The worker as a service: workers, health checks and metrics. {@link #run} is where everything is put together. */
public final class WorkerApplication extends Application<WorkerConfiguration> {
    private final Map<String, String> environmentVariables;

    /** @param environmentVariables of the process */
    public WorkerApplication(Map<String, String> environmentVariables) {
        this.environmentVariables = Map.copyOf(environmentVariables);
    }

    public static void main(String... arguments) throws Exception {
        new WorkerApplication(System.getenv()).run(arguments);
    }

    @Override
    public String getName() {
        return "lakeshift-worker";
    }

    @Override
    public void initialize(Bootstrap<WorkerConfiguration> bootstrap) {
        bootstrap.setConfigurationSourceProvider(new SubstitutingSourceProvider(
                bootstrap.getConfigurationSourceProvider(), new StringSubstitutor(environmentVariables)));
    }

    @Override
    public void run(WorkerConfiguration configuration, Environment environment) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmGcMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);

        TemporalConnection temporal =
                TemporalConnection.connect(configuration.temporal(), environmentVariables, registry);
        WorkflowClient client = temporal.client();
        MicrometerPublishMetrics metrics = new MicrometerPublishMetrics(registry);
        LakeshiftWorkers workers = LakeshiftWorkers.start(client, settings(configuration, client, metrics));

        environment.healthChecks().register("temporal", new TemporalHealthCheck(client.getWorkflowServiceStubs()));
        environment.healthChecks().register("postgresql", new DatabaseHealthCheck(workers.ledger()));
        PublisherLag lag = new PublisherLag(workers.connections(), Clock.systemUTC());
        environment
                .healthChecks()
                .register(
                        "publisher",
                        new PublisherLagHealthCheck(
                                lag, configuration.publisher().unhealthyLag().toJavaDuration()));
        lookSideBySide(environment);
        metrics.lag(lag::worst);
        environment
                .admin()
                .addServlet("prometheus", new PrometheusServlet(registry))
                .addMapping("/metrics");

        // Stopped in the reverse order: first the workers come to rest, then the connection they speak through goes.
        environment.lifecycle().manage(new AutoCloseableManager(temporal));
        environment.lifecycle().manage(new AutoCloseableManager(workers));
    }

    /** One part that is gone makes its check wait; the others shall not wait behind it. */
    private static void lookSideBySide(Environment environment) {
        int checks = environment.healthChecks().getNames().size();
        environment
                .getAdminContext()
                .setAttribute(
                        HealthCheckServlet.HEALTH_CHECK_EXECUTOR,
                        environment
                                .lifecycle()
                                .executorService("lakeshift-health-%d")
                                .minThreads(checks)
                                .maxThreads(checks)
                                .build());
    }

    private WorkerSettings settings(WorkerConfiguration configuration, WorkflowClient client, PublishMetrics metrics) {
        CapacityConfiguration capacity = configuration.capacity();
        PublisherConfiguration publisher = configuration.publisher();
        return new WorkerSettings(
                WorkerConnections.of(configuration.database(), environmentVariables),
                SchemaMode.valueOf(configuration.database().schema().name()),
                client.getOptions().getIdentity(),
                new WorkerSettings.Capacity(
                        capacity.workflows(),
                        capacity.shortActivities(),
                        capacity.copies(),
                        configuration.database().poolSize(),
                        capacity.stickyTimeout().toJavaDuration()),
                new WorkerSettings.Publishing(
                        publisher.shards(), publisher.poll().toJavaDuration()),
                new SdkWorkspaces(Optional.empty()),
                configuration.smokeTestCommands(),
                metrics);
    }
}
