package io.lakeshift.workflows.kinds.syncedtables;

import io.lakeshift.workflows.SearchAttributes;
import io.lakeshift.workflows.databricks.TableName;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableRehearsals.Around;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableRehearsals.LookAround;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableRehearsals.LookAtTable;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;

/** Asks table by table, and puts the answers into the order that {@link SyncedTablePhases} rolls back in. */
public final class RehearseRollbackWorkflow implements RehearseRollback {
    private final SyncedTableRehearsals rehearsals = SyncedTableStubs.rehearsals();

    @Override
    public Rehearsal rehearse(Request request) {
        Workflow.upsertTypedSearchAttributes(SearchAttributes.KIND.valueSet("rehearsal"));
        Around around = rehearsals.around(new LookAround(request.migration(), request.setup(), request.tables()));
        List<Step> acts = new ArrayList<>(around.before());
        List<Step> left = new ArrayList<>();
        for (TableName table : request.tables()) {
            LookAtTable look =
                    new LookAtTable(request.migration(), request.setup().lakebase(), table);
            sort(rehearsals.table(look).steps(), acts, left);
        }
        sort(around.after(), acts, left);
        acts.addAll(left);
        return new Rehearsal(acts);
    }

    private static void sort(List<Step> steps, List<Step> acts, List<Step> left) {
        steps.forEach(step -> (step.fate() == Fate.LEFT ? left : acts).add(step));
    }
}
