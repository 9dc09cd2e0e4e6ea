package io.lakeshift.activities.databricks.sdk;

import com.databricks.sdk.service.postgres.Branch;
import com.databricks.sdk.service.postgres.BranchStatus;
import com.databricks.sdk.service.postgres.Endpoint;
import com.databricks.sdk.service.postgres.EndpointStatus;
import com.databricks.sdk.service.postgres.EndpointType;
import com.databricks.sdk.service.postgres.PostgresAPI;
import com.databricks.sdk.service.postgres.ProjectStatus;
import io.lakeshift.activities.databricks.WorkspaceException;
import io.lakeshift.activities.databricks.sdk.SdkCalls.Act;
import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.databricks.Lakebase;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;

/**
 * The branch and the endpoint of a project, as the project itself names them: a new one need not call them the same as
 * the last. Asked for once; names do not change.
 */
final class AutoscalingNames {
    private final PostgresAPI postgres;
    private final SdkCalls calls;
    private final Map<String, String> endpoints = new ConcurrentHashMap<>();
    private final Map<String, String> branches = new ConcurrentHashMap<>();

    AutoscalingNames(PostgresAPI postgres, SdkCalls calls) {
        this.postgres = postgres;
        this.calls = calls;
    }

    /** {@code projects/p/branches/b}: as the plan names it, or the project's default one. */
    String branch(Lakebase lakebase) {
        return lakebase.branch()
                .orElseGet(() -> branches.computeIfAbsent(lakebase.place(), name -> defaultBranch(lakebase)));
    }

    /** {@code projects/p/branches/b/endpoints/e}: as the plan names it, or the branch's one for reading and writing. */
    String endpoint(Lakebase lakebase) {
        return lakebase.place().contains("/endpoints/")
                ? lakebase.place()
                : endpoints.computeIfAbsent(lakebase.place(), name -> writingEndpoint(lakebase, branch(lakebase)));
    }

    private String defaultBranch(Lakebase lakebase) {
        Act act = reading(lakebase);
        return Given.maybe(calls.call(act, () -> postgres.getProject(lakebase.place()))
                        .getStatus())
                .map(ProjectStatus::getDefaultBranch)
                .orElseGet(() -> calls.call(
                                act,
                                () -> StreamSupport.stream(
                                                postgres.listBranches(lakebase.place())
                                                        .spliterator(),
                                                false)
                                        .filter(AutoscalingNames::isDefault)
                                        .map(Branch::getName)
                                        .findFirst())
                        .orElseThrow(() -> none(lakebase, "default branch")));
    }

    private static boolean isDefault(Branch branch) {
        return Given.maybe(branch.getStatus())
                .map(BranchStatus::getDefault)
                .filter(Boolean.TRUE::equals)
                .isPresent();
    }

    private String writingEndpoint(Lakebase lakebase, String branch) {
        return calls.call(
                        reading(lakebase),
                        () -> StreamSupport.stream(
                                        postgres.listEndpoints(branch).spliterator(), false)
                                .filter(AutoscalingNames::writes)
                                .map(Endpoint::getName)
                                .findFirst())
                .orElseThrow(() -> none(lakebase, "endpoint for reading and writing"));
    }

    private static boolean writes(Endpoint endpoint) {
        return Given.maybe(endpoint.getStatus())
                .map(EndpointStatus::getEndpointType)
                .filter(type -> type == EndpointType.ENDPOINT_TYPE_READ_WRITE)
                .isPresent();
    }

    private static Act reading(Lakebase lakebase) {
        return Act.reading("read Lakebase " + lakebase.place(), Needs.lakebase(lakebase));
    }

    /** A new project gets them while it is being provisioned. */
    private static WorkspaceException none(Lakebase lakebase, String what) {
        return WorkspaceException.of(
                MigrationFailure.WORKSPACE_UNAVAILABLE,
                "Lakebase " + lakebase.place() + " has no " + what + " yet. It is tried again.");
    }
}
