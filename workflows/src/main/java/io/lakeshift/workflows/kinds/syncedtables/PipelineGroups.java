package io.lakeshift.workflows.kinds.syncedtables;

import io.lakeshift.workflows.databricks.SyncMode;
import io.lakeshift.workflows.databricks.TableName;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec.Decision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which synced tables share a pipeline. Continuous ones do, because a pipeline that always runs costs the same for one
 * table as for ten; the others do not, so that one can be loaded afresh without touching its neighbours. The groups are
 * as even as can be, because a pipeline that fails takes its whole group along.
 */
final class PipelineGroups {
    private PipelineGroups() {}

    /** The decided specs, in their order; all but the first of a group share the first one's pipeline. */
    static List<SyncedTableSpec> assign(List<SyncedTableSpec> decided, int mostPerPipeline) {
        List<SyncedTableSpec> continuous =
                decided.stream().filter(PipelineGroups::isContinuous).toList();
        int groups = ceilDiv(continuous.size(), Math.max(1, mostPerPipeline));
        Map<TableName, TableName> leaders = new HashMap<>();
        int from = 0;
        for (int group = 0; group < groups; group++) {
            int size = ceilDiv(continuous.size() - from, groups - group);
            TableName leader = continuous.get(from).target();
            continuous.subList(from + 1, from + size).forEach(member -> leaders.put(member.target(), leader));
            from += size;
        }
        List<SyncedTableSpec> assigned = new ArrayList<>();
        for (SyncedTableSpec spec : decided) {
            TableName leader = leaders.get(spec.target());
            assigned.add(leader == null ? spec : spec.decided(decision(spec).sharing(leader)));
        }
        return assigned;
    }

    private static boolean isContinuous(SyncedTableSpec spec) {
        return decision(spec).mode() == SyncMode.CONTINUOUS;
    }

    private static Decision decision(SyncedTableSpec spec) {
        return spec.decision().orElseThrow();
    }

    private static int ceilDiv(int dividend, int divisor) {
        return divisor == 0 ? 0 : (dividend + divisor - 1) / divisor;
    }
}
