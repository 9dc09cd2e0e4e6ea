package io.lakeshift.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lakeshift.activities.audit.AuditVerification;
import io.lakeshift.activities.ledger.RecordedDecision;
import io.lakeshift.activities.ledger.UnitOfWork;
import io.lakeshift.catalog.commit.CommitBody;
import io.lakeshift.catalog.commit.CommitRequest;
import io.lakeshift.catalog.commit.Ratifier;
import io.lakeshift.catalog.kernel.PlainPathWriter;
import io.lakeshift.catalog.postgres.PostgresCatalogStore;
import io.lakeshift.catalog.store.CatalogStore;
import io.lakeshift.catalog.testing.GoldenTables;
import io.lakeshift.catalog.uri.DatabaseUrl;
import io.lakeshift.worker.testing.TestingWorkers;
import io.lakeshift.workflows.ConnectionName;
import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.kinds.sqldelta.AssessTables;
import io.lakeshift.workflows.kinds.sqldelta.DiscoverTables;
import io.lakeshift.workflows.kinds.sqldelta.FenceMode;
import io.lakeshift.workflows.kinds.sqldelta.ImportMode;
import io.lakeshift.workflows.kinds.sqldelta.ImportTable;
import io.lakeshift.workflows.kinds.sqldelta.SqlDeltaMigration;
import io.lakeshift.workflows.kinds.sqldelta.SqlDeltaPlanSpec;
import io.lakeshift.workflows.kinds.sqldelta.TableAssessments;
import io.lakeshift.workflows.kinds.sqldelta.TableDiscovery;
import io.lakeshift.workflows.kinds.sqldelta.TableImports;
import io.lakeshift.workflows.kinds.sqldelta.TableRef;
import io.lakeshift.workflows.kinds.sqldelta.TableValidations;
import io.lakeshift.workflows.kinds.sqldelta.ValidateTable;
import io.lakeshift.workflows.lifecycle.Command;
import io.lakeshift.workflows.lifecycle.Decision;
import io.lakeshift.workflows.lifecycle.Disposition;
import io.lakeshift.workflows.lifecycle.Policy;
import io.lakeshift.workflows.lifecycle.Progress;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeshiftWorkersTest {
    private static final String UNIT = "move/orders";

    private final TestingWorkers stack = new TestingWorkers();

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        stack.close();
    }

    @Test
    void carriesATableOverAndBackWithoutLosingAWrite() throws Exception {
        // Given
        Path root = GoldenTables.copy("basic-with-inserts-updates", directory);
        WorkflowClient.start(stack.stub(SqlDeltaMigration.class, UNIT)::migrate, migration(root));
        Progress asking = stack.awaitQuestion(UNIT);

        // When
        stack.control(UNIT)
                .send(
                        "approve",
                        Decision.approve("bob", "parity is proven")
                                .boundTo(asking.approval().orElseThrow()));
        Progress watching = stack.awaitPhase(UNIT, Phase.WATCHING);
        PlainPathWriter.Attempt fenced = PlainPathWriter.at(root.toString()).attempt();
        long written = commitThroughTheCatalog(watching);
        Path file = root.resolve("_delta_log").resolve("%020d.json".formatted(written));
        await().atMost(Duration.ofSeconds(10)).until(() -> Files.exists(file));
        stack.control(UNIT).send("rollback", new Command("bob", "changed my mind"));
        stack.awaitPhase(UNIT, Phase.ROLLED_BACK);

        // Then
        assertThat(fenced.refused()).isTrue();
        assertThat(fenced.message()).contains("lakeshift.sqlBacked");
        assertThat(Files.readString(file)).isEqualTo("{\"txn\":{\"appId\":\"app\",\"version\":1}}\n");
        assertThat(PlainPathWriter.at(root.toString()).commitEmpty()).isEqualTo(written + 2);
        UnitOfWork unit = stack.ledger().reader().unit(UNIT).orElseThrow();
        assertThat(unit.state().phase()).isEqualTo(Phase.ROLLED_BACK);
        assertThat(unit.isFinished()).isTrue();
        assertThat(stack.ledger().reader().decisions(UNIT))
                .extracting(RecordedDecision::disposition)
                .containsExactly(Disposition.ACCEPTED);
        assertThat(asking.approval().orElseThrow().validationDigest()).isNotEmpty();
        AuditVerification audit = stack.ledger().audit().verify();
        assertThat(audit.intact()).isTrue();
        assertThat(rollbackSeconds()).isPositive().isLessThan(300);
        try (var lines = stack.ledger().audit().export(Optional.of("move"))) {
            assertThat(lines.toList())
                    .anyMatch(line -> line.contains("\"event\":\"FENCE_RAISED\""))
                    .anyMatch(line -> line.contains("\"event\":\"FENCE_LOWERED\""))
                    .anyMatch(line -> line.contains("\"event\":\"DECISION\"") && line.contains("\"actor\":\"bob\""));
        }
    }

    /** As the audit chain tells it. */
    private double rollbackSeconds() {
        try (var lines = stack.ledger().audit().export(Optional.of("move"))) {
            Matcher told = Pattern.compile("The rollback took ([0-9.]+) s").matcher(String.join("", lines.toList()));
            assertThat(told.find()).isTrue();
            return Double.parseDouble(told.group(1));
        }
    }

    @Test
    void runsEveryVerbAsAWorkflow() {
        // Given
        Path root = GoldenTables.copy("dv-partitioned-with-checkpoint", directory);
        TableRef table = TableRef.at(ConnectionName.DEFAULT, root.toString(), "orders");

        // When
        TableDiscovery.Page found = stack.stub(DiscoverTables.class, "discover/1")
                .discover(new TableDiscovery.Discover(directory.toString(), true, List.of(), Optional.empty(), 10));
        AssessTables.Result assessed = stack.stub(AssessTables.class, "assess/1")
                .assess(new AssessTables.Request(
                        List.of(new TableAssessments.Assess(table, ImportMode.FULL_HISTORY)), 1));
        TableImports.Imported imported = stack.stub(ImportTable.class, "import/orders")
                .importTable(new ImportTable.Request(
                        TableImports.Import.of(table, ImportMode.FULL_HISTORY), Optional.empty()));
        TableImports.Imported again = stack.stub(ImportTable.class, "import/orders")
                .importTable(new ImportTable.Request(
                        TableImports.Import.of(table, ImportMode.FULL_HISTORY), Optional.empty()));
        TableValidations.Parity parity = stack.stub(ValidateTable.class, "validate/orders")
                .validate(TableValidations.Validate.heads(
                        TableRef.registered(ConnectionName.DEFAULT, "orders"), Duration.ofSeconds(5)));

        // Then
        assertThat(found.tables()).extracting(TableDiscovery.Found::path).containsExactly(root.toString());
        assertThat(assessed.blocked()).isFalse();
        assertThat(imported.version()).isEqualTo(found.tables().get(0).version());
        assertThat(imported.activeFiles()).isEqualTo(found.tables().get(0).files());
        assertThat(again.versionsImported()).isZero();
        assertThat(parity.status()).isEqualTo(TableValidations.Status.OK);
        String digest = parity.report().orElseThrow().substring("reports/".length());
        assertThat(stack.ledger().reader().report(digest).orElseThrow().body()).contains("\"status\":\"ok\"");
    }

    @Test
    void saysWhichConnectionIsMissing() {
        // Given
        TableRef table = TableRef.at(new ConnectionName("reports"), directory.toString(), "orders");

        // When
        assertThatThrownBy(() -> stack.stub(ImportTable.class, "import/orders")
                        .importTable(new ImportTable.Request(
                                TableImports.Import.of(table, ImportMode.FAST), Optional.empty())))
                // Then
                .isInstanceOf(WorkflowFailedException.class)
                .rootCause()
                .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                    assertThat(failure.getType()).isEqualTo("INVALID_INPUT");
                    assertThat(failure.getOriginalMessage())
                            .isEqualTo("No database connection is called 'reports' on this worker."
                                    + " Set LAKESHIFT_DATABASE_REPORTS_URL where the worker runs, or name it under"
                                    + " database.connections in the worker's configuration.");
                });
    }

    private long commitThroughTheCatalog(Progress watching) {
        UUID tableId = UUID.fromString(watching.facts().id().orElseThrow());
        try (CatalogStore store =
                PostgresCatalogStore.open(DatabaseUrl.parse(stack.database().url()))) {
            long version = store.commits().head(tableId).currentVersion() + 1;
            new Ratifier(store.commits())
                    .ratify(new CommitRequest(
                            tableId, version, CommitBody.of("{\"txn\":{\"appId\":\"app\",\"version\":1}}\n")));
            return version;
        }
    }

    private static SqlDeltaMigration.Request migration(Path root) {
        return new SqlDeltaMigration.Request(
                "move",
                new SqlDeltaPlanSpec(
                        ConnectionName.DEFAULT, root.toString(), "orders", ImportMode.FULL_HISTORY, FenceMode.FEATURE),
                Policy.DEFAULT,
                Optional.empty(),
                "ann",
                Optional.empty());
    }
}
