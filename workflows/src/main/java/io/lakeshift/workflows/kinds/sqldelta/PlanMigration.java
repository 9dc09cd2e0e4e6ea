package io.lakeshift.workflows.kinds.sqldelta;

import io.lakeshift.workflows.Digests;
import io.lakeshift.workflows.lifecycle.Policy;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;
import java.util.stream.Collectors;

/** The verb {@code plan}: what a migration would do, with its hash. Read-only. */
@WorkflowInterface
public interface PlanMigration {
    @WorkflowMethod
    Plan plan(Request request);

    /** @param tables at most {@link io.lakeshift.workflows.kinds.sqldelta.AssessTables#MOST_TABLES} */
    record Request(String migration, List<SqlDeltaPlanSpec> tables, Policy policy, int parallelism) {
        public Request {
            tables = List.copyOf(tables);
        }
    }

    /** @param planHash over the units' hashes; the same tables, asks and facts give the same hash in any order */
    record Plan(String migration, String planHash, List<UnitPlan> units) {
        public Plan {
            units = List.copyOf(units);
        }

        public static Plan of(String migration, List<UnitPlan> units) {
            return new Plan(
                    migration,
                    Digests.sha256(units.stream()
                            .map(unit -> unit.unit() + " " + unit.planHash())
                            .sorted()
                            .collect(Collectors.joining("\n"))),
                    units);
        }

        public boolean blocked() {
            return units.stream().anyMatch(unit -> unit.assessment().blocked());
        }
    }

    /**
     * @param planHash what {@code expectedPlanHash} and approvals of this unit bind to
     * @param steps what will be done, in order, for people
     */
    record UnitPlan(String unit, String planHash, TableAssessments.Assessment assessment, List<String> steps) {
        public UnitPlan {
            steps = List.copyOf(steps);
        }
    }
}
