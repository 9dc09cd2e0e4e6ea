package io.lakeshift.worker;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.lakeshift.workflows.SearchAttributes;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers the search attributes, without which no workflow that sets them starts. */
final class SearchAttributeRegistration {
    private static final Logger LOG = LoggerFactory.getLogger(SearchAttributeRegistration.class);
    /** A hosted service may have them registered by its owner, and let nobody else do it. */
    private static final Set<Status.Code> NOT_OURS_TO_DO =
            Set.of(Status.Code.UNIMPLEMENTED, Status.Code.PERMISSION_DENIED, Status.Code.UNAUTHENTICATED);

    private SearchAttributeRegistration() {}

    static void register(WorkflowClient client) {
        // The raw channel carries no metadata: what the service wants to be shown has to be given along.
        OperatorServiceStubs operator = OperatorServiceStubs.newServiceStubs(OperatorServiceStubsOptions.newBuilder()
                .setChannel(client.getWorkflowServiceStubs().getRawChannel())
                .setGrpcMetadataProviders(
                        client.getWorkflowServiceStubs().getOptions().getGrpcMetadataProviders())
                .validateAndBuildWithDefaults());
        AddSearchAttributesRequest.Builder request = AddSearchAttributesRequest.newBuilder()
                .setNamespace(client.getOptions().getNamespace());
        SearchAttributes.all()
                .forEach(
                        key -> request.putSearchAttributes(key.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
        try {
            operator.blockingStub().addSearchAttributes(request.build());
        } catch (StatusRuntimeException e) {
            accept(e);
        }
    }

    private static void accept(StatusRuntimeException refusal) {
        Status.Code code = refusal.getStatus().getCode();
        if (NOT_OURS_TO_DO.contains(code)) {
            LOG.atWarn()
                    .addKeyValue("code", code)
                    .log(
                            "The Temporal service does not let search attributes be registered; they must be there already");
        } else if (code != Status.Code.ALREADY_EXISTS) {
            throw refusal;
        }
    }
}
