package io.lakeshift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.lakeshift.sandbox.Sandbox;
import io.lakeshift.sandbox.SandboxOptions;
import io.lakeshift.sandbox.engine.SqlRequest;
import io.lakeshift.sandbox.lakebase.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code doctor --for}: what each kind needs of a workspace, found, missing, refused, or not to be told. */
@Timeout(120)
class DoctorPrerequisitesTest {
    private static final String PIPELINES = "/api/2.0/pipelines";

    private static @Nullable Sandbox started;

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeAll
    static void startSandbox() throws IOException, SQLException {
        started = Sandbox.start(SandboxOptions.fast());
        try (Connection connection = sandbox()
                        .connect(Home.branch("projects/fashion-demo/branches/production"), "databricks_postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA shop");
            statement.execute("CREATE TABLE shop.orders (id bigint PRIMARY KEY)");
            statement.execute("CREATE SCHEMA hollow");
            statement.execute("CREATE VIEW hollow.orders AS SELECT * FROM shop.orders");
        }
        sandbox()
                .engine()
                .execute(new SqlRequest(
                        "CREATE TABLE main.fashion_demo.lb_orders_history (id bigint)",
                        Optional.of("main"),
                        Optional.of("fashion_demo"),
                        Map.of(),
                        "migrator@example.com"));
    }

    @AfterAll
    static void closeSandbox() {
        if (started != null) {
            started.close();
        }
    }

    @BeforeEach
    void writeProfiles() throws IOException {
        Path file = Files.writeString(folder.resolve("databrickscfg"), """
                [DEFAULT]
                host = %1$s
                token = %2$s

                [sandbox]
                host = %1$s
                token = %2$s

                [stale]
                host = %1$s
                token = sandbox-expired

                [reader]
                host  = %1$s
                token = sandbox-reader
                """.formatted(
                        sandbox().host(), sandbox().adminToken()));
        environment.put("DATABRICKS_CONFIG_FILE", file.toString());
        environment.put("LAKESHIFT_HOME", folder.resolve("home").toString());
        environment.put("PATH", folder.toString());
    }

    @AfterEach
    void forgetFaults() {
        sandbox().faults().clear();
    }

    private record Answer(int exitCode, Map<String, String> checks) {}

    /** By name {@code RESULT detail}; several of one name are lines of one. */
    private Answer doctor(String... args) throws IOException {
        List<String> all = new ArrayList<>(List.of("doctor", "--output", "json"));
        all.addAll(List.of(args));
        Golden.Result result = Golden.run(environment, all.toArray(String[]::new));
        assertThat(result.out()).as(result.err()).isNotEmpty();
        Map<String, String> checks = new HashMap<>();
        for (JsonNode check : new ObjectMapper().readTree(result.out()).path("checks")) {
            checks.merge(
                    check.path("name").asText(),
                    check.path("result").asText() + " " + check.path("detail").asText(),
                    (one, other) -> one + "\n" + other);
        }
        return new Answer(result.exitCode(), checks);
    }

    @Test
    void lakehouseSyncFindsItsTablesAndItsDestinationAndOnlyReads() throws IOException {
        // Given
        int before = sandbox().requests().size();

        // When
        Golden.Result result = Golden.run(
                environment,
                "doctor",
                "--for",
                "lakehouse-sync",
                "--project",
                "fashion-demo",
                "--schema",
                "shop",
                "--destination",
                "main.fashion_demo");

        // Then
        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        assertThat(result.out())
                .containsPattern("Lakehouse Sync +warning +Beta, AWS only, in regions with autoscaling Lakebase; no API"
                        + " tells which\\.")
                .containsPattern(
                        "Cloud +ok +" + sandbox().host() + " is on this machine: taken for a rehearsal's, on AWS")
                .containsPattern("Lakebase +ok +projects/fashion-demo\n")
                .containsPattern("Source tables +ok +such as shop\\.orders\n")
                .containsPattern("Destination +ok +main\\.fashion_demo\n")
                .doesNotContain(sandbox().adminToken());
        assertThat(sandbox().requests().stream().skip(before))
                .filteredOn(request -> !request.path("method").asText().equals("GET"))
                .as("the password for a look at PostgreSQL")
                .extracting(request -> request.path("path").asText())
                .containsOnly("/api/2.0/postgres/credentials");
    }

    @Test
    void lakehouseSyncNamesWhatIsMissingWithWhatToDo() throws IOException {
        // When
        Answer noProject = doctor("--for", "lakehouse-sync", "--project", "nope", "--destination", "main.nowhere");
        Answer noTables = doctor(
                "--for",
                "lakehouse-sync",
                "--project",
                "fashion-demo",
                "--schema",
                "hollow",
                "--destination",
                "no.such");

        // Then
        assertThat(noProject.exitCode()).isEqualTo(ExitCode.FAILED.code());
        assertThat(noProject.checks())
                .containsEntry(
                        "Lakebase",
                        "FAILED There is no Lakebase project projects/nope, but projects/fashion-demo. Correct its name, or"
                                + " create it: a plan's spec.setup.lakebase, then lakeshift set-up -f PLAN.")
                .containsEntry(
                        "Destination",
                        "FAILED There is no schema main.nowhere, or it may not be seen. Correct its name, or create it: a"
                                + " plan's spec.setup.catalog and spec.setup.schema, then lakeshift set-up -f PLAN.");
        assertThat(noTables.exitCode()).isEqualTo(ExitCode.FAILED.code());
        assertThat(noTables.checks())
                .containsEntry(
                        "Source tables",
                        "FAILED There is no table in schema hollow of PostgreSQL. Create the tables that are to be synced"
                                + " first, or name another schema with --schema.")
                .hasEntrySatisfying(
                        "Destination", text -> assertThat(text).startsWith("FAILED There is no catalog no, or it"));
    }

    @Test
    void whatIsNotNamedCannotBeToldAndIsNoFailure() throws IOException {
        // When
        Answer sync = doctor("--for", "lakehouse-sync");
        Answer medallion = doctor("--for", "medallion");

        // Then
        assertThat(sync.exitCode()).isZero();
        assertThat(sync.checks())
                .containsEntry("Lakebase", "UNKNOWN None is named: add --project NAME, or -f PLAN.")
                .containsEntry("Destination", "UNKNOWN None is named: add --destination CATALOG.SCHEMA.");
        assertThat(medallion.exitCode()).isZero();
        assertThat(medallion.checks())
                .containsEntry(
                        "History",
                        "UNKNOWN No entity is named: add --entity NAME for each, and --destination CATALOG.SCHEMA.");
    }

    @Test
    void aMedallionNeedsPipelinesAndTheHistoryOfEachEntity() throws IOException {
        // When
        Answer both = doctor(
                "--for", "medallion", "--destination", "main.fashion_demo", "--entity", "orders", "--entity", "users");
        Answer one = doctor("--for", "medallion", "--destination", "main.fashion_demo", "--entity", "orders");

        // Then
        assertThat(one.exitCode()).as("%s", one.checks()).isZero();
        assertThat(one.checks())
                .containsEntry("Declarative Pipelines", "OK available, none yet")
                .containsEntry("Privileges", "OK you may create tables in main.fashion_demo")
                .containsEntry("History", "OK main.fashion_demo.lb_orders_history");
        assertThat(both.exitCode()).isEqualTo(ExitCode.FAILED.code());
        assertThat(both.checks())
                .containsEntry(
                        "History",
                        "OK main.fashion_demo.lb_orders_history\nFAILED There is no"
                                + " main.fashion_demo.lb_users_history, or it may not be seen. A medallion pipeline does"
                                + " not make it: Lakehouse Sync does, see lakeshift doctor --for lakehouse-sync.");
    }

    @Test
    void pipelinesThatAreRefusedOrNotEnabledAreNotAvailableAndABusyWorkspaceIsNotHeldAgainstIt() throws IOException {
        // When
        fault(403, "PERMISSION_DENIED", "no pipelines for you");
        Answer denied = doctor("--for", "medallion");
        fault(400, "FEATURE_DISABLED", "Pipelines are not enabled");
        Answer disabled = doctor("--for", "medallion");
        fault(503, "TEMPORARILY_UNAVAILABLE", "busy");
        Answer busy = doctor("--for", "medallion");

        // Then
        assertThat(denied.exitCode()).isEqualTo(ExitCode.FAILED.code());
        assertThat(denied.checks().get("Declarative Pipelines"))
                .startsWith(
                        "FAILED Lakeflow Declarative Pipelines (serverless) are not available to this identity; ask the"
                                + " workspace's admin. ")
                .contains("no pipelines for you");
        assertThat(disabled.exitCode()).isEqualTo(ExitCode.FAILED.code());
        assertThat(disabled.checks().get("Declarative Pipelines")).contains("Pipelines are not enabled");
        assertThat(busy.exitCode()).isZero();
        assertThat(busy.checks().get("Declarative Pipelines")).startsWith("UNKNOWN ");
    }

    private static void fault(int status, String code, String message) {
        sandbox().faults().clear();
        sandbox()
                .faults()
                .set(JsonNodeFactory.instance
                        .objectNode()
                        .put("method", "GET")
                        .put("path", PIPELINES)
                        .put("kind", "status")
                        .put("status", status)
                        .put("times", 5)
                        .set(
                                "body",
                                JsonNodeFactory.instance
                                        .objectNode()
                                        .put("error_code", code)
                                        .put("message", message)));
    }

    @Test
    void whoMayNotCreateTablesIsToldWhatIsMissing() throws IOException {
        // When
        Answer answer = doctor("--profile", "reader", "--for", "medallion", "--destination", "main.fashion_demo");

        // Then
        assertThat(answer.exitCode()).isEqualTo(ExitCode.FAILED.code());
        assertThat(answer.checks().get("Privileges"))
                .startsWith("FAILED You lack CREATE_TABLE")
                .endsWith(" on main.fashion_demo; its owner, or whoever has MANAGE on it, can grant that.");
    }

    @Test
    void syncedTablesTakeTheirLakebaseFromThePlan() throws IOException {
        // When
        Answer provisioned = doctor("-f", "../docs/examples/fashion-demo.yaml", "--for", "synced-tables");
        Answer absent = doctor("--for", "synced-tables", "--project", "nope");

        // Then
        assertThat(provisioned.exitCode()).as("%s", provisioned.checks()).isZero();
        assertThat(provisioned.checks())
                .containsEntry("Lakebase", "OK fashion-demo, AVAILABLE")
                .containsEntry("Database", "OK PostgreSQL lets you in")
                .containsEntry(
                        "Tables",
                        "UNKNOWN Keys, change data feeds and privileges of single tables: lakeshift assess -f PLAN")
                .doesNotContainKey("Cloud");
        assertThat(absent.exitCode()).isEqualTo(ExitCode.FAILED.code());
        assertThat(absent.checks()).containsKey("Cloud");
    }

    @Test
    void withoutALoginNothingElseIsLookedAt() throws IOException {
        // When
        Answer answer = doctor("--profile", "stale", "--for", "lakehouse-sync", "--project", "fashion-demo");

        // Then
        assertThat(answer.exitCode()).isEqualTo(ExitCode.FAILED.code());
        assertThat(answer.checks())
                .containsEntry("Prerequisites", "UNKNOWN Not looked at: the login has to work first.")
                .doesNotContainKey("Lakebase");
    }

    @Test
    void anUnknownPurposeOrDestinationIsAWrongUse() {
        assertThat(Golden.run(environment, "doctor", "--for", "lakehouse").err())
                .contains("'lakehouse' is none of synced-tables, lakehouse-sync, medallion");
        assertThat(Golden.run(environment, "doctor", "--for", "medallion", "--destination", "main")
                        .exitCode())
                .isEqualTo(ExitCode.USAGE.code());
    }

    private static Sandbox sandbox() {
        return Objects.requireNonNull(started);
    }
}
