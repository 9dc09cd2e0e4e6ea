package io.lakeshift.workflows.testing;

import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.databricks.Backend;
import io.lakeshift.workflows.databricks.Lakebase;
import io.lakeshift.workflows.databricks.SyncMode;
import io.lakeshift.workflows.databricks.TableName;
import io.lakeshift.workflows.kinds.syncedtables.OnMissingCdf;
import io.lakeshift.workflows.kinds.syncedtables.SmokeTest;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableMigration;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTablesSetup;
import io.lakeshift.workflows.kinds.syncedtables.Upkeep;
import io.lakeshift.workflows.lifecycle.MigrationResult;
import io.lakeshift.workflows.lifecycle.Policy;
import io.lakeshift.workflows.lifecycle.Progress;
import io.temporal.client.WorkflowClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One migration of one testing synced table, on a stack of its own. */
public final class TestingSyncedMigration implements AutoCloseable {
    public static final String UNIT = "fashion-demo/products_synced";

    public final TestingSyncedTable table = new TestingSyncedTable();
    public final TestingSubsets subsets = new TestingSubsets();
    public final TestingLedger ledger = new TestingLedger();
    public final TestingAudit audit = new TestingAudit();
    public final TestingStack stack = new TestingStack(table, subsets, ledger, audit, new TestingSweep());

    public TestingSyncedMigration() {
        subsets.switched = true;
    }

    public static SyncedTablesSetup setup() {
        return setup(Optional.empty());
    }

    public static SyncedTablesSetup setup(Optional<SmokeTest> smokeTest) {
        return new SyncedTablesSetup(
                new Lakebase(
                        Optional.empty(),
                        Backend.PROVISIONED,
                        Optional.of("fashion-demo"),
                        Optional.empty(),
                        "databricks_postgres",
                        Optional.empty()),
                new SyncedTablesSetup.Staging("main", "fashion_demo_staging", true),
                true,
                List.of(),
                Optional.of(new SyncedTablesSetup.Application(
                        "/etc/app.env", Map.of("SCHEMA", "fashion_demo_lakebase"), List.of(UNIT), smokeTest)),
                SyncedTablesSetup.Sizing.DEFAULT);
    }

    public static SyncedTableSpec spec(String source, String target, SyncMode mode) {
        return new SyncedTableSpec(
                new TableName("main", "fashion_demo", source),
                new TableName("main", "fashion_demo_lakebase", target),
                List.of("product_id"),
                mode,
                Optional.empty(),
                OnMissingCdf.SWITCH,
                List.of(),
                Optional.empty(),
                Upkeep.NONE);
    }

    public void start(Policy policy) {
        start(policy, spec("productsdb", "products_synced", SyncMode.TRIGGERED));
    }

    public void start(Policy policy, SyncedTableSpec spec) {
        start(policy, spec, setup());
    }

    public void start(Policy policy, SyncedTableSpec spec, SyncedTablesSetup setup) {
        WorkflowClient.start(
                stack.stub(SyncedTableMigration.class, UNIT)::migrate,
                new SyncedTableMigration.Request(
                        "fashion-demo", setup, spec, policy, Optional.empty(), "rita", Optional.empty()));
    }

    public TestingControl control() {
        return stack.control(UNIT);
    }

    public Progress await(Phase phase) {
        return stack.awaitPhase(UNIT, phase);
    }

    public MigrationResult result() {
        return stack.client().newUntypedWorkflowStub(UNIT).getResult(MigrationResult.class);
    }

    @Override
    public void close() {
        stack.close();
    }
}
