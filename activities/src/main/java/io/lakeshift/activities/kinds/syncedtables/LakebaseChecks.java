package io.lakeshift.activities.kinds.syncedtables;

import io.lakeshift.activities.kinds.syncedtables.SyncSlots.Slots;
import io.lakeshift.activities.lakebase.LakebaseDatabase;
import io.lakeshift.activities.lakebase.TableWriters.Right;
import io.lakeshift.activities.setup.RoleFindings;
import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.databricks.TableName;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTablesSetup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the Lakebase has what the plan needs. */
final class LakebaseChecks {
    private static final long NEARLY_FULL_BYTES = 1_800_000_000_000L;

    private LakebaseChecks() {}

    static List<Finding> ofRoles(LakebaseDatabase database, SyncedTablesSetup setup) {
        return setup.grants().stream()
                .filter(role -> !database.grants().roleExists(role))
                .map(RoleFindings::unknownRole)
                .toList();
    }

    /** What a role writes, the pipeline does not know of. */
    static Optional<Finding> ofWriters(LakebaseDatabase database, TableName target) {
        List<Right> rights = database.writers().of(target);
        return rights.isEmpty() ? Optional.empty() : Optional.of(RoleFindings.mayWrite(target, rights));
    }

    /** @param planned tables of the plan */
    static List<Finding> ofLimits(Slots slots, long bytes, int planned) {
        List<Finding> findings = new ArrayList<>();
        if (slots.at() < planned) {
            findings.add(LimitFindings.fewConnections(slots, planned));
        }
        if (bytes > NEARLY_FULL_BYTES) {
            findings.add(LimitFindings.nearlyFull(bytes));
        }
        return findings;
    }
}
