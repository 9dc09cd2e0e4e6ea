package io.lakeshift.workflows.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakeshift.workflows.ConnectionName;
import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.batch.MigrationBatch.Imports;
import io.lakeshift.workflows.batch.MigrationBatch.Migrate;
import io.lakeshift.workflows.batch.MigrationBatch.PageRequest;
import io.lakeshift.workflows.batch.MigrationBatch.Request;
import io.lakeshift.workflows.batch.MigrationBatch.Result;
import io.lakeshift.workflows.batch.MigrationBatch.Summary;
import io.lakeshift.workflows.batch.MigrationBatch.Table;
import io.lakeshift.workflows.batch.MigrationBatch.TableOutcome;
import io.lakeshift.workflows.kinds.sqldelta.FenceMode;
import io.lakeshift.workflows.kinds.sqldelta.ImportMode;
import io.lakeshift.workflows.lifecycle.Decision;
import io.lakeshift.workflows.lifecycle.Policy;
import io.lakeshift.workflows.testing.TestingAudit;
import io.lakeshift.workflows.testing.TestingFleet;
import io.lakeshift.workflows.testing.TestingLedger;
import io.lakeshift.workflows.testing.TestingStack;
import io.lakeshift.workflows.testing.TestingSweep;
import io.lakeshift.workflows.testing.TestingTable;
import io.temporal.client.WorkflowClient;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MigrationBatchTest {
    private static final Imports FAST = new Imports(ImportMode.FAST, OptionalInt.empty(), false);

    private final TestingFleet fleet = new TestingFleet();
    private final TestingSweep sweep = new TestingSweep();
    private final TestingStack stack = new TestingStack(fleet, sweep);

    @AfterEach
    void close() {
        stack.close();
    }

    @Test
    void oneBadTableNeitherStopsNorHidesAnother() {
        // Given
        fleet.fails("b", MigrationFailure.LOG_CORRUPT, "00000000000000000003.json line 2 is not JSON.");

        // When
        Result result = run(Request.importing(
                "night", ConnectionName.DEFAULT, 2, FAST, List.of(at("a"), at("b"), at("c")), "rita"));

        // Then
        assertThat(result.summary()).isEqualTo(new Summary("night", 3, 0, 0, 0, 2, 1));
        assertThat(result.tables())
                .containsExactly(
                        new TableOutcome(
                                "/data/a", "a", "import/a", "completed", Optional.empty(), 7, 3, Optional.empty()),
                        new TableOutcome(
                                "/data/b",
                                "b",
                                "import/b",
                                "failed",
                                Optional.empty(),
                                -1,
                                -1,
                                Optional.of("LOG_CORRUPT: 00000000000000000003.json line 2 is not JSON.")),
                        new TableOutcome(
                                "/data/c", "c", "import/c", "completed", Optional.empty(), 7, 3, Optional.empty()));
    }

    @Test
    void atMostTheParallelismWorksAtOneTimeAndItIsReallyParallel() {
        // Given
        List<Table> tables = IntStream.range(0, 8).mapToObj(i -> at("t" + i)).toList();
        fleet.slow();

        // When
        Result result = run(Request.importing("night", ConnectionName.DEFAULT, 3, FAST, tables, "rita"));

        // Then
        assertThat(result.summary().succeeded()).isEqualTo(8);
        assertThat(fleet.mostAtOneTime()).isBetween(2, 3);
    }

    @Test
    void twoTablesWithOneAliasAreTwoTablesAndTheSecondIsRefused() {
        // When
        Result result = run(Request.importing(
                "night",
                ConnectionName.DEFAULT,
                2,
                FAST,
                List.of(Table.of("/one/orders", "orders"), Table.of("/two/orders", "orders")),
                "rita"));

        // Then
        assertThat(result.tables()).extracting(TableOutcome::status).containsExactly("completed", "failed");
        assertThat(result.tables().get(1).error())
                .contains(
                        "ALIAS_TAKEN: another table of this batch is called orders too; give /two/orders an alias of its"
                                + " own.");
        assertThat(fleet.imported()).containsExactly("orders");
    }

    @Test
    void aChildThatIsCancelledIsOnTheList() throws Exception {
        // Given
        fleet.holds("a");
        start(Request.importing("night", ConnectionName.DEFAULT, 1, FAST, List.of(at("a"), at("b")), "rita"));
        fleet.awaitHeld();

        // When
        stack.client().newUntypedWorkflowStub("import/a").cancel();

        // Then
        Result result = stack.client().newUntypedWorkflowStub("night").getResult(Result.class);
        assertThat(result.tables()).extracting(TableOutcome::status).containsExactly("failed", "completed");
        assertThat(result.tables().get(0).error()).contains("the import was cancelled or did not answer");
    }

    @Test
    void aChildOfAnEarlierRunThatEndedUnreportedIsFoundByASweep() {
        // Given
        sweep.ended("import/a", "terminated");
        Request request = Request.importing("night", ConnectionName.DEFAULT, 1, FAST, List.of(at("a")), "rita");
        Request resumed = request.resuming(new MigrationBatch.Resumed(
                1,
                List.of(new MigrationBatch.CompactOutcome(
                        0,
                        io.lakeshift.workflows.ChildReport.Outcome.WORKING,
                        -1,
                        Optional.empty(),
                        -1,
                        -1,
                        Optional.empty()))));

        // When
        Result result = run(resumed);

        // Then
        assertThat(result.tables().get(0).error())
                .contains("CHILD_LOST: import/a ended without saying how (terminated). See: lakeshift status import/a");
    }

    @Test
    void aLostChildOfAnEarlierRunKeepsNoPlaceFromTablesThatWait() {
        // Given: the only place is taken by a child that was terminated, and nobody says so
        sweep.ended("import/a", "terminated");
        Request resumed = Request.importing("night", ConnectionName.DEFAULT, 1, FAST, List.of(at("a"), at("b")), "rita")
                .resuming(new MigrationBatch.Resumed(
                        1,
                        List.of(new MigrationBatch.CompactOutcome(
                                0,
                                io.lakeshift.workflows.ChildReport.Outcome.WORKING,
                                -1,
                                Optional.empty(),
                                -1,
                                -1,
                                Optional.empty()))));

        // When
        Result result = run(resumed);

        // Then
        assertThat(result.summary()).isEqualTo(new Summary("night", 2, 0, 0, 0, 1, 1));
        assertThat(fleet.imported()).containsExactly("b");
    }

    @Test
    void manyTablesGoThroughInSeveralRuns() {
        // Given
        List<Table> tables = IntStream.range(0, 400).mapToObj(i -> at("t" + i)).toList();
        fleet.fails("t7", MigrationFailure.NO_LOG_FILES, "No checkpoint or JSON files found");

        // When
        Result result = run(Request.importing("fleet", ConnectionName.DEFAULT, 20, FAST, tables, "rita"));

        // Then
        assertThat(result.summary()).isEqualTo(new Summary("fleet", 400, 0, 0, 0, 399, 1));
        assertThat(fleet.imported()).hasSize(399).doesNotHaveDuplicates();
    }

    @Test
    void aMigrationThatWaitsForAPersonGivesItsPlaceAway() {
        stack.close();
        TestingTable table = new TestingTable();
        try (TestingStack migrations = new TestingStack(table, new TestingLedger(), new TestingAudit(), sweep)) {
            // Given
            MigrationBatch batch = migrations.stub(MigrationBatch.class, "sales-to-sql");
            Migrate ask = new Migrate(ImportMode.FAST, FenceMode.FEATURE, Policy.DEFAULT);

            // When
            WorkflowClient.start(
                    batch::run,
                    Request.migrating(
                            "sales-to-sql", ConnectionName.DEFAULT, 1, ask, List.of(at("a"), at("b")), "rita"));

            // Then
            Awaitility.await().until(batch::summary, now -> now.waiting() == 2);
            List<TableOutcome> page = batch.tables(new PageRequest(0, 10)).tables();
            assertThat(page).extracting(TableOutcome::workflowId).containsExactly("sales-to-sql/a", "sales-to-sql/b");
            assertThat(page).extracting(TableOutcome::phase).containsOnly(Optional.of("AWAITING_APPROVAL"));
            migrations.control("sales-to-sql/a").abort(new io.lakeshift.workflows.lifecycle.Command("rita", ""));
            migrations.awaitQuestion("sales-to-sql/b");
            migrations.control("sales-to-sql/b").approve(Decision.approve("ann", "fine"));
            Result result =
                    migrations.client().newUntypedWorkflowStub("sales-to-sql").getResult(Result.class);
            assertThat(result.tables())
                    .extracting(TableOutcome::phase)
                    .containsExactly(Optional.of("ABORTED"), Optional.of("COMPLETED"));
            assertThat(result.summary()).isEqualTo(new Summary("sales-to-sql", 2, 0, 0, 0, 1, 1));
        }
    }

    @Test
    void tooManyTablesAreRefusedByNumber() {
        List<Table> tables =
                IntStream.range(0, 10_001).mapToObj(i -> at("t" + i)).toList();
        assertThatThrownBy(() -> Request.importing("all", ConnectionName.DEFAULT, 1, FAST, tables, "rita"))
                .hasMessage("a batch has at most 10000 tables, not 10001; split it by path or by pattern");
    }

    private Result run(Request request) {
        return stack.stub(MigrationBatch.class, request.name()).run(request);
    }

    private void start(Request request) {
        WorkflowClient.start(stack.stub(MigrationBatch.class, request.name())::run, request);
    }

    private static Table at(String alias) {
        return Table.of("/data/" + alias, alias);
    }
}
