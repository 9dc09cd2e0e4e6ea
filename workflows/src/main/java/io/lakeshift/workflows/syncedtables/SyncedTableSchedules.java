package io.lakeshift.workflows.syncedtables;

import io.lakeshift.workflows.syncedtables.Upkeep.Refresh;
import io.temporal.activity.ActivityInterface;

/** Port: refreshes that nobody has to ask for, as schedules of Temporal's. Queue LIFECYCLE. */
@ActivityInterface(namePrefix = "ScheduleSynced")
public interface SyncedTableSchedules {
    /** Makes the schedule, or brings one of its name to what is wanted. It outlives the migration. */
    Scheduled schedule(Schedule request);

    /** Removes it, where this migration made it. The second time: nothing. */
    void unschedule(Unschedule request);

    static String scheduleId(TableName target) {
        return RefreshSyncedTable.workflowId(target);
    }

    record Schedule(SyncedTablesSetup setup, SyncedTableSpec table, Refresh refresh) {}

    /** @param id as Temporal knows it, for people */
    record Scheduled(String id) {}

    record Unschedule(String migration, TableName target) {}
}
