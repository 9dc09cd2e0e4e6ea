package io.lakeshift.activities.syncedtables;

import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.syncedtables.Backend;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Whether a workspace is of the kind that the plan's Lakebase needs. */
final class WorkspaceChecks {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1", "[::1]");

    private WorkspaceChecks() {}

    static List<Finding> ofHost(String url, Backend backend) {
        String host = host(url);
        if (LOOPBACK.contains(host)) {
            return List.of(WorkspaceFindings.takenForSandbox(url));
        }
        if (backend == Backend.AUTOSCALING && host.endsWith(".azuredatabricks.net")) {
            return List.of(WorkspaceFindings.otherCloud(url, "Azure"));
        }
        if (backend == Backend.AUTOSCALING && host.endsWith(".gcp.databricks.com")) {
            return List.of(WorkspaceFindings.otherCloud(url, "Google Cloud"));
        }
        return List.of();
    }

    private static String host(String url) {
        String host = url.contains("://") ? URI.create(url).getHost() : url;
        return host == null ? "" : host.toLowerCase(Locale.ROOT);
    }
}
