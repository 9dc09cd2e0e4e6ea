package io.lakeshift.activities.kinds.syncedtables;

import io.lakeshift.activities.kinds.syncedtables.SyncSlots.Slots;
import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What is said of limits that tables share. */
final class LimitFindings {
    private LimitFindings() {}

    /** @param adds how many tables of the plan have this source and are not there yet */
    static Finding sourceSyncedTooOften(SyncedTableSpec spec, Set<String> there, int adds) {
        int most = SourceQuota.MOST;
        return Finding.blocker(
                "SOURCE_SYNCED_TOO_OFTEN",
                spec.source() + " has " + there.size() + " of at most " + most + " synced tables, and the plan adds "
                        + adds + ": " + spec.target() + " does not fit.",
                some(there),
                "Take it out of the plan, or delete one that nobody reads: databricks database"
                        + " delete-synced-database-table NAME");
    }

    static Finding notCounted(List<String> unseen) {
        return Finding.warning(
                "SYNCED_TABLES_NOT_COUNTED",
                "A source can have " + SourceQuota.MOST + " synced tables; those in places that you may not list are"
                        + " not counted.",
                some(unseen),
                "Their owners can run: GRANT USE SCHEMA ON SCHEMA … TO `<you>`; without it a table too many shows only"
                        + " when it is created.");
    }

    private static String some(Collection<String> names) {
        int shown = 20;
        String list = names.stream().limit(shown).collect(Collectors.joining(", "));
        return names.isEmpty()
                ? "none"
                : names.size() <= shown ? list : list + " and " + (names.size() - shown) + " more";
    }

    static Finding fewConnections(Slots slots, int tables) {
        String message = "A load takes up to " + SyncSlots.CONNECTIONS_PER_SYNC + " connections, so " + slots.at()
                + " of the plan's " + tables + " tables can be loaded at one time"
                + (slots.at() == 0 ? "." : "; the others wait for their turn.");
        String remedy = "Close connections that nobody needs, or take a larger compute: max_connections grows with it.";
        return slots.at() == 0
                ? Finding.blocker("TOO_FEW_CONNECTIONS", message, slots.text(), remedy)
                : Finding.warning("FEW_CONNECTIONS", message, slots.text(), remedy);
    }

    static Finding nearlyFull(long bytes) {
        return Finding.warning(
                "NEARLY_FULL",
                "The database holds " + bytes / 1_000_000_000L + " GB already; a Lakebase holds 2 TB.",
                "pg_database_size",
                "Make room, or take another Lakebase.");
    }
}
