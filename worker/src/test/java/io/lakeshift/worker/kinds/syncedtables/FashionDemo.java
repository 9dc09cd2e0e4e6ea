package io.lakeshift.worker.kinds.syncedtables;

import static org.assertj.core.api.Assertions.assertThat;

import com.databricks.sdk.core.DatabricksConfig;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.activities.databricks.Workspace;
import io.lakeshift.activities.databricks.sdk.SdkWorkspaces;
import io.lakeshift.sandbox.Sandbox;
import io.lakeshift.sandbox.SandboxOptions;
import io.lakeshift.sandbox.engine.SqlRequest;
import io.lakeshift.sandbox.http.ApiError;
import io.lakeshift.sandbox.lakebase.Home;
import io.lakeshift.worker.WorkerSettings;
import io.lakeshift.worker.testing.TestingWorkers;
import io.lakeshift.workflows.LakeshiftDataConverter;
import io.lakeshift.workflows.batch.MigrationBatch;
import io.lakeshift.workflows.databricks.Backend;
import io.lakeshift.workflows.databricks.Index;
import io.lakeshift.workflows.databricks.Lakebase;
import io.lakeshift.workflows.databricks.SyncMode;
import io.lakeshift.workflows.databricks.TableName;
import io.lakeshift.workflows.kinds.syncedtables.OnMissingCdf;
import io.lakeshift.workflows.kinds.syncedtables.PlanSyncedTables;
import io.lakeshift.workflows.kinds.syncedtables.SmokeTest;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableMigration;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTablesSetup;
import io.lakeshift.workflows.kinds.syncedtables.Upkeep;
import io.lakeshift.workflows.lifecycle.Policy;
import io.temporal.client.WorkflowClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The four tables of the fashion shop, a sandbox that has them, and workers that migrate them. */
final class FashionDemo implements AutoCloseable {
    static final String NAME = "fashion-demo";
    static final Home INSTANCE = Home.instance("fashion-demo");
    /** Of profiles that are not the admin's; see the seeds. */
    private static final Map<String, String> TOKENS =
            Map.of("limited", "sandbox-limited", "expired", "sandbox-expired");

    static final String DATABASE = "databricks_postgres";

    final Sandbox sandbox;
    final TestingWorkers workers;
    SyncedTablesSetup setup;

    FashionDemo(Path application) {
        this(application, SandboxOptions.fast());
    }

    FashionDemo(Path application, SandboxOptions options) {
        this(application, options, UnaryOperator.identity());
    }

    /** @param change what these workers have that others do not */
    FashionDemo(Path application, SandboxOptions options, UnaryOperator<WorkerSettings> change) {
        try {
            sandbox = Sandbox.start(options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        workers = TestingWorkers.of(this::workspace, change);
        setup = new SyncedTablesSetup(
                new Lakebase(
                        Optional.of("sandbox"),
                        Backend.PROVISIONED,
                        Optional.of(INSTANCE.name()),
                        Optional.empty(),
                        DATABASE,
                        Optional.empty()),
                new SyncedTablesSetup.Staging("main", "fashion_demo_staging", true),
                true,
                List.of("reader@example.com"),
                Optional.of(new SyncedTablesSetup.Application(
                        application.toString(),
                        Map.of("SCHEMA", "fashion_demo_lakebase", "PRODUCTS_TABLE", "products_synced"),
                        tables().stream()
                                .map(table -> NAME + "/" + table.alias())
                                .toList(),
                        Optional.empty())),
                SyncedTablesSetup.Sizing.DEFAULT);
    }

    private Workspace workspace(Optional<String> profile) {
        String token = TOKENS.getOrDefault(profile.orElse(""), sandbox.adminToken());
        return workspace(profile, token);
    }

    /** The sandbox as the holder of a token sees it. */
    Workspace workspace(Optional<String> profile, String token) {
        return SdkWorkspaces.open(
                new DatabricksConfig().setHost(sandbox.host()).setToken(token).setAuthType("pat"), profile);
    }

    /** From here on sources are looked at through the sandbox's warehouse. */
    FashionDemo withWarehouse() {
        Lakebase lakebase = setup.lakebase();
        setup = at(new Lakebase(
                lakebase.profile(),
                lakebase.backend(),
                lakebase.instance(),
                lakebase.endpoint(),
                lakebase.database(),
                Optional.of("5a4db0c5a4db0c01")));
        return this;
    }

    /** The same, by another profile and on another instance. */
    SyncedTablesSetup as(String profile, String instance) {
        Lakebase lakebase = setup.lakebase();
        return at(new Lakebase(
                Optional.of(profile),
                lakebase.backend(),
                Optional.of(instance),
                lakebase.endpoint(),
                lakebase.database(),
                lakebase.warehouse()));
    }

    /** From here on the application belongs to these tables alone, and is tested once it is switched. */
    void application(List<SyncedTableSpec> tables, Optional<SmokeTest> smokeTest) {
        SyncedTablesSetup.Application application = setup.application().orElseThrow();
        setup = new SyncedTablesSetup(
                setup.lakebase(),
                setup.staging(),
                setup.createTargetSchema(),
                setup.grants(),
                Optional.of(new SyncedTablesSetup.Application(
                        application.file(),
                        application.set(),
                        tables.stream().map(FashionDemo::unit).toList(),
                        smokeTest)),
                setup.sizing());
    }

    private SyncedTablesSetup at(Lakebase lakebase) {
        return new SyncedTablesSetup(
                lakebase,
                setup.staging(),
                setup.createTargetSchema(),
                setup.grants(),
                setup.application(),
                setup.sizing());
    }

    static List<SyncedTableSpec> tables() {
        return List.of(
                table(
                        "productsdb",
                        "products_synced",
                        "product_id",
                        new Index("idx_products_category", List.of("master_category"))),
                table("usersdb", "users_synced", "user_id", new Index("idx_users_segment", List.of("segment"))),
                table("product_image_embeddingsdb", "product_embeddings_synced", "product_id"),
                table("user_style_featuresdb", "user_features_synced", "user_id"));
    }

    static SyncedTableSpec table(String source, String target, String key, Index... indexes) {
        return new SyncedTableSpec(
                new TableName("main", "fashion_demo", source),
                new TableName("main", "fashion_demo_lakebase", target),
                List.of(key),
                SyncMode.TRIGGERED,
                Optional.empty(),
                OnMissingCdf.SWITCH,
                List.of(indexes),
                Optional.empty(),
                Upkeep.NONE);
    }

    PlanSyncedTables.Plan plan(List<SyncedTableSpec> tables) {
        return plan(tables, NAME);
    }

    PlanSyncedTables.Plan plan(List<SyncedTableSpec> tables, String id) {
        return workers.stub(PlanSyncedTables.class, "plan/" + id)
                .plan(new PlanSyncedTables.Request(NAME, setup, tables, 4));
    }

    /** Starts the batch with what the plan has decided. */
    void migrate(PlanSyncedTables.Plan plan, Policy policy) {
        migrate(plan, policy, 4);
    }

    void migrate(PlanSyncedTables.Plan plan, Policy policy, int parallelism) {
        ObjectNode shared = JsonNodeFactory.instance.objectNode();
        shared.set("setup", json(setup));
        shared.set("policy", json(policy));
        List<MigrationBatch.Table> tables = plan.units().stream()
                .map(unit -> new MigrationBatch.Table(
                        unit.spec().source().full(),
                        unit.spec().alias(),
                        Optional.of(unit.planHash()),
                        Optional.of(json(unit.spec()))))
                .toList();
        WorkflowClient.start(
                workers.stub(MigrationBatch.class, NAME)::run,
                MigrationBatch.Request.of(
                        NAME,
                        parallelism,
                        new MigrationBatch.Units(SyncedTableMigration.class.getSimpleName(), shared),
                        tables,
                        "rita"));
    }

    private static JsonNode json(Object value) {
        return LakeshiftDataConverter.objectMapper().valueToTree(value);
    }

    static String unit(SyncedTableSpec table) {
        return NAME + "/" + table.alias();
    }

    /** The requests of one method below a path that took effect. */
    List<? extends JsonNode> effective(String method, String path) {
        return sandbox.requests().stream()
                .filter(request -> request.path("effect").asBoolean()
                        && request.path("method").asText().equals(method)
                        && request.path("path").asText().startsWith(path))
                .toList();
    }

    /** What a person does in the workspace, whose pages know more than one of its APIs. */
    void click(String path, String body) {
        HttpRequest click = HttpRequest.newBuilder(URI.create(sandbox.host() + path))
                .header("Authorization", "Bearer " + sandbox.adminToken())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .sendAsync(click, HttpResponse.BodyHandlers.ofString())
                .join();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** One value out of the Lakebase, as superuser. */
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

    /** What somebody else does to the sources. */
    void source(String sql) {
        sandbox.engine()
                .execute(new SqlRequest(
                        sql, Optional.of("main"), Optional.of("fashion_demo"), Map.of(), "migrator@example.com"));
    }

    /** Names of a schema's tables in Unity Catalog; what there is instead where there is no such schema. */
    String unityTables(String schema) {
        try {
            return sandbox.unity().tables().list("main", schema).stream()
                    .map(table -> table.path("name").asText())
                    .toList()
                    .toString();
        } catch (ApiError e) {
            return "none";
        }
    }

    @Override
    public void close() {
        workers.close();
        sandbox.close();
    }
}
