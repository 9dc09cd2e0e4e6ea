package io.lakeshift.worker.kinds.syncedtables;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.lakeshift.sandbox.SandboxOptions;
import io.lakeshift.sandbox.lakebase.Home;
import io.lakeshift.sandbox.seed.Seed;
import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.databricks.Backend;
import io.lakeshift.workflows.databricks.Lakebase;
import io.lakeshift.workflows.kinds.syncedtables.PlanSyncedTables.Plan;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTablesSetup;
import io.lakeshift.workflows.lifecycle.Attention;
import io.lakeshift.workflows.lifecycle.Command;
import io.lakeshift.workflows.lifecycle.Decision;
import io.lakeshift.workflows.lifecycle.Policy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The other control plane, and tables that one of them does not make. */
@Timeout(240)
class AutoscalingTest {
    private static final String SYNCED = "/api/2.0/postgres/synced_tables";
    private static final String BRANCH = "projects/fashion-demo/branches/production";
    private static final Command BY_RITA = new Command("rita", "because");
    private static final String MADE_BY_THE_OTHER_API = """
            include: fashion-demo
            projects:
              - { id: boutique, created_via: postgres }""";

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private FashionDemo demo;

    @AfterEach
    void stop() {
        demo.close();
    }

    private void start(SandboxOptions options, Lakebase lakebase) {
        demo = new FashionDemo(folder.resolve("app.env"), options);
        SyncedTablesSetup usual = demo.setup;
        demo.setup = new SyncedTablesSetup(
                lakebase,
                usual.staging(),
                usual.createTargetSchema(),
                usual.grants(),
                Optional.empty(),
                usual.sizing());
    }

    private static Lakebase autoscaling(String endpoint) {
        return new Lakebase(
                Optional.of("sandbox"),
                Backend.AUTOSCALING,
                Optional.empty(),
                Optional.of(endpoint),
                FashionDemo.DATABASE,
                Optional.empty());
    }

    private static Lakebase provisioned(String instance) {
        return new Lakebase(
                Optional.of("sandbox"),
                Backend.PROVISIONED,
                Optional.of(instance),
                Optional.empty(),
                FashionDemo.DATABASE,
                Optional.empty());
    }

    @Test
    void bringsTwoTablesOverAndTakesThemBack() throws Exception {
        // Given
        start(SandboxOptions.fast(), autoscaling("projects/fashion-demo"));
        List<SyncedTableSpec> two = FashionDemo.tables().subList(0, 2);

        // When
        Plan plan = demo.plan(two);
        demo.migrate(plan, Policy.DEFAULT);
        for (SyncedTableSpec table : two) {
            demo.workers.awaitQuestion(FashionDemo.unit(table));
            demo.workers.control(FashionDemo.unit(table)).send("approve", Decision.approve("ann", "fine"));
            demo.workers.awaitPhase(FashionDemo.unit(table), Phase.WATCHING);
        }

        // Then
        assertThat(plan.blocked()).isFalse();
        List<? extends JsonNode> posted = demo.effective("POST", SYNCED);
        assertThat(posted)
                .extracting(it -> it.at("/query/synced_table_id").asText())
                .containsExactlyInAnyOrder(
                        "main.fashion_demo_lakebase.products_synced", "main.fashion_demo_lakebase.users_synced");
        assertThat(posted)
                .filteredOn(it -> it.at("/query/synced_table_id").asText().endsWith("users_synced"))
                .singleElement()
                .extracting(it -> it.at("/body/spec"))
                .isEqualTo(JsonNodeFactory.instance
                        .objectNode()
                        .put("branch", BRANCH)
                        .put("create_database_objects_if_missing", true)
                        .put("postgres_database", "databricks_postgres")
                        .put("scheduling_policy", "TRIGGERED")
                        .put("source_table_full_name", "main.fashion_demo.usersdb")
                        .<com.fasterxml.jackson.databind.node.ObjectNode>set(
                                "primary_key_columns",
                                JsonNodeFactory.instance.arrayNode().add("user_id"))
                        .set(
                                "new_pipeline_spec",
                                JsonNodeFactory.instance
                                        .objectNode()
                                        .put("storage_catalog", "main")
                                        .put("storage_schema", "fashion_demo_staging")));
        assertThat(postgres("SELECT count(*) FROM fashion_demo_lakebase.users_synced"))
                .isEqualTo("500");
        assertThat(demo.effective("POST", "/api/2.0/database")).isEmpty();
        assertThat(demo.sandbox.requests())
                .noneMatch(it -> it.path("path").asText().matches(".*/(instances/.*/)?synced_tables" + "$")
                        && it.path("method").asText().equals("GET"));

        // When
        for (SyncedTableSpec table : two) {
            demo.workers.control(FashionDemo.unit(table)).send("rollback", BY_RITA);
        }
        for (SyncedTableSpec table : two) {
            demo.workers.awaitPhase(FashionDemo.unit(table), Phase.ROLLED_BACK);
        }

        // Then
        assertThat(demo.effective("DELETE", SYNCED)).hasSize(2);
        assertThat(postgres("SELECT to_regnamespace('fashion_demo_lakebase') IS NULL"))
                .isEqualTo("t");
    }

    @Test
    void aProjectOfTheOtherApiWaitsForHandsAndGoesOnWhenItSeesTheTable() {
        // Given
        start(SandboxOptions.fast().withSeed(Seed.parse(MADE_BY_THE_OTHER_API)), provisioned("boutique"));
        SyncedTableSpec users = FashionDemo.tables().get(1);
        String unit = FashionDemo.unit(users);

        // When
        demo.migrate(demo.plan(List.of(users)), Policy.DEFAULT);
        Attention asked =
                demo.workers.awaitPhase(unit, Phase.NEEDS_ATTENTION).attention().orElseThrow();
        clickTogether("user_id");
        demo.workers.awaitQuestion(unit);

        // Then
        assertThat(asked.failure()).isEqualTo(MigrationFailure.BY_HAND);
        assertThat(asked.message())
                .contains("Make it by hand: in the workspace open Catalog, then the source table"
                        + " main.fashion_demo.usersdb, choose Create > Synced table, and enter: name"
                        + " main.fashion_demo_lakebase.users_synced; project boutique; branch its default one; database"
                        + " databricks_postgres; primary key user_id; timeseries key none; sync mode Triggered; pipeline"
                        + " a new one that stores in main.fashion_demo_staging. Lakeshift sees it when it is there,"
                        + " compares it with the plan and goes on; retry makes it look at once.")
                .endsWith("Next: lakeshift retry | rollback " + unit);
        assertThat(demo.effective("POST", "/api/2.0/database/synced_tables")).isEmpty();
    }

    @Test
    void whatWasMadeByHandOtherwiseThanPlannedIsToldAndLeftByARollback() {
        // Given
        start(SandboxOptions.fast().withSeed(Seed.parse(MADE_BY_THE_OTHER_API)), provisioned("boutique"));
        SyncedTableSpec users = FashionDemo.tables().get(1);
        String unit = FashionDemo.unit(users);
        demo.migrate(demo.plan(List.of(users)), Policy.DEFAULT);
        demo.workers.awaitPhase(unit, Phase.NEEDS_ATTENTION);

        // When
        clickTogether("user_name");
        demo.workers.control(unit).send("retry", BY_RITA);
        Attention told = awaitAttention(unit, MigrationFailure.EXISTS_DIFFERENTLY);
        demo.workers.control(unit).send("rollback", BY_RITA);
        demo.workers.awaitPhase(unit, Phase.ROLLED_BACK);

        // Then
        assertThat(told.message()).contains("primary key is [user_name], wanted is [user_id]");
        assertThat(demo.effective("DELETE", "/api/2.0")).isEmpty();
    }

    private Attention awaitAttention(String unit, MigrationFailure failure) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> demo.workers.control(unit).progress().attention(),
                        now -> now.filter(it -> it.failure() == failure).isPresent())
                .orElseThrow();
    }

    /** The workspace's pages make it in the project's own branch. */
    private void clickTogether(String key) {
        demo.click(SYNCED + "?synced_table_id=main.fashion_demo_lakebase.users_synced", """
                {"spec": {"branch": "projects/boutique/branches/production", "primary_key_columns": ["%s"],
                 "postgres_database": "databricks_postgres", "scheduling_policy": "TRIGGERED",
                 "source_table_full_name": "main.fashion_demo.usersdb",
                 "create_database_objects_if_missing": true}}""".formatted(key));
    }

    private String postgres(String sql) throws Exception {
        try (Connection connection = demo.sandbox.connect(Home.branch(BRANCH), FashionDemo.DATABASE);
                ResultSet result = connection.createStatement().executeQuery(sql)) {
            return result.next() ? String.valueOf(result.getString(1)) : "no row";
        }
    }
}
