package io.lakeshift.activities.databricks;

import io.lakeshift.workflows.databricks.Lakebase;

/**
 * One Databricks workspace as one identity sees it. No call is repeated by itself: every failure is a {@link
 * WorkspaceException} that says whether repeating makes sense and whether the call may have had its effect. Safe for
 * threads.
 */
public interface Workspace {
    /** Who is asking, and where. At most one request a minute. */
    Identity identity();

    /** The same, asked now: a plan begins with it, so that a login that has ended is seen before anything else. */
    Identity identityNow();

    SyncedTables syncedTables(Lakebase lakebase);

    LakebaseProjects lakebase();

    CatalogObjects catalog();

    SyncedTableInventory inventory();

    Resources resources();

    Pipelines pipelines();

    Warehouse warehouse(String id);

    /**
     * @param host the workspace's URL
     * @param userName also the PostgreSQL role
     */
    record Identity(String host, String userName) {}
}
