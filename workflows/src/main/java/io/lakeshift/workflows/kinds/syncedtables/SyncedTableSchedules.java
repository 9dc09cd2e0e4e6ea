package io.lakeshift.workflows.kinds.syncedtables;

import io.lakeshift.workflows.databricks.TableName;
import io.lakeshift.workflows.kinds.syncedtables.Upkeep.Refresh;
import io.temporal.activity.ActivityInterface;

/**
 * Port: refreshes that nobody has to ask for, as schedules of Temporal's; each has the id of the workflow that it starts,
 * {@link RefreshSyncedTable#workflowId}. Queue LIFECYCLE.
 */
@ActivityInterface(namePrefix = "ScheduleSynced")
public interface SyncedTableSchedules {
    /** Makes the schedule, or brings one of its name to what is wanted. It outlives the migration. */
    Scheduled schedule(Schedule request);

    /** Removes it, where this migration made it. The second time: nothing. */
    Unscheduled unschedule(Unschedule request);

    record Schedule(SyncedTablesSetup setup, SyncedTableSpec table, Refresh refresh) {}

    /** @param id as Temporal knows it, for people */
    record Scheduled(String id) {}

    record Unschedule(String migration, TableName target) {}

    /** @param removed false where there was nothing of this migration's */
    record Unscheduled(boolean removed) {}
}
