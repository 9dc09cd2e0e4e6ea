package io.lakeshift.workflows.batch;

import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.workflows.TaskQueues;
import io.lakeshift.workflows.batch.MigrationBatch.Request;
import io.lakeshift.workflows.batch.MigrationBatch.Table;
import io.lakeshift.workflows.kinds.sqldelta.ImportTable;
import io.lakeshift.workflows.kinds.sqldelta.SqlDeltaMigration;
import io.lakeshift.workflows.kinds.sqldelta.SqlDeltaPlanSpec;
import io.lakeshift.workflows.kinds.sqldelta.TableImports;
import io.lakeshift.workflows.kinds.sqldelta.TableRef;
import io.lakeshift.workflows.lifecycle.MigrationResult;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.ChildWorkflowStub;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.Optional;

/** Starts a batch's children: migrations or imports, each under an id of its own that says which table it is. */
final class BatchChildren {
    private final Request request;

    BatchChildren(Request request) {
        this.request = request;
    }

    String workflowId(Table table) {
        return request.imports().isPresent()
                ? ImportTable.workflowId(table.alias())
                : request.name() + "/" + table.alias();
    }

    /**
     * @param execution completes when the child has been started, or fails where it could not be
     * @param result completes when it has ended
     */
    record Started(Promise<WorkflowExecution> execution, Promise<?> result) {}

    Started start(Table table) {
        ChildWorkflowOptions options = ChildWorkflowOptions.newBuilder()
                .setWorkflowId(workflowId(table))
                .setTaskQueue(TaskQueues.LIFECYCLE.queueName())
                .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                .build();
        if (request.units().isPresent()) {
            return unit(request.units().get(), table, options);
        }
        return request.migrate().isPresent() ? migrate(table, options) : importTable(table, options);
    }

    private Started unit(MigrationBatch.Units units, Table table, ChildWorkflowOptions options) {
        ObjectNode ask = units.request().deepCopy();
        ask.put("migration", request.name());
        ask.set("table", table.own().orElse(NullNode.getInstance()));
        ask.put("expectedPlanHash", table.expectedPlanHash().orElse(null));
        ask.put("requestedBy", request.requestedBy());
        ask.put("batch", Workflow.getInfo().getWorkflowId());
        ChildWorkflowStub child = Workflow.newUntypedChildWorkflowStub(units.workflowType(), options);
        Promise<?> result = child.executeAsync(MigrationResult.class, ask);
        return new Started(child.getExecution(), result);
    }

    private Started migrate(Table table, ChildWorkflowOptions options) {
        MigrationBatch.Migrate ask = request.migrate().orElseThrow();
        SqlDeltaMigration child = Workflow.newChildWorkflowStub(SqlDeltaMigration.class, options);
        Promise<?> result = Async.function(
                child::migrate,
                new SqlDeltaMigration.Request(
                        request.name(),
                        new SqlDeltaPlanSpec(request.database(), table.path(), table.alias(), ask.mode(), ask.fence()),
                        ask.policy(),
                        table.expectedPlanHash(),
                        request.requestedBy(),
                        Optional.of(Workflow.getInfo().getWorkflowId())));
        return new Started(Workflow.getWorkflowExecution(child), result);
    }

    private Started importTable(Table table, ChildWorkflowOptions options) {
        MigrationBatch.Imports ask = request.imports().orElseThrow();
        ImportTable child = Workflow.newChildWorkflowStub(ImportTable.class, options);
        TableImports.Import imports = new TableImports.Import(
                TableRef.at(request.database(), table.path(), table.alias()),
                ask.mode(),
                ask.batchSize(),
                ask.dryRun(),
                Optional.empty(),
                Optional.of(request.requestedBy()),
                Optional.empty());
        Promise<?> result = Async.function(
                child::importTable,
                new ImportTable.Request(imports, Optional.of(Workflow.getInfo().getWorkflowId())));
        return new Started(Workflow.getWorkflowExecution(child), result);
    }
}
