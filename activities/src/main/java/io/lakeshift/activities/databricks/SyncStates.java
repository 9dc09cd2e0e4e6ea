package io.lakeshift.activities.databricks;

import io.lakeshift.workflows.databricks.Standing;
import java.util.Map;
import java.util.Optional;

/**
 * What each state of a synced table means. There is no state that is simply "online": five of them are fine, and one
 * whose name begins the same is not.
 *
 * @see <a href="https://docs.databricks.com/api/workspace/database/getsynceddatabasetable">the states in the REST
 *     reference</a>
 */
public final class SyncStates {
    private static final Map<String, Standing> STANDINGS = Map.ofEntries(
            Map.entry("SYNCED_TABLE_PROVISIONING", Standing.WAITING),
            Map.entry("SYNCED_TABLE_PROVISIONING_PIPELINE_RESOURCES", Standing.WAITING),
            Map.entry("SYNCED_TABLE_PROVISIONING_INITIAL_SNAPSHOT", Standing.WAITING),
            Map.entry("SYNCED_TABLE_ONLINE", Standing.READY),
            Map.entry("SYNCED_TABLE_ONLINE_CONTINUOUS_UPDATE", Standing.READY),
            Map.entry("SYNCED_TABLE_ONLINE_TRIGGERED_UPDATE", Standing.READY),
            Map.entry("SYNCED_TABLE_ONLINE_NO_PENDING_UPDATE", Standing.READY),
            Map.entry("SYNCED_TABLE_ONLINE_UPDATING_PIPELINE_RESOURCES", Standing.READY),
            Map.entry("SYNCED_TABLE_ONLINE_PIPELINE_FAILED", Standing.DEGRADED),
            Map.entry("SYNCED_TABLE_OFFLINE_FAILED", Standing.FAILED),
            Map.entry("SYNCED_TABLE_OFFLINE", Standing.WAITING),
            // So spelled by the provisioned control plane.
            Map.entry("SYNCED_TABLED_OFFLINE", Standing.WAITING));

    private SyncStates() {}

    /** A state that nobody knows is waited for: it may be a new one on the way, and never counts as ready. */
    public static Standing standing(Optional<String> state) {
        return state.map(name -> STANDINGS.getOrDefault(name, Standing.WAITING)).orElse(Standing.WAITING);
    }

    public static boolean known(Optional<String> state) {
        return state.filter(STANDINGS::containsKey).isPresent();
    }
}
