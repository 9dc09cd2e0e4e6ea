package io.lakeshift.activities.databricks;

import java.util.Optional;

/** Leads from the name of a profile to the workspace behind it. */
@FunctionalInterface
public interface Workspaces {
    /**
     * @param profile empty for what the environment says
     * @throws WorkspaceException NOT_AUTHENTICATED where the profile is unknown or holds no way to log in
     */
    Workspace of(Optional<String> profile);
}
