package io.lakeshift.workflows.kinds.syncedtables;

import io.lakeshift.workflows.databricks.Lakebase;
import io.lakeshift.workflows.databricks.TableName;
import io.temporal.activity.ActivityInterface;
import java.util.Optional;

/** Port: updates of the pipelines behind synced tables. Queue LIFECYCLE. */
@ActivityInterface(namePrefix = "RefreshSynced")
public interface SyncedTableRefreshes {
    /** Starts an update; where one is under way starts none, and says so. Refuses a CONTINUOUS table. */
    Started start(Start request);

    UpdateSeen look(LookAtUpdate request);

    /** @param migration that made the table, where it is known; its other tables may share the pipeline */
    record Start(Lakebase lakebase, TableName target, Optional<String> migration) {}

    /**
     * @param updateId empty where another update is under way
     * @param message for people
     */
    record Started(String pipelineId, Optional<String> updateId, String message) {}

    record LookAtUpdate(Lakebase lakebase, String pipelineId, String updateId) {}

    /** @param state as Databricks names it; {@code unknown} for one that this program does not know */
    record UpdateSeen(String state, boolean ended, boolean completed, String message) {}
}
