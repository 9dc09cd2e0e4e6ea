package io.lakeshift.workflows.kinds.syncedtables;

import io.temporal.activity.ActivityInterface;
import java.util.List;

/** Port: compares a synced table with its source. Queue COPY, heartbeats. */
@ActivityInterface(namePrefix = "ValidateSynced")
public interface SyncedTableValidations {
    /**
     * Counts what the sync should have brought, at the version that it brought, and compares. A table that is not ready
     * fails with {@code SYNC_FAILED}.
     */
    Verdict validate(Validate request);

    record Validate(SyncedTablesSetup setup, SyncedTableSpec table) {}

    /**
     * @param version the Delta version that both sides were compared at; 0 where Databricks did not tell
     * @param expected rows; -1 where there was no warehouse to count them
     * @param readP50Micros of point reads by key in PostgreSQL; -1 for an empty table
     * @param notes what was compared how, and what was left out
     */
    record Verdict(
            boolean matches,
            long version,
            long expected,
            long actual,
            long readP50Micros,
            long readP95Micros,
            String digest,
            List<String> notes) {
        public Verdict {
            notes = List.copyOf(notes);
        }
    }
}
