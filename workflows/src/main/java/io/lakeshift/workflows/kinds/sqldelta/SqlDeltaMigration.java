package io.lakeshift.workflows.kinds.sqldelta;

import io.lakeshift.workflows.lifecycle.MigrationResult;
import io.lakeshift.workflows.lifecycle.Policy;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.Optional;

/**
 * Moves one table's metadata into SQL. The workflow id is the unit, {@code name/alias}. People act on it through
 * {@link io.lakeshift.workflows.lifecycle.LifeCycleControl}.
 */
@WorkflowInterface
public interface SqlDeltaMigration {
    String KIND = "sqldelta";

    @WorkflowMethod
    MigrationResult migrate(Request request);

    /**
     * @param migration the plan's {@code metadata.name}
     * @param expectedPlanHash refuses, before anything is written, where the source now leads to another plan
     * @param requestedBy who started it
     * @param batch workflow id of the batch to report to; empty for a table on its own
     */
    record Request(
            String migration,
            SqlDeltaPlanSpec spec,
            Policy policy,
            Optional<String> expectedPlanHash,
            String requestedBy,
            Optional<String> batch) {
        public String unit() {
            return unitOf(migration, spec.alias());
        }
    }

    /** The unit, and workflow id, of a table in a migration. */
    static String unitOf(String migration, String alias) {
        return migration + "/" + alias;
    }
}
