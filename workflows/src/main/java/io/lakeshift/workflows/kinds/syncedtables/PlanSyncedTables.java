package io.lakeshift.workflows.kinds.syncedtables;

import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableAssessments.Assessment;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableAssessments.Limit;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/** The verbs {@code assess} and {@code plan}: what a migration of synced tables would do, with its hash. Read-only. */
@WorkflowInterface
public interface PlanSyncedTables {
    /** More go into several plans: the answer travels through Temporal. */
    int MOST_TABLES = 500;

    @WorkflowMethod
    Plan plan(Request request);

    record Request(String migration, SyncedTablesSetup setup, List<SyncedTableSpec> tables, int parallelism) {
        public Request {
            tables = List.copyOf(tables);
            if (tables.size() > MOST_TABLES) {
                throw new IllegalArgumentException(
                        "a plan has at most " + MOST_TABLES + " tables, not " + tables.size() + "; split it");
            }
        }
    }

    /**
     * @param planHash over the units' hashes; the same tables, asks and facts give the same hash in any order
     * @param findings about the workspace and the Lakebase, rather than about a table
     * @param limits how much of each shared limit is used, and how much of it the plan takes
     */
    record Plan(String migration, String planHash, List<UnitPlan> units, List<Finding> findings, List<Limit> limits) {
        public Plan {
            units = List.copyOf(units);
            findings = List.copyOf(findings);
            limits = List.copyOf(limits);
        }

        public boolean blocked() {
            return findings.stream().anyMatch(finding -> finding.severity() == Finding.Severity.BLOCKER)
                    || units.stream().anyMatch(unit -> unit.assessment().blocked());
        }
    }

    /**
     * @param planHash what {@code expectedPlanHash} and approvals of this unit bind to
     * @param spec as asked, with what was decided
     * @param steps what will be done, in order, for people
     */
    record UnitPlan(String unit, String planHash, SyncedTableSpec spec, Assessment assessment, List<String> steps) {
        public UnitPlan {
            steps = List.copyOf(steps);
        }
    }
}
