package io.lakeshift.activities.databricks;

import io.lakeshift.workflows.databricks.Resource;
import io.lakeshift.workflows.databricks.Resource.Kind;
import io.lakeshift.workflows.databricks.Resource.Setting;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What synced tables stand on, whatever kind of thing it is. */
public interface Resources {
    /** One request. */
    Optional<Found> find(Kind kind, String name);

    /**
     * Asks for a new one, which may not be ready when this returns.
     *
     * @return the operation that makes it, where there is one to follow
     * @throws WorkspaceException EXISTS where there is one of that name; STORAGE_DENIED where the cloud does not let
     *     Databricks in
     */
    Optional<String> create(Resource resource);

    Operation operation(String name);

    /** One that is gone is done. Never takes along what is in it: refused where there is something. */
    void delete(Kind kind, String name);

    /**
     * Names of all Lakebase projects that may be seen. Refused where Lakebase is not to be had at all: that is how one
     * finds out.
     */
    List<String> projects();

    /** The databases of a branch, each with its resource's name: neither can be derived from the other. */
    List<Database> databases(String branch);

    /**
     * @param state as Databricks names it
     * @param settings what it was made with, as far as Databricks tells
     * @param externalId of a storage credential, which the cloud's role has to ask for
     * @param principal that assumes the role of a storage credential
     */
    record Found(
            boolean ready,
            String state,
            Map<Setting, String> settings,
            Optional<String> externalId,
            Optional<String> principal) {
        public Found {
            settings = Map.copyOf(settings);
        }
    }

    /** @param error what went wrong, where it did */
    record Operation(boolean done, Optional<String> error) {}

    /**
     * @param resource {@code projects/p/branches/b/databases/d}
     * @param name as PostgreSQL knows it
     */
    record Database(String resource, String name) {}
}
