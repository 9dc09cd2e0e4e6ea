package io.lakeshift.workflows.kinds.syncedtables;

import io.lakeshift.workflows.databricks.Lakebase;
import io.lakeshift.workflows.databricks.Standing;
import io.lakeshift.workflows.databricks.TableName;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec.Decision;
import io.temporal.activity.ActivityInterface;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Port: creates synced tables and tells how far they are. Queue LIFECYCLE. */
@ActivityInterface(namePrefix = "ImportSynced")
public interface SyncedTableImports {
    /** Creates the schemas that the plan lets it create, and enables the change data feed. What is there is left alone. */
    Prepared prepare(Prepare request);

    /**
     * Creates the synced table. One that is there with the same spec is taken for this one, so a lost answer does no
     * harm; with another spec it fails with {@code EXISTS_DIFFERENTLY}, and nothing is deleted. At most as many loads as
     * the Lakebase has connections for are under way at one time, over all workers.
     */
    Created create(Create request);

    /** One look. A table that has failed fails the call with {@code SYNC_FAILED} and what its pipeline said. */
    Seen look(Look request);

    record Prepare(SyncedTablesSetup setup, SyncedTableSpec table, Decision decision) {}

    /** @param created what was not there before, for people */
    record Prepared(List<String> created) {
        public Prepared {
            created = List.copyOf(created);
        }
    }

    /** @param overdue it has been tried for long: what may never come fails with {@code SYNC_OVERDUE} now */
    record Create(SyncedTablesSetup setup, SyncedTableSpec table, Decision decision, boolean overdue) {}

    /** @param waitingFor for people; empty where nothing is waited for */
    record Created(Outcome outcome, String waitingFor) {}

    enum Outcome {
        CREATED,
        /** It was there, as it is wanted. */
        FOUND,
        /** The table whose pipeline it shares has none yet. */
        PIPELINE_NOT_YET,
        /** The loads under way have all the connections. */
        NO_CONNECTIONS_YET;

        public boolean waits() {
            return this == PIPELINE_NOT_YET || this == NO_CONNECTIONS_YET;
        }
    }

    /**
     * @param quietFor how long nothing has moved; from ten minutes on the pipeline is asked too
     * @param overdue the deadline has passed: a table that is still not ready fails with {@code SYNC_OVERDUE}
     */
    record Look(Lakebase lakebase, TableName target, Duration quietFor, boolean overdue) {}

    /**
     * @param state as Databricks names it; {@code unknown} for one that this program does not know
     * @param rowsDone of the load under way; -1 while unknown, like {@code rowsTotal}
     * @param secondsLeft as Databricks estimates it; -1 while unknown
     * @param version the Delta version that was synced last; -1 before
     * @param warning what somebody should know; empty where all is well
     */
    record Seen(
            Standing standing,
            String state,
            String message,
            Optional<String> pipelineId,
            long rowsDone,
            long rowsTotal,
            long secondsLeft,
            long version,
            Optional<String> warning) {}
}
