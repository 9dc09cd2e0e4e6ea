package io.lakeshift.activities.databricks;

import io.lakeshift.workflows.databricks.Standing;
import io.lakeshift.workflows.databricks.SyncMode;
import io.lakeshift.workflows.databricks.TableName;
import java.util.List;
import java.util.Optional;

/** Synced tables of one Lakebase, whichever of the two control planes it has. */
public interface SyncedTables {
    /** One request. */
    Optional<SyncedTable> find(TableName name);

    /**
     * Asks for a new one; it is not ready when this returns.
     *
     * @throws WorkspaceException EXISTS where there is one of that name, whatever its spec
     */
    void create(NewSyncedTable table);

    /** Asks for its end; it may take a while to be gone. One that is gone already is done. */
    void delete(TableName name);

    /**
     * @param pipelineId to share; empty for a pipeline of its own, which keeps its state in the staging schema
     * @param accelerated ask for an accelerated sync
     */
    record NewSyncedTable(
            TableName name,
            TableName source,
            List<String> primaryKey,
            Optional<String> timeseriesKey,
            SyncMode mode,
            Optional<String> pipelineId,
            String stagingCatalog,
            String stagingSchema,
            boolean accelerated) {}

    /**
     * @param mode empty for one that this program does not know
     * @param state as Databricks names it; empty for one that the SDK does not know, or where there is no status yet
     * @param progress of the load under way
     * @param version the Delta version that was synced last; -1 before
     * @param syncedAt when that sync ended, as Databricks writes it
     */
    record SyncedTable(
            TableName name,
            String source,
            List<String> primaryKey,
            Optional<String> timeseriesKey,
            Optional<SyncMode> mode,
            Optional<String> database,
            Optional<String> state,
            String message,
            Optional<String> pipelineId,
            Progress progress,
            long version,
            Optional<String> syncedAt) {
        public Standing standing() {
            return SyncStates.standing(state);
        }
    }

    /** Each -1 while unknown. */
    record Progress(long rowsDone, long rowsTotal, long secondsLeft) {
        public static final Progress UNKNOWN = new Progress(-1, -1, -1);
    }
}
