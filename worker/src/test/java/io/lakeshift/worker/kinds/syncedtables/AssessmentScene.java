package io.lakeshift.worker.kinds.syncedtables;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.SandboxOptions;
import io.lakeshift.sandbox.seed.Seed;
import io.lakeshift.sandbox.unity.Securable;
import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.databricks.SyncMode;
import io.lakeshift.workflows.databricks.TableName;
import io.lakeshift.workflows.kinds.syncedtables.OnMissingCdf;
import io.lakeshift.workflows.kinds.syncedtables.PlanSyncedTables.Plan;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableAssessments.Assessment;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.kinds.syncedtables.Upkeep;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A sandbox with good and bad sources, the plans that are made of them, and what is found. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AssessmentScene {
    static final String LIMITED = "limited@example.com";

    private static final Seed SEED = Seed.parse("""
            include: fashion-demo
            identities:
              - {name: limited@example.com, display_name: Lou Limited, token: sandbox-limited}
              - {name: stranger@example.com, display_name: Sam Stranger, token: sandbox-stranger}
            instances:
              - {name: shared, users: [limited@example.com]}
            catalogs:
              - name: plain
                schemas:
                  - name: demo
                    tables:
                      - {name: stored, columns: [id bigint], primary_key: [id], rows: 3}
              - name: main
                schemas:
                  - name: odd
                    tables:
                      - name: dirty
                        columns: [id bigint, name string, tags array<string>, weights array<double>]
                        declare_key: false
                        primary_key: [id]
                        rows:
                          - [1, "fine", '["a"]', '[1.5]']
                          - [1, "twice", '["b"]', '[2.5]']
                          - [2, "nul\\0byte", '["c"]', '["NaN", 1.0]']
                          - [3, "fine", '["d"]', '[3.5]']
                          - [null, "lost", '["e"]', '[4.5]']
                      - name: clean
                        columns: [id bigint, at timestamp, Order string, "select int"]
                        primary_key: [id]
                        properties: {delta.enableChangeDataFeed: 'true'}
                        rows: 100
                      - name: filtered
                        columns: [id bigint]
                        primary_key: [id]
                        row_filter: {function_name: main.odd.mine, input_column_names: [id]}
                        rows: 3
                      - name: masked
                        columns: [id bigint, name string]
                        primary_key: [id]
                        masks: {name: {function_name: main.odd.hide}}
                        rows: 3
                      - name: special
                        columns: [id bigint, payload variant]
                        primary_key: [id]
                        rows: 0
                      - {name: astray, columns: [id bigint], primary_key: [id], storage_location: "s3://old/odd/astray", rows: 3}
                      - {name: iceberg, columns: [id bigint], primary_key: [id], data_source_format: ICEBERG, rows: 3}
            """);

    @SuppressWarnings("NullAway.Init")
    FashionDemo demo;

    private int plans;

    @BeforeAll
    void start(@TempDir Path folder) {
        demo = new FashionDemo(folder.resolve("app.env"), SandboxOptions.fast().withSeed(SEED));
        demo.withWarehouse();
    }

    @AfterAll
    void stop() {
        demo.close();
    }

    @BeforeEach
    void grantAll() {
        demo.sandbox.log().clear();
        grant(Securable.catalog("main"), "USE_CATALOG", "CREATE_SCHEMA");
        grant(Securable.schema("main", "fashion_demo"), "USE_SCHEMA", "SELECT", "CREATE_TABLE");
    }

    void grant(Securable on, String... privileges) {
        demo.sandbox.unity().grants().grant(on, LIMITED, Set.of(privileges));
    }

    @AfterEach
    void forgetFaults() {
        demo.sandbox.faults().clear();
    }

    /** Nothing but looking: this is asked of every plan that a test makes. */
    Plan plan(SyncedTableSpec... tables) {
        Plan plan = demo.plan(List.of(tables), "assessment-" + ++plans);
        for (JsonNode request : demo.sandbox.requests()) {
            String path = request.path("path").asText();
            String statement = request.path("body").path("statement").asText().toUpperCase(Locale.ROOT);
            boolean looks = request.path("method").asText().equals("GET")
                    || path.endsWith("/credentials")
                    || (path.equals("/api/2.0/sql/statements")
                            && (statement.startsWith("SELECT") || statement.startsWith("DESCRIBE")));
            assertThat(looks).as("%s", request).isTrue();
        }
        return plan;
    }

    Assessment assessed(SyncedTableSpec table) {
        return plan(table).units().get(0).assessment();
    }

    static void assertFinding(Assessment assessment, String code, String message, String remedy) {
        Finding finding = finding(assessment, code);
        assertThat(finding.message()).isEqualTo(message);
        assertThat(finding.remedy()).contains(remedy);
    }

    static Finding finding(Assessment assessment, String code) {
        return assessment.findings().stream()
                .filter(finding -> finding.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + code + " in " + assessment.findings()));
    }

    void fault(String path, int status, String code, String message) {
        ObjectNode body =
                JsonNodeFactory.instance.objectNode().put("error_code", code).put("message", message);
        demo.sandbox
                .faults()
                .set(JsonNodeFactory.instance
                        .objectNode()
                        .put("method", "GET")
                        .put("path", path)
                        .put("kind", "status")
                        .put("status", status)
                        .put("times", 100)
                        .set("body", body));
    }

    <T> T as(String profile, String instance, Supplier<T> work) {
        var usual = demo.setup;
        demo.setup = demo.as(profile, instance);
        try {
            return work.get();
        } finally {
            demo.setup = usual;
        }
    }

    static SyncedTableSpec users(String targetSchema) {
        return new SyncedTableSpec(
                new TableName("main", "fashion_demo", "usersdb"),
                new TableName("main", targetSchema, "users_synced"),
                List.of("user_id"),
                SyncMode.TRIGGERED,
                Optional.empty(),
                OnMissingCdf.SWITCH,
                List.of(),
                Optional.empty(),
                Upkeep.NONE);
    }

    static SyncedTableSpec spec(String schema, String table, List<String> key, Optional<String> timeseriesKey) {
        return new SyncedTableSpec(
                new TableName("main", schema, table),
                new TableName("main", "fashion_demo_lakebase", table + "_synced"),
                key,
                SyncMode.TRIGGERED,
                timeseriesKey,
                OnMissingCdf.SWITCH,
                List.of(),
                Optional.empty(),
                Upkeep.NONE);
    }
}
