package io.lakeshift.activities.kinds.sqldelta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakeshift.activities.audit.StepAudit;
import io.lakeshift.activities.connections.ConnectionRegistry;
import io.lakeshift.activities.connections.ConnectionSources;
import io.lakeshift.activities.execution.StepRunner;
import io.lakeshift.activities.failure.FailureInterceptor;
import io.lakeshift.activities.ledger.LedgerDatabase;
import io.lakeshift.catalog.postgres.PostgresOptions;
import io.lakeshift.catalog.testing.GoldenTables;
import io.lakeshift.catalog.testing.TestingCatalog;
import io.lakeshift.catalog.testing.TestingPostgres;
import io.lakeshift.catalog.uri.DatabaseUrl;
import io.lakeshift.catalog.validate.DiffReport;
import io.lakeshift.catalog.validate.DiffRequest;
import io.lakeshift.catalog.validate.DiffStatus;
import io.lakeshift.catalog.validate.TableDiff;
import io.lakeshift.workflows.ConnectionName;
import io.lakeshift.workflows.LakeshiftDataConverter;
import io.lakeshift.workflows.kinds.sqldelta.ImportMode;
import io.lakeshift.workflows.kinds.sqldelta.TableHeads;
import io.lakeshift.workflows.kinds.sqldelta.TableImports;
import io.lakeshift.workflows.kinds.sqldelta.TableImports.Import;
import io.lakeshift.workflows.kinds.sqldelta.TableImports.Imported;
import io.lakeshift.workflows.kinds.sqldelta.TableRef;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.worker.WorkerFactoryOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableActivitiesTest {
    private final TestingCatalog catalog = new TestingCatalog();
    private final LedgerDatabase ledger =
            LedgerDatabase.open(DatabaseUrl.parse(catalog.database().url()), Clock.systemUTC());
    private final StepRunner steps = new StepRunner(ledger.steps());
    private final ConnectionRegistry connections = new ConnectionRegistry(
            ConnectionSources.settings(Map.of("default", catalog.database().url())),
            PostgresOptions.DEFAULT,
            Duration.ofMinutes(10),
            Clock.systemUTC());
    private final Tables tables = new Tables(connections);
    private final List<TestActivityEnvironment> environments = new ArrayList<>();

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        environments.forEach(TestActivityEnvironment::close);
        steps.close();
        connections.close();
        ledger.close();
        catalog.close();
    }

    @Test
    void doublesNoRowWhenTwoAttemptsOfOneImportRunAtOnce() throws Exception {
        // Given
        Path root = GoldenTables.copy("checkpoint", directory);
        Import request = new Import(
                TableRef.at(ConnectionName.DEFAULT, root.toString(), "orders"),
                ImportMode.FULL_HISTORY,
                OptionalInt.of(1),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        Callable<Optional<Imported>> zombie = attempt(request);
        Callable<Optional<Imported>> successor = attempt(request);
        ExecutorService threads = Executors.newFixedThreadPool(2);

        // When
        List<Future<Optional<Imported>>> attempts = threads.invokeAll(List.of(zombie, successor));
        threads.shutdown();
        Imported last = imports().importTable(request);

        // Then
        long imported = last.versionsImported();
        for (Future<Optional<Imported>> attempt : attempts) {
            imported += attempt.get().map(Imported::versionsImported).orElse(0L);
        }
        assertThat(imported).isEqualTo(last.version() + 1);
        assertThat(catalog.query("SELECT count(*) FROM dl_tables")).containsExactly("1");
        assertThat(catalog.query("SELECT count(*) FROM dl_table_versions"))
                .containsExactly(Long.toString(last.version() + 1));
        DiffReport diff = new TableDiff(catalog.store(), Clock.systemUTC()).diff(DiffRequest.of("orders"));
        assertThat(diff.status()).isEqualTo(DiffStatus.OK);
    }

    /** An attempt that is refused because the other one is at work ends, and is retried by Temporal. */
    private Callable<Optional<Imported>> attempt(Import request) {
        TableImports port = imports();
        return () -> {
            try {
                return Optional.of(port.importTable(request));
            } catch (ActivityFailure | ApplicationFailure e) {
                assertThat(e).hasStackTraceContaining("TABLE_BUSY");
                return Optional.empty();
            }
        };
    }

    @Test
    void writesNothingInADryRun() {
        // Given
        Path root = GoldenTables.copy("checkpoint", directory);
        TableRef table = TableRef.at(ConnectionName.DEFAULT, root.toString(), "orders");

        // When
        Imported imported = imports()
                .importTable(new Import(
                        table,
                        ImportMode.FULL_HISTORY,
                        OptionalInt.empty(),
                        true,
                        Optional.empty(),
                        Optional.of("ann"),
                        Optional.empty()));

        // Then
        assertThat(imported.tableId()).isEmpty();
        assertThat(imported.version()).isPositive();
        assertThat(catalog.query("SELECT count(*) FROM dl_tables")).containsExactly("0");
        assertThat(told()).isEmpty();
    }

    @Test
    void putsOnRecordWhoImportedAndWhatCameOfIt() throws Exception {
        // Given
        Path root = GoldenTables.copy("checkpoint", directory);
        Path empty = Files.createDirectories(directory.resolve("empty"));

        // When
        Imported imported = imports().importTable(by("ann", root));
        imports().importTable(Import.of(at(root), ImportMode.FAST));
        assertThatThrownBy(() -> imports().importTable(by("ben", empty)))
                // Then
                .hasStackTraceContaining("NO_LOG_FILES");
        assertThat(told())
                .containsExactly(
                        "IMPORTED ann " + imported.version() + " " + imported.versionsImported()
                                + " versions of checkpoint stored",
                        "IMPORT_FAILED ben null NO_LOG_FILES: No checkpoint or JSON files found in " + empty
                                + "/_delta_log. Verify the table path and that its _delta_log holds commits.");
        assertThat(ledger.audit().verify().intact()).isTrue();
    }

    @Test
    void registersTheLocationThatIsGivenAndKnowsTheTableByItsLogToo() {
        // Given
        Path root = GoldenTables.copy("checkpoint", directory);

        // When
        Imported first = imports().importTable(at(root, "s3a://Warehouse/sales/"));
        Imported again = imports().importTable(at(root, "s3://warehouse/sales"));
        Imported byLog = imports().importTable(Import.of(at(root), ImportMode.FAST));
        TableHeads.Head head = heads().readHead(new TableHeads.ReadHead(at(root), Duration.ZERO));

        // Then
        assertThat(first.alias()).isEqualTo("sales");
        assertThat(List.of(again, byLog)).allSatisfy(later -> {
            assertThat(later.tableId()).isEqualTo(first.tableId());
            assertThat(later.versionsImported()).isZero();
        });
        assertThat(first.tableId()).contains(head.tableId());
        assertThat(catalog.query("SELECT location || ' ' || log_location FROM dl_tables"))
                .containsExactly("s3://warehouse/sales " + root + "/_delta_log");
    }

    private Import by(String person, Path root) {
        return new Import(
                at(root),
                ImportMode.FAST,
                OptionalInt.empty(),
                false,
                Optional.empty(),
                Optional.of(person),
                Optional.empty());
    }

    private Import at(Path root, String location) {
        return new Import(
                at(root),
                ImportMode.FAST,
                OptionalInt.empty(),
                false,
                Optional.of(location),
                Optional.empty(),
                Optional.empty());
    }

    private List<String> told() {
        return catalog.query("""
                SELECT concat_ws(' ', event, actor, coalesce(head_version::text, 'null'), detail)
                FROM audit_entries ORDER BY sequence""");
    }

    @Test
    void readsTheHeadsOfBothSides() {
        // Given
        Path root = GoldenTables.copy("basic-with-inserts-updates", directory);
        UUID id = catalog.importTable(root);
        catalog.cutOver(id);
        long ratified = catalog.ratifyNext(id, "{\"txn\":{\"appId\":\"app\",\"version\":1}}")
                .version();

        // When
        TableHeads.Head head = heads().readHead(new TableHeads.ReadHead(at(root), Duration.ofMillis(50)));

        // Then
        assertThat(head.tableId()).isEqualTo(id.toString());
        assertThat(head.version()).isEqualTo(ratified);
        assertThat(head.publishedVersion()).isEqualTo(ratified - 1);
        assertThat(head.logVersion()).isEqualTo(ratified - 1);
        assertThat(head.authority()).isEqualTo(TableHeads.Authority.SQL);
        assertThat(head.fenceVersion()).isEqualTo(OptionalLong.of(ratified - 1));
        assertThat(head.foreignVersion()).isEmpty();
        assertThat(head.lagSeconds()).isPositive();
    }

    @Test
    void noticesACommitThatWentPastTheFence() throws Exception {
        // Given
        Path root = GoldenTables.copy("basic-with-inserts-updates", directory);
        UUID id = catalog.importTable(root);
        long fence = catalog.cutOver(id).version();
        Files.writeString(
                root.resolve("_delta_log").resolve("%020d.json".formatted(fence + 1)),
                "{\"txn\":{\"appId\":\"foreign\",\"version\":1}}\n");

        // When
        TableHeads.Head head = heads().readHead(new TableHeads.ReadHead(at(root), Duration.ZERO));

        // Then
        assertThat(head.foreignVersion()).isEqualTo(OptionalLong.of(fence + 1));
    }

    @Test
    void saysThatATableIsUnknown() {
        // Given
        TableRef table = TableRef.registered(ConnectionName.DEFAULT, "nothing");

        // When
        assertThatThrownBy(() -> heads().readHead(new TableHeads.ReadHead(table, Duration.ZERO)))
                // Then
                .hasStackTraceContaining("TABLE_UNKNOWN")
                .hasStackTraceContaining("The catalog knows no table 'nothing'. Import it first"
                        + " (lakeshift import PATH), or list the tables (lakeshift status).");
    }

    @Test
    void opensTheCatalogAfterTheLedgerHasMadeTheSchema() {
        // Given
        try (TestingPostgres fresh = TestingPostgres.createDatabase();
                LedgerDatabase first = LedgerDatabase.open(DatabaseUrl.parse(fresh.url()), Clock.systemUTC());
                ConnectionRegistry registry = new ConnectionRegistry(
                        ConnectionSources.settings(Map.of("default", fresh.url())),
                        PostgresOptions.DEFAULT,
                        Duration.ofMinutes(1),
                        Clock.systemUTC())) {

            // When
            int found = registry.with(
                    ConnectionName.DEFAULT, store -> store.tables().all().size());

            // Then
            assertThat(found).isZero();
            assertThat(first.reader().unfinished()).isEmpty();
        }
    }

    private TableRef at(Path root) {
        return new TableRef(ConnectionName.DEFAULT, Optional.of(root.toString()), Optional.empty());
    }

    private TableImports imports() {
        return stub(
                TableImports.class,
                new TableImportsImpl(tables, steps, new StepAudit(ledger.audit(), "import", Clock.systemUTC())));
    }

    private TableHeads heads() {
        return stub(TableHeads.class, new TableHeadsImpl(tables, steps));
    }

    private <T> T stub(Class<T> type, T implementation) {
        TestActivityEnvironment environment = TestActivityEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(LakeshiftDataConverter.create())
                        .build())
                .setWorkerFactoryOptions(WorkerFactoryOptions.newBuilder()
                        .setWorkerInterceptors(new FailureInterceptor())
                        .build())
                .build());
        environments.add(environment);
        environment.registerActivitiesImplementations(implementation);
        return environment.newActivityStub(
                type,
                ActivityOptions.newBuilder()
                        .setStartToCloseTimeout(Duration.ofMinutes(2))
                        .build());
    }
}
