package io.lakeshift.activities.kinds.syncedtables;

import io.lakeshift.activities.databricks.SyncedTables.SyncedTable;
import io.lakeshift.workflows.databricks.Lakebase;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a synced table that is there is the one that is wanted. */
final class SpecComparison {
    private SpecComparison() {}

    /** What differs, for people; empty where nothing does. */
    static Optional<String> difference(SyncedTable found, SyncedTableSpec spec, Decision decision, Lakebase lakebase) {
        List<String> differences = new ArrayList<>();
        compare("source", found.source(), spec.source().full(), differences);
        compare("primary key", found.primaryKey().toString(), spec.primaryKey().toString(), differences);
        compare(
                "mode",
                found.mode().map(Enum::name).orElse("unknown"),
                decision.mode().name(),
                differences);
        compare(
                "timeseries key",
                found.timeseriesKey().orElse("none"),
                spec.timeseriesKey().orElse("none"),
                differences);
        compare("database", found.database().orElse(lakebase.database()), lakebase.database(), differences);
        return differences.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", differences));
    }

    private static void compare(String what, String there, String wanted, List<String> differences) {
        if (!there.equals(wanted)) {
            differences.add(what + " is " + there + ", wanted is " + wanted);
        }
    }
}
