package io.lakeshift.workflows.kinds.syncedtables;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.lakeshift.workflows.databricks.TableName;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/** {@code rollback --dry-run}: what a rollback would take back, in its order, and what it would leave. Changes nothing. */
@WorkflowInterface
public interface RehearseRollback {
    @WorkflowMethod
    Rehearsal rehearse(Request request);

    /** @param tables that would be rolled back, in the order in which they were started */
    record Request(String migration, SyncedTablesSetup setup, List<TableName> tables) {
        public Request {
            tables = List.copyOf(tables);
        }
    }

    enum Fate {
        /** Is put back to what it was. */
        PUT_BACK,
        /** Is removed, because this migration made it. */
        REMOVED,
        /** Stays as it is. */
        LEFT,
        /** Stands in the way of the removal that follows it; the rollback would stop there. */
        IN_THE_WAY
    }

    /**
     * @param what such as {@code table "shop"."orders" in PostgreSQL}
     * @param why it has this fate, for people
     */
    record Step(Fate fate, String what, String why) {}

    /** @param steps in the order in which a rollback would take them; what is left comes last */
    record Rehearsal(List<Step> steps) {
        public Rehearsal {
            steps = List.copyOf(steps);
        }

        /** Whether the rollback would stop at something that depends on what it removes. */
        @JsonIgnore
        public boolean blocked() {
            return steps.stream().anyMatch(step -> step.fate() == Fate.IN_THE_WAY);
        }
    }
}
