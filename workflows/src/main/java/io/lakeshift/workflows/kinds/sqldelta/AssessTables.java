package io.lakeshift.workflows.kinds.sqldelta;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/** The verb {@code assess}: read-only, several tables at a time, one table's trouble hides no other's. */
@WorkflowInterface
public interface AssessTables {
    /** Larger fleets are assessed by several calls, because the answer goes through Temporal. */
    int MOST_TABLES = 200;

    @WorkflowMethod
    Result assess(Request request);

    /** @param tables at most {@link #MOST_TABLES} */
    record Request(List<TableAssessments.Assess> tables, int parallelism) {
        public Request {
            tables = List.copyOf(tables);
        }
    }

    /** @param tables in the order of the request */
    record Result(List<TableAssessments.Assessment> tables) {
        public Result {
            tables = List.copyOf(tables);
        }

        public boolean blocked() {
            return tables.stream().anyMatch(TableAssessments.Assessment::blocked);
        }
    }
}
