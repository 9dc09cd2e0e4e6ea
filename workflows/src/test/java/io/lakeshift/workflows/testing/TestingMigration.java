package io.lakeshift.workflows.testing;

import io.lakeshift.workflows.ConnectionName;
import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.kinds.sqldelta.FenceMode;
import io.lakeshift.workflows.kinds.sqldelta.ImportMode;
import io.lakeshift.workflows.kinds.sqldelta.SqlDeltaMigration;
import io.lakeshift.workflows.kinds.sqldelta.SqlDeltaPlanSpec;
import io.lakeshift.workflows.lifecycle.MigrationResult;
import io.lakeshift.workflows.lifecycle.Policy;
import io.lakeshift.workflows.lifecycle.Progress;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowClient;
import java.util.Optional;
import org.awaitility.Awaitility;

/** One migration of one testing table, on a stack of its own: what the life cycle's tests have in common. */
public final class TestingMigration implements AutoCloseable {
    public static final String UNIT = "sales-to-sql/sales";

    public final TestingTable table;
    public final TestingLedger ledger;
    public final TestingAudit audit;
    public final TestingStack stack;
    public FenceMode fence = FenceMode.FEATURE;
    public Optional<String> expectedPlanHash = Optional.empty();

    public TestingMigration() {
        this(new TestingTable(), new TestingLedger(), new TestingAudit());
    }

    private TestingMigration(TestingTable table, TestingLedger ledger, TestingAudit audit) {
        this.table = table;
        this.ledger = ledger;
        this.audit = audit;
        this.stack = new TestingStack(table, ledger, audit);
    }

    /** The Temporal service ends and forgets; table, ledger and audit stay. */
    public TestingMigration afterTemporalForgot() {
        stack.close();
        return new TestingMigration(table, ledger, audit);
    }

    public WorkflowExecution start(Policy policy) {
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

    public TestingControl control() {
        return stack.control(UNIT);
    }

    public Progress await(Phase phase) {
        return stack.awaitPhase(UNIT, phase);
    }

    public Progress awaitQuestion() {
        return stack.awaitQuestion(UNIT);
    }

    /** Waits until the migration does nothing but let time pass. */
    public void awaitTimer() {
        Awaitility.await().until(() -> {
            var history = stack.client().fetchHistory(UNIT).getEvents();
            return history.get(history.size() - 1).getEventType() == EventType.EVENT_TYPE_TIMER_STARTED;
        });
    }

    /** Lets time pass until the workflow ends. */
    public MigrationResult result() {
        return stack.client().newUntypedWorkflowStub(UNIT).getResult(MigrationResult.class);
    }

    @Override
    public void close() {
        stack.close();
    }
}
