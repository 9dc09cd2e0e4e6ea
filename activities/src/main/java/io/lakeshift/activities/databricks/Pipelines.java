package io.lakeshift.activities.databricks;

import java.util.List;
import java.util.Optional;

/** Pipelines, their updates and what they tell. */
public interface Pipelines {
    /**
     * Names of pipelines that may be seen, at most so many. Refused where Declarative Pipelines are not to be had at all:
     * that is how one finds out.
     */
    List<String> names(int most);

    Optional<Pipeline> find(String id);

    /**
     * Starts an update. No key makes this idempotent: after an OUTCOME_UNKNOWN look at {@link Pipeline#latest} again.
     *
     * @throws WorkspaceException CONFLICT where one is under way
     */
    String startUpdate(String id, boolean fullRefresh);

    Optional<Update> update(String id, String updateId);

    /** Messages of level ERROR, newest first. */
    List<String> errors(String id, int most);

    /** @param latest newest first */
    record Pipeline(String id, String name, List<Update> latest) {}

    /** @param state as Databricks names it; {@code unknown} for one that the SDK does not know */
    record Update(String id, String state) {
        public boolean ended() {
            return completed() || failed();
        }

        public boolean completed() {
            return state.equals("COMPLETED");
        }

        public boolean failed() {
            return state.equals("FAILED") || state.equals("CANCELED");
        }
    }
}
