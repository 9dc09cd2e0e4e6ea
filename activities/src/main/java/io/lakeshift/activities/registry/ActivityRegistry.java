package io.lakeshift.activities.registry;

import io.lakeshift.activities.ActivityResources;
import io.lakeshift.activities.KindActivities;
import io.lakeshift.activities.kinds.sqldelta.SqlDeltaActivities;
import io.lakeshift.activities.kinds.syncedtables.SyncedTablesActivities;
import java.util.List;

/** The activities of every kind. */
public final class ActivityRegistry {
    private ActivityRegistry() {}

    /** A kind is registered by its line here. */
    public static List<KindActivities> kinds(ActivityResources resources) {
        return List.of(new SqlDeltaActivities(resources), new SyncedTablesActivities(resources));
    }
}
