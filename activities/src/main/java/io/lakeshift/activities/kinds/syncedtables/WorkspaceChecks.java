package io.lakeshift.activities.kinds.syncedtables;

import io.lakeshift.activities.databricks.Cloud;
import io.lakeshift.activities.databricks.WorkspaceFindings;
import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.databricks.Backend;
import java.util.List;

/** Whether a workspace is of the kind that the plan's Lakebase needs. */
final class WorkspaceChecks {
    private WorkspaceChecks() {}

    static List<Finding> ofHost(String url, Backend backend) {
        Cloud cloud = Cloud.of(url);
        return switch (cloud) {
            case THIS_MACHINE -> List.of(WorkspaceFindings.takenForSandbox(url));
            case AZURE, GOOGLE ->
                backend == Backend.AUTOSCALING ? List.of(WorkspaceFindings.otherCloud(url, cloud.words())) : List.of();
            case AWS, UNKNOWN -> List.of();
        };
    }
}
