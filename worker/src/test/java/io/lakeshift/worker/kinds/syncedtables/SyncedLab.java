package io.lakeshift.worker.kinds.syncedtables;

import com.databricks.sdk.core.DatabricksConfig;
import io.lakeshift.activities.databricks.Pipelines.Update;
import io.lakeshift.activities.databricks.SyncedTables.NewSyncedTable;
import io.lakeshift.activities.databricks.SyncedTables.SyncedTable;
import io.lakeshift.activities.databricks.Workspace;
import io.lakeshift.activities.databricks.Workspaces;
import io.lakeshift.activities.databricks.sdk.SdkWorkspaces;
import io.lakeshift.activities.execution.StepRunner;
import io.lakeshift.activities.failure.FailureInterceptor;
import io.lakeshift.activities.lakebase.LakebaseConnections;
import io.lakeshift.activities.ledger.LedgerDatabase;
import io.lakeshift.catalog.testing.TestingPostgres;
import io.lakeshift.catalog.uri.DatabaseUrl;
import io.lakeshift.sandbox.Sandbox;
import io.lakeshift.sandbox.SandboxOptions;
import io.lakeshift.sandbox.engine.SqlRequest;
import io.lakeshift.sandbox.lakebase.Home;
import io.lakeshift.sandbox.seed.Seed;
import io.lakeshift.worker.testing.TestingWorkers;
import io.lakeshift.workflows.LakeshiftDataConverter;
import io.lakeshift.workflows.databricks.Backend;
import io.lakeshift.workflows.databricks.Index;
import io.lakeshift.workflows.databricks.Lakebase;
import io.lakeshift.workflows.databricks.Standing;
import io.lakeshift.workflows.databricks.SyncMode;
import io.lakeshift.workflows.databricks.TableName;
import io.lakeshift.workflows.kinds.syncedtables.OnMissingCdf;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTablesSetup;
import io.lakeshift.workflows.kinds.syncedtables.Upkeep;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.worker.WorkerFactoryOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;

/** A sandbox, and single activities that work on it through the real SDK. */
final class SyncedLab implements AutoCloseable {
    static final Home INSTANCE = Home.instance("fashion-demo");
    private static final String DATABASE = "databricks_postgres";

    final Sandbox sandbox;
    private final TestingPostgres ledgerPostgres = TestingPostgres.createDatabase();
    final LedgerDatabase ledger = LedgerDatabase.open(DatabaseUrl.parse(ledgerPostgres.url()), Clock.systemUTC());
    final StepRunner steps = new StepRunner(ledger.steps());
    final Workspaces workspaces;
    final LakebaseConnections connections = LakebaseConnections.demandingTls();
    private final List<TestActivityEnvironment> environments = new ArrayList<>();
    private Optional<TestingWorkers> workers = Optional.empty();

    /** @param seed further tables, beside those of the fashion shop */
    SyncedLab(String seed) {
        try {
            sandbox = Sandbox.start(SandboxOptions.fast().withSeed(Seed.parse("include: fashion-demo\n" + seed)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        workspaces = profile -> SdkWorkspaces.open(
                new DatabricksConfig()
                        .setHost(sandbox.host())
                        .setToken(sandbox.adminToken())
                        .setAuthType("pat"),
                profile);
    }

    SyncedTablesSetup setup() {
        return new SyncedTablesSetup(
                new Lakebase(
                        Optional.of("sandbox"),
                        Backend.PROVISIONED,
                        Optional.of(INSTANCE.name()),
                        Optional.empty(),
                        DATABASE,
                        Optional.of("5a4db0c5a4db0c01")),
                new SyncedTablesSetup.Staging("main", "fashion_demo", false),
                true,
                List.of("reader@example.com"),
                Optional.empty(),
                SyncedTablesSetup.Sizing.DEFAULT);
    }

    Workspace workspace() {
        return workspaces.of(Optional.of("sandbox"));
    }

    static SyncedTableSpec spec(String source, SyncMode mode, List<String> key, Index... indexes) {
        return new SyncedTableSpec(
                new TableName("main", "fashion_demo", source),
                new TableName("main", "fashion_demo", source + "_synced"),
                key,
                mode,
                Optional.empty(),
                OnMissingCdf.SWITCH,
                List.of(indexes),
                Optional.empty(),
                Upkeep.NONE);
    }

    static SyncedTableSpec withTimeseries(SyncedTableSpec spec, String column) {
        return new SyncedTableSpec(
                spec.source(),
                spec.target(),
                spec.primaryKey(),
                spec.mode(),
                Optional.of(column),
                spec.onMissingCdf(),
                spec.indexes(),
                spec.decision(),
                spec.upkeep());
    }

    /** Makes the synced table, and waits for its first load. */
    SyncedTable sync(SyncedTableSpec spec) {
        return sync(spec, Optional.empty());
    }

    SyncedTable sync(SyncedTableSpec spec, Optional<String> pipeline) {
        workspace()
                .syncedTables(setup().lakebase())
                .create(new NewSyncedTable(
                        spec.target(),
                        spec.source(),
                        spec.primaryKey(),
                        spec.timeseriesKey(),
                        spec.mode(),
                        pipeline,
                        "main",
                        "fashion_demo",
                        false));
        return Awaitility.await(spec.target() + " to be ready")
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> look(spec),
                        table -> table.standing() == Standing.READY && table.version() >= 0 && idle(table));
    }

    SyncedTable look(SyncedTableSpec spec) {
        return workspace().syncedTables(setup().lakebase()).find(spec.target()).orElseThrow();
    }

    private static boolean idle(SyncedTable table) {
        return table.state()
                .filter(state -> state.endsWith("NO_PENDING_UPDATE") || state.endsWith("CONTINUOUS_UPDATE"))
                .isPresent();
    }

    /** Starts an update by hand and waits for its end. */
    Update update(SyncedTableSpec spec) {
        String pipeline = look(spec).pipelineId().orElseThrow();
        String update = Awaitility.await("the update before to end")
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> workspace().pipelines().startUpdate(pipeline, false), id -> true);
        return Awaitility.await("the update to end")
                .atMost(Duration.ofSeconds(60))
                .until(() -> workspace().pipelines().update(pipeline, update).orElseThrow(), Update::ended);
    }

    /** Changes a source, as somebody in the workspace would. */
    void source(String... statements) {
        for (String sql : statements) {
            sandbox.engine()
                    .execute(new SqlRequest(
                            sql, Optional.of("main"), Optional.of("fashion_demo"), Map.of(), "migrator@example.com"));
        }
    }

    String postgres(String sql) {
        try (Connection connection = sandbox.connect(INSTANCE, DATABASE);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.next() ? String.valueOf(result.getString(1)) : "no row";
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void postgresExecute(String sql) {
        try (Connection connection = sandbox.connect(INSTANCE, DATABASE);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whole workers beside the single activities, for what takes a workflow. */
    synchronized TestingWorkers workers() {
        if (workers.isEmpty()) {
            workers = Optional.of(TestingWorkers.of(workspaces));
        }
        return workers.get();
    }

    <T> T stub(Class<T> type, T implementation) {
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

    @Override
    public void close() {
        workers.ifPresent(TestingWorkers::close);
        environments.forEach(TestActivityEnvironment::close);
        steps.close();
        ledger.close();
        ledgerPostgres.close();
        sandbox.close();
    }
}
