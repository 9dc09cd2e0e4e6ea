package io.lakeshift.activities.databricks;

import io.lakeshift.workflows.databricks.Lakebase;

/** Where a Lakebase listens, and what lets one in. */
public interface LakebaseProjects {
    /** @throws WorkspaceException OBJECT_MISSING where there is none of that name */
    Endpoint endpoint(Lakebase lakebase);

    /** {@code projects/p/branches/b/endpoints/e} of a project, the name of an instance. */
    String resource(Lakebase lakebase);

    /** A password for one login, good for an hour at most. Never keep it, return it or write it down. */
    String mintPassword(Lakebase lakebase);

    /** @param state as Databricks names it; {@code unknown} for one that the SDK does not know */
    record Endpoint(String host, int port, String state) {}
}
