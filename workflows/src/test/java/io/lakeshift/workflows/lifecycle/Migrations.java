package io.lakeshift.workflows.lifecycle;

import io.lakeshift.workflows.ConnectionName;
import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.sqldelta.FenceMode;
import io.lakeshift.workflows.sqldelta.SqlDeltaMigration;
import io.lakeshift.workflows.sqldelta.SqlDeltaPlanSpec;
import io.lakeshift.workflows.table.ImportMode;
import io.lakeshift.workflows.testing.TestingAudit;
import io.lakeshift.workflows.testing.TestingLedger;
import io.lakeshift.workflows.testing.TestingStack;
import io.lakeshift.workflows.testing.TestingTable;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClient;
import java.util.Optional;

/** One migration of one testing table, on a stack of its own: what the life cycle's tests have in common. */
final class Migrations implements AutoCloseable {
    static final String UNIT = "sales-to-sql/sales";

    final TestingTable table;
    final TestingLedger ledger;
    final TestingAudit audit;
    final TestingStack stack;
    FenceMode fence = FenceMode.FEATURE;
    Optional<String> expectedPlanHash = Optional.empty();

    Migrations() {
        this(new TestingTable(), new TestingLedger(), new TestingAudit());
    }

    private Migrations(TestingTable table, TestingLedger ledger, TestingAudit audit) {
        this.table = table;
        this.ledger = ledger;
        this.audit = audit;
        this.stack = new TestingStack(table, ledger, audit);
    }

    /** The Temporal service ends and forgets; table, ledger and audit stay. */
    Migrations afterTemporalForgot() {
        stack.close();
        return new Migrations(table, ledger, audit);
    }

    WorkflowExecution start(Policy policy) {
        return WorkflowClient.start(
                stack.stub(SqlDeltaMigration.class, UNIT)::migrate,
                new SqlDeltaMigration.Request(
                        "sales-to-sql",
                        new SqlDeltaPlanSpec(
                                ConnectionName.DEFAULT, "/data/sales", "sales", ImportMode.FULL_HISTORY, fence),
                        policy,
                        expectedPlanHash,
                        "rita",
                        Optional.empty()));
    }

    LifeCycleControl control() {
        return stack.control(UNIT);
    }

    Progress await(Phase phase) {
        return stack.awaitPhase(UNIT, phase);
    }

    Progress awaitQuestion() {
        return stack.awaitQuestion(UNIT);
    }

    /** Lets time pass until the workflow ends. */
    MigrationResult result() {
        return stack.client().newUntypedWorkflowStub(UNIT).getResult(MigrationResult.class);
    }

    @Override
    public void close() {
        stack.close();
    }
}
