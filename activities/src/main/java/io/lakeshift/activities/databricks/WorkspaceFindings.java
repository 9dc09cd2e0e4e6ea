package io.lakeshift.activities.databricks;

import io.lakeshift.workflows.Finding;
import java.util.Locale;

/** What is said of the workspace itself. */
public final class WorkspaceFindings {
    private WorkspaceFindings() {}

    public static Finding failed(WorkspaceException failure) {
        boolean disabled =
                String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains("not enabled");
        return Finding.blocker(
                failure.failure().name(),
                String.valueOf(failure.getMessage()),
                "the answer of Databricks",
                disabled
                        ? "Ask the workspace admin to enable it, then plan again."
                        : "Do what the message says, then plan again.");
    }

    public static Finding otherCloud(String host, String cloud) {
        return Finding.blocker(
                "OTHER_CLOUD",
                host + " is a workspace on " + cloud + "; autoscaling Lakebase projects are documented for AWS only"
                        + " (hosts that end with .cloud.databricks.com).",
                host,
                "Use a profile of a workspace on AWS, or a provisioned instance: backend: provisioned.");
    }

    public static Finding takenForSandbox(String host) {
        return Finding.info(
                "NOT_A_WORKSPACE_HOST",
                host + " is on this machine and no Databricks workspace: it is taken for a rehearsal's, on AWS.");
    }

    public static Finding noSystemCatalog() {
        return Finding.warning(
                "NO_SYSTEM_CATALOG",
                "Unity Catalog answers, but its catalog system is not among those that you may see.",
                "databricks catalogs list",
                "Check that the workspace is attached to the metastore that is meant.");
    }

    public static Finding noCatalogs(WorkspaceException failure) {
        return Finding.blocker(
                "UNITY_CATALOG_UNAVAILABLE",
                String.valueOf(failure.getMessage()),
                "databricks catalogs list",
                "The workspace has to be attached to a Unity Catalog metastore: ask its admin, then plan again.");
    }
}
