package io.lakeshift.workflows.kinds.syncedtables;

import io.lakeshift.workflows.kinds.syncedtables.SyncedTablesSetup.Application;
import io.lakeshift.workflows.lifecycle.MigrationResult;
import io.lakeshift.workflows.lifecycle.Policy;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/**
 * Switches the application of a migration to the tables that are cut over, without those that were given up. A unit of its
 * own on the same life cycle, because it is a question of its own: nobody who approved a table has approved to go without
 * another. The workflow id is {@link #unit}; people act on it through
 * {@link io.lakeshift.workflows.lifecycle.LifeCycleControl}.
 */
@WorkflowInterface
public interface SwitchSubset {
    String KIND = "switchsubset";

    @WorkflowMethod
    MigrationResult run(Request request);

    /** Never the unit of a table: the name of a synced table has no dash. */
    static String unit(String migration) {
        return migration + "/switch-subset";
    }

    /**
     * @param application as the migration's tables were started with it
     * @param without units that are left out
     * @param policy of the migration; somebody is asked whatever it says
     */
    record Request(String migration, Application application, List<String> without, Policy policy, String requestedBy) {
        public Request {
            without = without.stream().distinct().sorted().toList();
            policy = asking(policy);
        }

        private static Policy asking(Policy policy) {
            Policy.Approval asked = policy.approval();
            return policy.withStrategy(Policy.Strategy.ONLINE)
                    .withApproval(new Policy.Approval(
                            Math.max(1, asked.quorum()),
                            asked.approvers(),
                            asked.expiresAfter(),
                            asked.requesterMayNotApprove(),
                            asked.window()));
        }
    }
}
