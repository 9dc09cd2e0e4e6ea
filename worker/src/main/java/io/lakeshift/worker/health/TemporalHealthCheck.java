package io.lakeshift.worker.health;

import com.codahale.metrics.health.HealthCheck;
import io.grpc.health.v1.HealthCheckResponse;
import io.temporal.serviceclient.WorkflowServiceStubs;

/** Whether the Temporal service serves. */
public final class TemporalHealthCheck extends HealthCheck {
    private final WorkflowServiceStubs service;

    public TemporalHealthCheck(WorkflowServiceStubs service) {
        this.service = service;
    }

    @Override
    protected Result check() {
        HealthCheckResponse.ServingStatus status = service.healthCheck().getStatus();
        return status == HealthCheckResponse.ServingStatus.SERVING
                ? Result.healthy()
                : Result.unhealthy("The Temporal service says " + status);
    }
}
