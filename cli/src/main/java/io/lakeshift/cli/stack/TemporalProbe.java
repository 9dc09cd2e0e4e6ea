package io.lakeshift.cli.stack;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Whether a Temporal service is ready: it is healthy, has the namespace, and answers a list, as far as it can list. */
final class TemporalProbe implements AutoCloseable {
    private static final long CALL_SECONDS = 5;

    private final WorkflowServiceStubs stubs;
    private final String namespace;

    TemporalProbe(WorkflowServiceStubsOptions options, String namespace) {
        this.stubs = WorkflowServiceStubs.newServiceStubs(options);
        this.namespace = namespace;
    }

    static TemporalProbe of(TemporalEndpoint endpoint) {
        return new TemporalProbe(endpoint.stubs(), endpoint.namespace());
    }

    /** Empty when the service is ready, else what it said. */
    Optional<StatusRuntimeException> problem() {
        try {
            var blocking = stubs.blockingStub().withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS);
            blocking.describeNamespace(DescribeNamespaceRequest.newBuilder()
                    .setNamespace(namespace)
                    .build());
            blocking.listWorkflowExecutions(ListWorkflowExecutionsRequest.newBuilder()
                    .setNamespace(namespace)
                    .setPageSize(1)
                    .build());
            return Optional.empty();
        } catch (StatusRuntimeException e) {
            boolean cannotList = e.getStatus().getCode() == Status.Code.UNIMPLEMENTED;
            return cannotList ? Optional.empty() : Optional.of(e);
        }
    }

    boolean isReady() {
        return problem().isEmpty();
    }

    WorkflowServiceStubs stubs() {
        return stubs;
    }

    String namespace() {
        return namespace;
    }

    @Override
    public void close() {
        stubs.shutdownNow();
        stubs.awaitTermination(1, TimeUnit.SECONDS);
    }

    static final Duration POLL = Duration.ofMillis(50);
}
