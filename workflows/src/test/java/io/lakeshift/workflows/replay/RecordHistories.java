package io.lakeshift.workflows.replay;

import static io.lakeshift.workflows.testing.TestingMigration.UNIT;

import io.lakeshift.workflows.ConnectionName;
import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.batch.MigrationBatch;
import io.lakeshift.workflows.databricks.Resource;
import io.lakeshift.workflows.databricks.Standing;
import io.lakeshift.workflows.databricks.SyncMode;
import io.lakeshift.workflows.kinds.sqldelta.AssessTables;
import io.lakeshift.workflows.kinds.sqldelta.DiscoverTables;
import io.lakeshift.workflows.kinds.sqldelta.FenceMode;
import io.lakeshift.workflows.kinds.sqldelta.ImportMode;
import io.lakeshift.workflows.kinds.sqldelta.ImportTable;
import io.lakeshift.workflows.kinds.sqldelta.PlanMigration;
import io.lakeshift.workflows.kinds.sqldelta.PublishShard;
import io.lakeshift.workflows.kinds.sqldelta.SqlDeltaPlanSpec;
import io.lakeshift.workflows.kinds.sqldelta.TableAssessments;
import io.lakeshift.workflows.kinds.sqldelta.TableDiscovery;
import io.lakeshift.workflows.kinds.sqldelta.TableImports;
import io.lakeshift.workflows.kinds.sqldelta.TableRef;
import io.lakeshift.workflows.kinds.sqldelta.TableValidations;
import io.lakeshift.workflows.kinds.sqldelta.ValidateTable;
import io.lakeshift.workflows.kinds.syncedtables.PlanSyncedTables;
import io.lakeshift.workflows.kinds.syncedtables.RefreshSyncedTable;
import io.lakeshift.workflows.kinds.syncedtables.RehearseRollback;
import io.lakeshift.workflows.kinds.syncedtables.SmokeTest;
import io.lakeshift.workflows.kinds.syncedtables.SwitchSubset;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSmokeTests.Answered;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableWatches;
import io.lakeshift.workflows.kinds.syncedtables.Upkeep;
import io.lakeshift.workflows.lifecycle.Command;
import io.lakeshift.workflows.lifecycle.Decision;
import io.lakeshift.workflows.lifecycle.MaintenanceWindow;
import io.lakeshift.workflows.lifecycle.MigrationResult;
import io.lakeshift.workflows.lifecycle.Policy;
import io.lakeshift.workflows.setup.SetUpSyncedTables;
import io.lakeshift.workflows.testing.TestingAudit;
import io.lakeshift.workflows.testing.TestingDiscovery;
import io.lakeshift.workflows.testing.TestingFleet;
import io.lakeshift.workflows.testing.TestingLedger;
import io.lakeshift.workflows.testing.TestingMigration;
import io.lakeshift.workflows.testing.TestingSetUp;
import io.lakeshift.workflows.testing.TestingShard;
import io.lakeshift.workflows.testing.TestingStack;
import io.lakeshift.workflows.testing.TestingSubsets;
import io.lakeshift.workflows.testing.TestingSweep;
import io.lakeshift.workflows.testing.TestingSyncedMigration;
import io.lakeshift.workflows.testing.TestingSyncedTable;
import io.lakeshift.workflows.testing.TestingTable;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Records the histories that {@link ReplayTest} replays. Not part of the build, because its name does not end in Test:
 *
 * <pre>{@code ./mvnw -pl workflows test -Dtest=RecordHistories}</pre>
 *
 * <p>Record from the commit that a release is made of, before the next one changes workflow code, and add its files
 * beside the earlier ones. Until the first release, record from main whenever a workflow's order changes.
 */
class RecordHistories {
    private static final Policy NOBODY_ASKED =
            Policy.DEFAULT.withApproval(Policy.Approval.NOBODY).withRollbackWindow(Duration.ofSeconds(5));
    private static final Policy ONE_ASKED = Policy.DEFAULT.withRollbackWindow(Duration.ofSeconds(5));
    private static final Command BY_RITA = new Command("rita", "because");

    /** A scenario leaves its workflow ended, or waiting where waiting is what it shows. */
    private interface Scenario {
        void play(TestingMigration migration) throws Exception;
    }

    @Test
    void sqlDeltaMigration() throws Exception {
        record("approved-by-update", migration -> {
            migration.start(ONE_ASKED);
            migration.awaitQuestion();
            migration.control().approve(Decision.approve("ann", "fine"));
            migration.result();
        });
        record("approved-by-signal", migration -> {
            migration.start(ONE_ASKED);
            migration.awaitQuestion();
            migration.stack.client().newUntypedWorkflowStub(UNIT).signal("approve", Map.of("approver", "ann"));
            migration.result();
        });
        record("waiting-for-approval", migration -> {
            migration.start(ONE_ASKED);
            migration.awaitQuestion();
            migration.stack.environment().sleep(Duration.ofHours(2));
        });
        record("denied-then-approved", migration -> {
            migration.start(ONE_ASKED);
            migration.awaitQuestion();
            migration.control().reject(Decision.deny("ann", "month end"));
            migration.await(Phase.NEEDS_ATTENTION);
            migration.control().retry(BY_RITA);
            migration.awaitQuestion();
            migration.control().approve(Decision.approve("ann", "now"));
            migration.result();
        });
        record("expired-then-aborted", migration -> {
            migration.start(ONE_ASKED.withApproval(
                    new Policy.Approval(1, List.of(), Optional.of(Duration.ofHours(1)), false, Optional.empty())));
            migration.awaitQuestion();
            migration.stack.environment().sleep(Duration.ofHours(1).plusMinutes(1));
            migration.await(Phase.NEEDS_ATTENTION);
            migration.control().abort(BY_RITA);
            migration.result();
        });
        record("early-stale-and-foreign-decisions", migration -> {
            migration.table.hold("import");
            migration.start(ONE_ASKED);
            migration.table.awaitHeld("import");
            migration.control().approve(Decision.approve("ann", "early"));
            migration.table.release("import");
            migration.awaitQuestion();
            migration
                    .stack
                    .client()
                    .newUntypedWorkflowStub(UNIT)
                    .signal("approve", Map.of("approver", "ann", "unit", "other/table"));
            migration
                    .stack
                    .client()
                    .newUntypedWorkflowStub(UNIT)
                    .signal("approve", Map.of("approver", "ann", "headVersion", 1));
            migration.control().approve(Decision.approve("ann", "fine"));
            migration.result();
        });
        record("head-moved-then-asked-again", migration -> {
            migration.start(ONE_ASKED);
            migration.awaitQuestion();
            migration.table.commitToLog();
            migration.control().approve(Decision.approve("ann", "version 4"));
            Awaitility.await()
                    .until(() -> migration
                            .control()
                            .progress()
                            .approval()
                            .filter(asked -> asked.headVersion() == 5)
                            .isPresent());
            migration.control().approve(Decision.approve("ann", "version 5"));
            migration.result();
        });
        record("fence-lost-the-race", migration -> {
            migration.table.before("raise", migration.table::commitToLog);
            migration.start(NOBODY_ASKED);
            migration.result();
        });
        record("offline-in-a-window", migration -> {
            migration.start(new Policy(
                    Policy.Strategy.OFFLINE,
                    new Policy.Approval(
                            0,
                            List.of(),
                            Optional.empty(),
                            false,
                            Optional.of(MaintenanceWindow.parse("Sat 02:00-05:00 UTC"))),
                    Duration.ZERO,
                    Duration.ofSeconds(5)));
            migration.awaitQuestion();
            migration.control().approve(Decision.approve("ann", "stopped"));
            migration.result();
        });
    }

    @Test
    void sqlDeltaMigrationThatMeetsTrouble() throws Exception {
        record("blocked-then-fixed", migration -> {
            migration.table.blockedBy(Finding.blocker("UNSUPPORTED_FEATURE", "a feature", "protocol", "Drop it."));
            migration.start(NOBODY_ASKED);
            migration.await(Phase.NEEDS_ATTENTION);
            migration.table.blockedBy();
            migration.control().retry(BY_RITA);
            migration.result();
        });
        record("plan-changed", migration -> {
            migration.expectedPlanHash = Optional.of("another");
            migration.start(NOBODY_ASKED);
            migration.result();
        });
        record("drift-then-aborted", migration -> {
            migration.table.drift(true);
            migration.start(NOBODY_ASKED);
            migration.await(Phase.NEEDS_ATTENTION);
            migration.control().abort(BY_RITA);
            migration.result();
        });
        record("import-paused-and-resumed", migration -> {
            migration.table.hold("import");
            migration.start(NOBODY_ASKED);
            migration.table.awaitHeld("import");
            migration.control().pause(BY_RITA);
            migration.await(Phase.PAUSED);
            migration.control().resume(BY_RITA);
            migration.result();
        });
        record("import-failed-then-retried", migration -> {
            migration.table.failNext("import", MigrationFailure.LOG_CORRUPT, "line 2 is not JSON.");
            migration.start(NOBODY_ASKED);
            migration.await(Phase.NEEDS_ATTENTION);
            migration.control().retry(BY_RITA);
            migration.result();
        });
        record("rolled-back", migration -> {
            migration.start(NOBODY_ASKED.withRollbackWindow(Duration.ofHours(1)));
            migration.await(Phase.WATCHING);
            migration.table.commitThroughSql();
            migration.control().rollback(BY_RITA);
            migration.result();
        });
        record("aborted-in-the-cut-over", migration -> {
            migration.table.hold("publish");
            migration.start(NOBODY_ASKED);
            migration.table.awaitHeld("publish");
            migration.control().abort(BY_RITA);
            migration.table.release("publish");
            migration.result();
        });
        record("cancelled-while-asking", migration -> {
            migration.start(ONE_ASKED);
            migration.awaitQuestion();
            migration.stack.client().newUntypedWorkflowStub(UNIT).cancel();
            endsBadly(migration::result);
        });
        record("foreign-commit-then-rolled-back", migration -> {
            migration.start(NOBODY_ASKED.withRollbackWindow(Duration.ofMinutes(10)));
            migration.await(Phase.WATCHING);
            migration.table.foreignCommitAt(6);
            migration.stack.environment().sleep(Duration.ofMinutes(1));
            migration.await(Phase.NEEDS_ATTENTION);
            migration.control().rollback(BY_RITA);
            migration.result();
        });
        TestingMigration forgotten = new TestingMigration();
        forgotten.table.hold("raise");
        forgotten.start(NOBODY_ASKED);
        forgotten.table.awaitHeld("raise");
        try (TestingMigration again = forgotten.afterTemporalForgot()) {
            again.table.release("raise");
            again.start(NOBODY_ASKED);
            again.result();
            save(again.stack, UNIT, "SqlDeltaMigration", "taken-up-in-the-cut-over");
        }
    }

    @Test
    void batchesOfImports() throws Exception {
        TestingFleet fleet = new TestingFleet();
        fleet.fails("b", MigrationFailure.LOG_CORRUPT, "line 2 is not JSON.");
        try (TestingStack stack = new TestingStack(fleet, new TestingSweep())) {
            stack.stub(MigrationBatch.class, "night")
                    .run(MigrationBatch.Request.importing(
                            "night",
                            ConnectionName.DEFAULT,
                            2,
                            new MigrationBatch.Imports(ImportMode.FAST, OptionalInt.empty(), false),
                            List.of(at("a"), at("b"), at("c"), at("c"), at("d")),
                            "rita"));
            save(stack, "night", "MigrationBatch", "imports-one-fails");
            save(stack, "import/a", "ImportTable", "child-of-a-batch");
            save(stack, "import/b", "ImportTable", "child-that-fails");
        }
    }

    @Test
    void batchesOfMigrations() throws Exception {
        try (TestingStack stack =
                new TestingStack(new TestingTable(), new TestingLedger(), new TestingAudit(), new TestingSweep())) {
            MigrationBatch batch = stack.stub(MigrationBatch.class, "sales-to-sql");
            WorkflowClient.start(
                    batch::run,
                    MigrationBatch.Request.migrating(
                            "sales-to-sql",
                            ConnectionName.DEFAULT,
                            1,
                            new MigrationBatch.Migrate(ImportMode.FAST, FenceMode.FEATURE, ONE_ASKED),
                            List.of(at("a"), at("b")),
                            "rita"));
            stack.awaitQuestion("sales-to-sql/a");
            stack.control("sales-to-sql/a").abort(BY_RITA);
            stack.awaitQuestion("sales-to-sql/b");
            stack.environment().sleep(Duration.ofMinutes(5));
            stack.control("sales-to-sql/b").approve(Decision.approve("ann", "fine"));
            stack.client().newUntypedWorkflowStub("sales-to-sql").getResult(MigrationBatch.Result.class);
            save(stack, "sales-to-sql", "MigrationBatch", "migrations-swept-while-waiting");
            save(stack, "sales-to-sql/b", "SqlDeltaMigration", "child-of-a-batch");
        }
    }

    @Test
    void verbs() throws Exception {
        TestingTable table = new TestingTable();
        TableRef sales = TableRef.at(ConnectionName.DEFAULT, "/data/sales", "sales");
        try (TestingStack stack = new TestingStack(table, new TestingDiscovery())) {
            stack.stub(ImportTable.class, "import/sales")
                    .importTable(new ImportTable.Request(
                            TableImports.Import.of(sales, ImportMode.FULL_HISTORY), Optional.empty()));
            save(stack, "import/sales", "ImportTable", "alone");
            stack.stub(ValidateTable.class, "validate")
                    .validate(TableValidations.Validate.heads(sales, Duration.ofSeconds(5)));
            save(stack, "validate", "ValidateTable", "parity");
            stack.stub(DiscoverTables.class, "discover")
                    .discover(new TableDiscovery.Discover("/data", true, List.of(), Optional.empty(), 100));
            save(stack, "discover", "DiscoverTables", "one-page");
            table.failNext("assess", MigrationFailure.LOG_CORRUPT, "line 2 is not JSON.");
            stack.stub(AssessTables.class, "assess")
                    .assess(new AssessTables.Request(
                            List.of(
                                    new TableAssessments.Assess(sales, ImportMode.FAST),
                                    new TableAssessments.Assess(sales, ImportMode.FAST),
                                    new TableAssessments.Assess(sales, ImportMode.FAST)),
                            2));
            save(stack, "assess", "AssessTables", "three-tables-one-fails");
            stack.stub(PlanMigration.class, "plan")
                    .plan(new PlanMigration.Request(
                            "sales-to-sql",
                            List.of(new SqlDeltaPlanSpec(
                                    ConnectionName.DEFAULT, "/data/sales", "sales", ImportMode.FAST, FenceMode.NONE)),
                            Policy.DEFAULT,
                            2));
            save(stack, "plan", "PlanMigration", "one-table");
        }
    }

    @Test
    void syncedTables() throws Exception {
        recordSynced("approved", migration -> {
            migration.table.progress = look -> look < 4
                    ? TestingSyncedTable.seen(Standing.WAITING, -1, look * 250L)
                    : TestingSyncedTable.seen(Standing.READY, 4, 1000);
            migration.start(ONE_ASKED);
            migration.stack.awaitQuestion(TestingSyncedMigration.UNIT);
            migration.control().approve(Decision.approve("ann", "fine"));
            migration.result();
        });
        recordSynced("overdue-then-rolled-back", migration -> {
            migration.table.progress = look -> TestingSyncedTable.seen(Standing.WAITING, -1, 7);
            migration.start(NOBODY_ASKED);
            migration.stack.environment().sleep(Duration.ofHours(2));
            migration.await(Phase.NEEDS_ATTENTION);
            migration.control().rollback(BY_RITA);
            migration.result();
        });
        recordSynced("aborted-while-asked", migration -> {
            migration.start(ONE_ASKED);
            migration.stack.awaitQuestion(TestingSyncedMigration.UNIT);
            migration.control().abort(BY_RITA);
            migration.result();
        });
        recordSynced("made-by-hand", migration -> {
            migration.table.byHand = true;
            migration.start(NOBODY_ASKED);
            migration.await(Phase.NEEDS_ATTENTION);
            migration.stack.environment().sleep(Duration.ofMinutes(1));
            migration.table.acts.add("made by hand");
            migration.result();
        });
        recordSynced("smoke-test-failed-then-retried", migration -> {
            migration.table.smokeTest = ask -> new Answered(ask > 2, ask < 2, "as asked");
            migration.start(
                    NOBODY_ASKED,
                    TestingSyncedMigration.spec("productsdb", "products_synced", SyncMode.TRIGGERED),
                    TestingSyncedMigration.setup(Optional.of(new SmokeTest(
                            List.of(new SmokeTest.Page("https://shop.example.com/health", 200)),
                            List.of(),
                            SmokeTest.USUAL))));
            migration.stack.environment().sleep(Duration.ofMinutes(1));
            migration.await(Phase.NEEDS_ATTENTION);
            migration.control().retry(BY_RITA);
            migration.result();
        });
        recordSynced("rolled-back-while-watching", migration -> {
            migration.start(NOBODY_ASKED.withRollbackWindow(Duration.ofHours(1)));
            migration.await(Phase.WATCHING);
            migration.control().rollback(BY_RITA);
            migration.result();
        });
    }

    @Test
    void aSyncedTableThatIsRefreshedByASchedule() throws Exception {
        recordSynced("scheduled-then-rolled-back", migration -> {
            migration.table.columns = new SyncedTableWatches.Columns(List.of(), List.of("column a was renamed"));
            migration.start(
                    NOBODY_ASKED,
                    TestingSyncedMigration.spec("productsdb", "products_synced", SyncMode.TRIGGERED)
                            .with(new Upkeep(
                                    Optional.of(new Upkeep.Refresh(Optional.of(Duration.ofHours(1)), Optional.empty())),
                                    Optional.empty(),
                                    List.of())));
            migration.await(Phase.NEEDS_ATTENTION);
            migration.control().rollback(BY_RITA);
            migration.result();
        });
    }

    @Test
    void verbsOfSyncedTables() throws Exception {
        TestingSyncedTable table = new TestingSyncedTable();
        SyncedTableSpec products = TestingSyncedMigration.spec("productsdb", "products_synced", SyncMode.CONTINUOUS);
        SyncedTableSpec users = TestingSyncedMigration.spec("usersdb", "users_synced", SyncMode.CONTINUOUS);
        try (TestingStack stack = new TestingStack(table)) {
            stack.stub(PlanSyncedTables.class, "plan")
                    .plan(new PlanSyncedTables.Request(
                            "fashion-demo", TestingSyncedMigration.setup(), List.of(products, users), 2));
            save(stack, "plan", "PlanSyncedTables", "two-tables");
            stack.stub(RefreshSyncedTable.class, "refresh")
                    .refresh(new RefreshSyncedTable.Request(
                            TestingSyncedMigration.setup().lakebase(),
                            products.target(),
                            true,
                            Optional.of(TestingSyncedMigration.setup()),
                            Optional.of(products),
                            Optional.empty()));
            save(stack, "refresh", "RefreshSyncedTable", "waits-its-turn-and-follows");
        }
    }

    @Test
    void rehearsalOfARollback() throws Exception {
        SyncedTableSpec products = TestingSyncedMigration.spec("productsdb", "products_synced", SyncMode.TRIGGERED);
        SyncedTableSpec users = TestingSyncedMigration.spec("usersdb", "users_synced", SyncMode.TRIGGERED);
        try (TestingStack stack = new TestingStack(new TestingSyncedTable())) {
            stack.stub(RehearseRollback.class, "rehearse")
                    .rehearse(new RehearseRollback.Request(
                            "fashion-demo",
                            TestingSyncedMigration.setup(),
                            List.of(products.target(), users.target())));
            save(stack, "rehearse", "RehearseRollback", "two-tables");
        }
    }

    @Test
    void setUpOfSyncedTables() throws Exception {
        String id = SetUpSyncedTables.workflowId("fashion-demo");
        Resource credential = new Resource(
                Resource.Kind.STORAGE_CREDENTIAL,
                "lake",
                Resource.Way.CREATE,
                Map.of(Resource.Setting.ROLE_ARN, "arn:aws:iam::123456789012:role/lake"));
        Resource project = new Resource(Resource.Kind.PROJECT, "projects/shop", Resource.Way.CREATE, Map.of());
        try (TestingStack stack = new TestingStack(new TestingSetUp(), new TestingSyncedTable())) {
            SetUpSyncedTables workflow = stack.stub(SetUpSyncedTables.class, id);
            WorkflowClient.start(workflow::setUp, request(SetUpSyncedTables.Act.CREATE, credential, project));
            Awaitility.await()
                    .ignoreExceptions()
                    .until(() -> !workflow.progress().waitingFor().isEmpty());
            workflow.ready(new SetUpSyncedTables.Ready("rita"));
            stack.client().newUntypedWorkflowStub(id).getResult(SetUpSyncedTables.Result.class);
            save(stack, id, "SetUpSyncedTables", "role-then-project");
            stack.stub(SetUpSyncedTables.class, id).setUp(request(SetUpSyncedTables.Act.REMOVE, project));
            save(stack, id, "SetUpSyncedTables", "removed");
        }
    }

    @Test
    void switchSubset() throws Exception {
        try (TestingStack stack = new TestingStack(
                new TestingSubsets(), new TestingSyncedTable(), new TestingLedger(), new TestingAudit())) {
            String id = SwitchSubset.unit("fashion-demo");
            WorkflowClient.start(
                    stack.stub(SwitchSubset.class, id)::run,
                    new SwitchSubset.Request(
                            "fashion-demo",
                            TestingSyncedMigration.setup().application().orElseThrow(),
                            List.of("fashion-demo/users_synced"),
                            ONE_ASKED.withRollbackWindow(Duration.ofHours(1)),
                            "rita"));
            stack.awaitQuestion(id);
            stack.control(id).approve(Decision.approve("ann", "fine"));
            stack.awaitPhase(id, Phase.WATCHING);
            stack.control(id).rollback(BY_RITA);
            stack.client().newUntypedWorkflowStub(id).getResult(MigrationResult.class);
            save(stack, id, "SwitchSubset", "approved-then-rolled-back");
        }
    }

    private static SetUpSyncedTables.Request request(SetUpSyncedTables.Act act, Resource... resources) {
        return new SetUpSyncedTables.Request(
                "fashion-demo", act, TestingSyncedMigration.setup().lakebase(), List.of(resources), List.of());
    }

    private static void recordSynced(String scenario, SyncedScenario play) throws Exception {
        try (TestingSyncedMigration migration = new TestingSyncedMigration()) {
            play.play(migration);
            save(migration.stack, TestingSyncedMigration.UNIT, "SyncedTableMigration", scenario);
        }
    }

    private interface SyncedScenario {
        void play(TestingSyncedMigration migration) throws Exception;
    }

    @Test
    void publishShard() throws Exception {
        TestingShard shard = new TestingShard(2, 4);
        String id = PublishShard.workflowId(ConnectionName.DEFAULT, 0);
        try (TestingStack stack = new TestingStack(shard)) {
            PublishShard publish = stack.stub(PublishShard.class, id);
            WorkflowClient.start(publish::publish, PublishShard.Request.of(ConnectionName.DEFAULT, 0, 1));
            Awaitility.await().until(publish::status, now -> now.lastFailure().isPresent());
            stack.environment().sleep(Duration.ofSeconds(15));
            shard.awaitStaying();
            publish.stop(new PublishShard.Stop("rita", "upgrade"));
            stack.client().newUntypedWorkflowStub(id).getResult(PublishShard.Stopped.class);
            save(stack, id, "PublishShard", "a-round-fails-then-stopped");
        }
    }

    private static void record(String scenario, Scenario play) throws Exception {
        try (TestingMigration migration = new TestingMigration()) {
            play.play(migration);
            save(migration.stack, UNIT, "SqlDeltaMigration", scenario);
        }
    }

    private static void save(TestingStack stack, String id, String type, String scenario) throws IOException {
        Histories.write(Histories.file(type, scenario), stack.client().fetchHistory(id));
    }

    private static void endsBadly(Runnable waiting) {
        try {
            waiting.run();
        } catch (WorkflowFailedException e) {
            return;
        }
        throw new IllegalStateException("it ended well");
    }

    private static MigrationBatch.Table at(String alias) {
        return MigrationBatch.Table.of("/data/" + alias, alias);
    }
}
