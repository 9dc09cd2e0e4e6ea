package io.lakeshift.worker.kinds.syncedtables;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.kinds.syncedtables.PlanSyncedTables.Plan;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.lifecycle.Command;
import io.lakeshift.workflows.lifecycle.Decision;
import io.lakeshift.workflows.lifecycle.Policy;
import io.lakeshift.workflows.lifecycle.UnitFacts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** From Unity Catalog to an application that reads PostgreSQL, and back. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(240)
class SyncedTablesTest {
    private static final String SYNCED = "/api/2.0/database/synced_tables";
    private static final Command BY_RITA = new Command("rita", "because");

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path application;

    @SuppressWarnings("NullAway.Init")
    private FashionDemo demo;

    @BeforeEach
    void start() throws Exception {
        application = folder.resolve("app.env");
        Files.writeString(application, "# the shop\nSCHEMA=fashion_demo\nPRODUCTS_TABLE=productsdb\nPORT=8080\n");
        demo = new FashionDemo(application);
    }

    @AfterEach
    void stop() {
        demo.close();
    }

    @Test
    void bringsFourTablesOverAndTakesThemBackInTheRightOrder() throws Exception {
        // Given
        Plan plan = demo.plan(FashionDemo.tables());
        assertThat(plan.blocked()).as("%s", plan.units()).isFalse();
        assertThat(demo.effective("POST", "/api/2.1")).isEmpty();
        assertThat(demo.effective("POST", SYNCED)).isEmpty();

        // When
        demo.migrate(plan, Policy.DEFAULT);
        for (SyncedTableSpec table : FashionDemo.tables()) {
            demo.workers.awaitQuestion(FashionDemo.unit(table));
        }
        assertThat(Files.readString(application)).contains("SCHEMA=fashion_demo\n");
        for (SyncedTableSpec table : FashionDemo.tables()) {
            demo.workers.control(FashionDemo.unit(table)).send("approve", Decision.approve("ann", "fine"));
            demo.workers.awaitPhase(FashionDemo.unit(table), Phase.WATCHING);
        }

        // Then
        assertThat(demo.postgres("SELECT count(*) FROM fashion_demo_lakebase.products_synced"))
                .isEqualTo("2000");
        assertThat(
                        demo.postgres(
                                "SELECT count(*) FROM pg_index WHERE indisvalid AND indrelid = 'fashion_demo_lakebase.products_synced'::regclass"))
                .isEqualTo("2");
        assertThat(
                        demo.postgres(
                                "SELECT has_table_privilege('reader@example.com', 'fashion_demo_lakebase.users_synced', 'SELECT')"))
                .isEqualTo("t");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(Files.readString(application))
                                .isEqualTo(
                                        "# the shop\nSCHEMA=fashion_demo_lakebase\nPRODUCTS_TABLE=products_synced\nPORT=8080\n"));
        assertThat(posted()).hasSize(4).doesNotHaveDuplicates();
        assertThat(demo.effective("POST", "/api/2.1/unity-catalog/schemas")).hasSize(2);

        // When
        int before = demo.sandbox.requests().size();
        for (SyncedTableSpec table : FashionDemo.tables()) {
            demo.workers.control(FashionDemo.unit(table)).send("rollback", BY_RITA);
        }
        for (SyncedTableSpec table : FashionDemo.tables()) {
            demo.workers.awaitPhase(FashionDemo.unit(table), Phase.ROLLED_BACK);
        }

        // Then
        assertThat(Files.readString(application))
                .isEqualTo("# the shop\nSCHEMA=fashion_demo\nPRODUCTS_TABLE=productsdb\nPORT=8080\n");
        assertThat(demo.effective("DELETE", SYNCED)).hasSize(4);
        assertThat(demo.effective("DELETE", "/api/2.1/unity-catalog/tables")).isEmpty();
        assertThat(demo.effective("DELETE", "/api/2.1/unity-catalog/schemas")).hasSize(2);
        assertThat(demo.postgres("SELECT to_regnamespace('fashion_demo_lakebase') IS NULL"))
                .isEqualTo("t");
        assertThat(demo.sandbox.requests()).hasSizeGreaterThan(before);
    }

    @Test
    void aCreateWhoseAnswerIsLostIsNotRepeated() {
        // Given
        demo.sandbox
                .faults()
                .set(JsonNodeFactory.instance
                        .objectNode()
                        .put("method", "POST")
                        .put("path", SYNCED)
                        .put("kind", "cut_after")
                        .put("times", 2));
        Plan plan = demo.plan(FashionDemo.tables());

        // When
        demo.migrate(plan, Policy.DEFAULT);
        for (SyncedTableSpec table : FashionDemo.tables()) {
            demo.workers.awaitQuestion(FashionDemo.unit(table));
        }

        // Then
        assertThat(posted()).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    void abortingAfterTheImportRemovesWhatWasMade() {
        // Given
        List<SyncedTableSpec> one = List.of(FashionDemo.tables().get(1));
        demo.migrate(demo.plan(one), Policy.DEFAULT);
        demo.workers.awaitQuestion(FashionDemo.unit(one.get(0)));

        // When
        demo.workers.control(FashionDemo.unit(one.get(0))).send("abort", BY_RITA);
        demo.workers.awaitPhase(FashionDemo.unit(one.get(0)), Phase.ROLLED_BACK);

        // Then
        assertThat(demo.effective("DELETE", SYNCED)).hasSize(1);
        assertThat(demo.postgres("SELECT to_regclass('fashion_demo_lakebase.users_synced') IS NULL"))
                .isEqualTo("t");
    }

    @Test
    void schemasStayForATableThatIsOnItsWayIntoThem() {
        // Given
        SyncedTableSpec going = FashionDemo.tables().get(1);
        SyncedTableSpec leaving = FashionDemo.tables().get(3);
        demo.sandbox
                .faults()
                .set(JsonNodeFactory.instance
                        .objectNode()
                        .put("method", "POST")
                        .put("path", SYNCED)
                        .put("containing", going.target().full())
                        .put("kind", "deny")
                        .put("message", "not yet"));
        demo.migrate(demo.plan(List.of(going, leaving)), Policy.DEFAULT);
        demo.workers.awaitPhase(FashionDemo.unit(going), Phase.NEEDS_ATTENTION);
        demo.workers.awaitQuestion(FashionDemo.unit(leaving));

        // When
        demo.workers.control(FashionDemo.unit(leaving)).send("abort", BY_RITA);
        demo.workers.awaitPhase(FashionDemo.unit(leaving), Phase.ROLLED_BACK);

        // Then
        assertThat(demo.effective("DELETE", "/api/2.1/unity-catalog/schemas")).isEmpty();
        assertThat(demo.unityTables("fashion_demo_lakebase")).isEqualTo("[]");

        // When
        demo.workers.control(FashionDemo.unit(going)).send("abort", BY_RITA);
        demo.workers.awaitPhase(FashionDemo.unit(going), Phase.ROLLED_BACK);

        // Then
        assertThat(demo.effective("DELETE", "/api/2.1/unity-catalog/schemas")).hasSize(2);
        assertThat(demo.unityTables("fashion_demo_lakebase")).isEqualTo("none");
    }

    @Test
    void aViewOnTheTableStopsTheDropAndIsNamed() {
        // Given
        List<SyncedTableSpec> one = List.of(FashionDemo.tables().get(1));
        String unit = FashionDemo.unit(one.get(0));
        demo.migrate(demo.plan(one), Policy.DEFAULT);
        demo.workers.awaitQuestion(unit);
        demo.postgresExecute("CREATE VIEW public.rich AS SELECT * FROM fashion_demo_lakebase.users_synced");

        // When
        demo.workers.control(unit).send("abort", BY_RITA);
        String message = demo.workers
                .awaitPhase(unit, Phase.NEEDS_ATTENTION)
                .attention()
                .orElseThrow()
                .message();
        demo.postgresExecute("DROP VIEW public.rich");
        demo.workers.control(unit).send("retry", BY_RITA);
        demo.workers.awaitPhase(unit, Phase.ROLLED_BACK);

        // Then
        assertThat(message)
                .contains("Something depends on fashion_demo_lakebase.users_synced, so it is not dropped: view rich."
                        + " Drop or change these first; Lakeshift never cascades.");
        assertThat(demo.postgres("SELECT to_regclass('fashion_demo_lakebase.users_synced') IS NULL"))
                .isEqualTo("t");
    }

    @Test
    void aSyncThatFailsNeedsAttentionAndStopsNoOther() {
        // Given
        demo.sandbox
                .syncFaults()
                .set(JsonNodeFactory.instance
                        .objectNode()
                        .put("table", "main.fashion_demo_lakebase.users_synced")
                        .put("error", "SYNCED_TABLE_USER_ERROR.PRIMARY_KEY_CONSTRAINT_VIOLATION")
                        .put("message", "duplicate key value"));

        // When
        demo.migrate(demo.plan(FashionDemo.tables()), Policy.DEFAULT);
        String message = demo.workers
                .awaitPhase(FashionDemo.NAME + "/users_synced", Phase.NEEDS_ATTENTION)
                .attention()
                .orElseThrow()
                .message();
        demo.workers.awaitQuestion(FashionDemo.NAME + "/products_synced");

        // Then
        assertThat(message)
                .contains("main.fashion_demo_lakebase.users_synced is SYNCED_TABLE_OFFLINE_FAILED")
                .contains("clean them, or set timeseriesKey in the plan")
                .contains("lakeshift retry | rollback fashion-demo/users_synced");
    }

    @Test
    void comparesWithTheSourceThroughAWarehouse() {
        // Given
        demo.withWarehouse();
        List<SyncedTableSpec> one = List.of(FashionDemo.tables().get(1));
        String unit = FashionDemo.unit(one.get(0));

        // When
        Plan plan = demo.plan(one);
        demo.migrate(plan, Policy.DEFAULT);
        List<UnitFacts.Detail> details =
                demo.workers.awaitQuestion(unit).facts().details();

        // Then
        assertThat(plan.units().get(0).assessment().rows()).isEqualTo(500);
        assertThat(details)
                .contains(new UnitFacts.Detail("rows in PostgreSQL", "500"))
                .contains(new UnitFacts.Detail("rows expected", "500"));
        assertThat(details)
                .filteredOn(detail -> detail.name().equals("validated"))
                .singleElement()
                .satisfies(detail -> assertThat(detail.value())
                        .contains("checksums over user_id, user_name, age, gender, segment, location"));
    }

    private List<String> posted() {
        return demo.effective("POST", SYNCED).stream()
                .map(request -> request.path("body").path("name").asText())
                .toList();
    }

    @Test
    void noTokenIsInTheHistory() throws Exception {
        // Given
        List<SyncedTableSpec> one = List.of(FashionDemo.tables().get(1));
        String unit = FashionDemo.unit(one.get(0));
        demo.migrate(demo.plan(one), Policy.DEFAULT);
        demo.workers.awaitQuestion(unit);

        // When
        String history = demo.workers.client().fetchHistory(unit).toJson(false);
        List<String> payloads = Pattern.compile("\"data\": ?\"([A-Za-z0-9+/=]+)\"")
                .matcher(history)
                .results()
                .map(data -> new String(Base64.getDecoder().decode(data.group(1)), StandardCharsets.UTF_8))
                .toList();

        // Then
        assertThat(payloads).hasSizeGreaterThan(20);
        assertThat(payloads)
                .noneMatch(payload -> payload.contains(demo.sandbox.adminToken()) || payload.contains("eyJ"));
        assertThat(history).doesNotContain(demo.sandbox.adminToken());
    }
}
