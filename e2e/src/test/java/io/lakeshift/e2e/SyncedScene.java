package io.lakeshift.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lakeshift.activities.audit.AuditVerification;
import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.TaskQueues;
import io.lakeshift.workflows.databricks.Backend;
import io.lakeshift.workflows.databricks.Index;
import io.lakeshift.workflows.databricks.Lakebase;
import io.lakeshift.workflows.databricks.SyncMode;
import io.lakeshift.workflows.databricks.TableName;
import io.lakeshift.workflows.kinds.syncedtables.OnMissingCdf;
import io.lakeshift.workflows.kinds.syncedtables.PlanSyncedTables;
import io.lakeshift.workflows.kinds.syncedtables.RefreshSyncedTable;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableMigration;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTablesSetup;
import io.lakeshift.workflows.kinds.syncedtables.Upkeep;
import io.lakeshift.workflows.lifecycle.Policy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A synced table of its own for each test, on one sandbox and one stack, whose worker finds it by profile. */
final class SyncedScene implements BeforeEachCallback, AfterTestExecutionCallback {
    static final Duration LIMIT = Duration.ofSeconds(150);
    static final String SYNCED = "/api/2.0/database/synced_tables";
    static final String SCHEMAS = "/api/2.1/unity-catalog/schemas";
    static final String APPLICATION = "SCHEMA=fashion_demo\nPORT=8080\n";

    private static final ExtensionContext.Namespace SHARED = ExtensionContext.Namespace.create(SyncedScene.class);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private @Nullable SandboxProcess shop;
    private @Nullable MigrationStack shared;
    private String name = "";
    private String profile = SandboxProcess.PROFILE;
    private Path application = Path.of("");
    private List<String> before = List.of();
    private Upkeep upkeep = Upkeep.NONE;

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        ExtensionContext.Store store = context.getRoot().getStore(SHARED);
        SandboxProcess sandbox =
                store.computeIfAbsent(SandboxProcess.class, type -> SandboxProcess.start(), SandboxProcess.class);
        MigrationStack stack = store.computeIfAbsent(
                MigrationStack.class,
                type -> MigrationStack.start(
                        Map.of("DATABRICKS_CONFIG_FILE", sandbox.profiles().toString())),
                MigrationStack.class);
        shop = sandbox;
        shared = stack;
        stack.recover();
        name = "kill_" + NUMBER.incrementAndGet();
        application = sandbox.folder().resolve(name + ".env");
        Files.writeString(application, APPLICATION);
        before = places();
        upkeep = Upkeep.NONE;
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        context.getExecutionException()
                .ifPresent(failure -> System.out.println("The worker said:\n" + stack().workerLog()));
    }

    MigrationStack stack() {
        return Objects.requireNonNull(shared, "no test runs");
    }

    SandboxProcess sandbox() {
        return Objects.requireNonNull(shop, "no test runs");
    }

    /** From here on the worker logs in by another profile. */
    void useProfile(String other) {
        profile = other;
    }

    String migration() {
        return name;
    }

    TableName target() {
        return new TableName("main", name, "users_synced");
    }

    Path application() {
        return application;
    }

    /** What the plan asks to be done for the table once it is there. */
    void keepUp(Upkeep asked) {
        upkeep = asked;
    }

    private SyncedTableSpec table() {
        return new SyncedTableSpec(
                new TableName("main", "fashion_demo", "usersdb"),
                target(),
                List.of("user_id"),
                SyncMode.TRIGGERED,
                Optional.empty(),
                OnMissingCdf.SWITCH,
                List.of(new Index("idx_segment", List.of("segment"))),
                Optional.empty(),
                upkeep);
    }

    private SyncedTablesSetup setup() {
        return new SyncedTablesSetup(
                new Lakebase(
                        Optional.of(profile),
                        Backend.PROVISIONED,
                        Optional.of("fashion-demo"),
                        Optional.empty(),
                        "databricks_postgres",
                        Optional.of("5a4db0c5a4db0c01")),
                new SyncedTablesSetup.Staging("main", name + "_staging", true),
                true,
                List.of("reader@example.com"),
                Optional.of(new SyncedTablesSetup.Application(
                        application.toString(), Map.of("SCHEMA", name), List.of(unit()), Optional.empty())),
                SyncedTablesSetup.Sizing.DEFAULT);
    }

    private String unit() {
        return name + "/users_synced";
    }

    /** Plans, and starts what was planned. */
    Migration migrate() {
        PlanSyncedTables.Plan plan = stub(PlanSyncedTables.class, "plan/" + name)
                .plan(new PlanSyncedTables.Request(name, setup(), List.of(table()), 1));
        assertThat(plan.blocked()).as("%s", plan.units()).isFalse();
        PlanSyncedTables.UnitPlan planned = plan.units().get(0);
        WorkflowClient.start(
                stub(SyncedTableMigration.class, unit())::migrate,
                new SyncedTableMigration.Request(
                        name,
                        setup(),
                        planned.spec(),
                        Policy.DEFAULT,
                        Optional.of(planned.planHash()),
                        "test",
                        Optional.empty()));
        return new Migration(stack().client(), unit());
    }

    Migration migrateToQuestion() {
        Migration migration = migrate();
        migration.awaitQuestion(LIMIT);
        return migration;
    }

    Migration cutOver() {
        Migration migration = migrateToQuestion();
        assertThat(migration.approve().accepted()).isTrue();
        migration.awaitPhase(Phase.WATCHING, LIMIT);
        return migration;
    }

    CompletableFuture<RefreshSyncedTable.Result> refresh() {
        return WorkflowClient.execute(
                stub(RefreshSyncedTable.class, RefreshSyncedTable.workflowId(target()))::refresh,
                new RefreshSyncedTable.Request(
                        setup().lakebase(),
                        target(),
                        true,
                        Optional.of(setup()),
                        Optional.of(table()),
                        Optional.empty()));
    }

    /** Whoever is about to put this step on record is held: it is done, and nobody knows. */
    HoldPoint holdWhenDone(String step) {
        return HoldPoint.before(
                stack().database(), "lakeshift.audit_entries", "INSERT", "NEW.event LIKE '" + step + "'");
    }

    /** The table is there with its index and grant, the application reads it, and each thing was made once. */
    void isWired() throws IOException {
        assertThat(query("SELECT count(*) FROM " + name + ".users_synced")).isEqualTo("500");
        assertThat(query("SELECT count(*) FROM pg_index WHERE indisvalid AND indrelid = '" + name
                        + ".users_synced'::regclass"))
                .as("its key and one index")
                .isEqualTo("2");
        assertThat(query("SELECT count(*) FROM pg_index WHERE indrelid = '" + name + ".users_synced'::regclass"))
                .isEqualTo("2");
        assertThat(query("SELECT has_table_privilege('reader@example.com', '" + name + ".users_synced', 'SELECT')"))
                .isEqualTo("t");
        assertThat(Files.readString(application)).isEqualTo("SCHEMA=" + name + "\nPORT=8080\n");
        wasMadeOnce();
    }

    void wasMadeOnce() {
        assertThat(made(SYNCED)).containsExactly(target().full());
        assertThat(made(SCHEMAS)).containsExactlyInAnyOrder(name, name + "_staging");
    }

    private List<String> made(String path) {
        return sandbox().effective("POST", path).stream()
                .map(request -> request.path("body").path("name").asText())
                .filter(made -> made.contains(name))
                .toList();
    }

    /** Everything is as it was, in Unity Catalog, in PostgreSQL and in the application; and the record holds. */
    void nothingIsLeft() throws IOException {
        assertThat(sandbox().status(SYNCED + "/" + target().full())).isEqualTo(404);
        assertThat(places()).isEqualTo(before);
        assertThat(Files.readString(application)).isEqualTo(APPLICATION);
        wasMadeOnce();
        AuditVerification audit = stack().ledger().audit().verify();
        assertThat(audit.firstBreak()).isEmpty();
        assertThat(audit.entries()).isPositive();
    }

    private List<String> places() {
        List<String> places = new ArrayList<>();
        for (JsonNode schema : sandbox().body(SCHEMAS + "?catalog_name=main").path("schemas")) {
            places.add(schema.path("full_name").asText());
        }
        places.add(query("""
                SELECT string_agg(n.nspname || '.' || coalesce(c.relname, ''), ' ' ORDER BY 1)
                FROM pg_namespace n LEFT JOIN pg_class c ON c.relnamespace = n.oid
                WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'"""));
        return places;
    }

    /** One value out of the Lakebase. */
    String query(String sql) {
        try (Connection connection = sandbox().postgres();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.next() ? String.valueOf(result.getString(1)) : "no row";
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private <W> W stub(Class<W> type, String workflowId) {
        return stack().client()
                .newWorkflowStub(
                        type,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(workflowId)
                                .setTaskQueue(TaskQueues.LIFECYCLE.queueName())
                                .build());
    }
}
