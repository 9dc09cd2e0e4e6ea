package io.lakeshift.workflows.setup;

import io.lakeshift.workflows.databricks.Lakebase;
import io.temporal.activity.ActivityInterface;
import java.util.List;

/** Port: takes back what tables would stand on, where this migration made it. Queue LIFECYCLE. May be repeated. */
@ActivityInterface(namePrefix = "SetUpRemoval")
public interface SetUpRemovals {
    /** Removes the schemas, then what they stand on, for a migration none of whose tables stands. */
    Removed removeSetUp(RemoveSetUp request);

    record RemoveSetUp(String migration, Lakebase lakebase) {}

    /** @param did what was done and what was left, for people */
    record Removed(List<String> did) {
        public Removed {
            did = List.copyOf(did);
        }
    }
}
