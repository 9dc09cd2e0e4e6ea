package io.lakeshift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The verbs on a plan of kind SyncedTables, against the sandbox. */
@Timeout(300)
class SyncedTablesVerbsTest {
    @TempDir
    static Path folder;

    private static @Nullable SandboxScene opened;

    private static Golden.Result migrated = new Golden.Result(-1, "", "");

    @BeforeAll
    static void migrateTheExample() throws IOException {
        opened = new SandboxScene(folder);
        migrated = scene().run("migrate", "-f", scene().plan("four").toString());
    }

    @AfterAll
    static void close() {
        if (opened != null) {
            opened.close();
        }
    }

    @Test
    void tellsOfFourTablesAsTheNotebookDid() throws IOException {
        // When
        Golden.Result status = scene().run("status", "four");
        JsonNode json = scene().json("status", "four", "--output", "json");

        // Then
        assertThat(migrated.exitCode()).as(migrated.err()).isZero();
        assertThat(migrated.out())
                .startsWith("\uD83D\uDE80 Creating synced tables...\n\nCreating synced table: products_synced\n")
                .contains("\u2705 Created synced table: main.four_lakebase.products_synced\n")
                .contains("\n\u2705 Successfully created: 4 tables\n\u274C Failed: 0 tables\n")
                .contains("\n\uD83D\uDCCB Final Status Report\n");
        assertThat(status.out())
                .containsPattern("\nfour:\n\uD83D\uDCCB Final Status Report\nTable +Status +Message\n={100}\n")
                .containsPattern("\n\u2705 products_synced {24}ONLINE {10}SYNCED_TABLE_ONLINE");
        JsonNode table = json.at("/migrations/0/tables/0/syncedTable");
        assertThat(table.path("target").asText()).startsWith("main.four_lakebase.");
        assertThat(table.path("state").asText()).startsWith("SYNCED_TABLE_ONLINE");
        assertThat(table.path("pipelineId").asText()).isNotEmpty();
        assertThat(table.path("mode").asText()).isEqualTo("TRIGGERED");
        assertThat(Files.readString(folder.resolve("four.app.env"))).contains("SCHEMA=four_lakebase");
    }

    @Test
    void asksForExactlyWhatThePlanSays() {
        // When
        List<? extends JsonNode> posted = scene().sandbox.requests().stream()
                .filter(request -> request.path("method").asText().equals("POST"))
                .filter(request -> request.path("path").asText().equals(SandboxScene.SYNCED))
                .map(request -> request.path("body"))
                .filter(body -> body.path("name").asText().startsWith("main.four_lakebase."))
                .toList();

        // Then
        assertThat(posted)
                .extracting(body -> body.path("name").asText() + " from "
                        + body.at("/spec/source_table_full_name").asText() + " by "
                        + body.at("/spec/primary_key_columns") + " "
                        + body.at("/spec/timeseries_key").asText() + " "
                        + body.at("/spec/scheduling_policy").asText())
                .containsExactlyInAnyOrder(
                        "main.four_lakebase.products_synced from main.fashion_demo.productsdb by [\"product_id\"] ingested_at TRIGGERED",
                        "main.four_lakebase.users_synced from main.fashion_demo.usersdb by [\"user_id\"]  TRIGGERED",
                        "main.four_lakebase.product_embeddings_synced from main.fashion_demo.product_image_embeddingsdb by [\"product_id\"]  TRIGGERED",
                        "main.four_lakebase.user_features_synced from main.fashion_demo.user_style_featuresdb by [\"user_id\"]  TRIGGERED");
        assertThat(posted).allSatisfy(body -> {
            assertThat(body.path("database_instance_name").asText()).isEqualTo("fashion-demo");
            assertThat(body.path("logical_database_name").asText()).isEqualTo("databricks_postgres");
            assertThat(body.at("/spec/new_pipeline_spec/storage_catalog").asText())
                    .isEqualTo("main");
            assertThat(body.at("/spec/new_pipeline_spec/storage_schema").asText())
                    .isEqualTo("four_staging");
        });
        assertThat(scene().requestsAfter(0))
                .as("the first load starts by itself")
                .noneMatch(request -> request.matches("POST /api/2.0/pipelines/[^/]+/updates"));
    }

    @Test
    void makesTheIndexesAndGrantsOfThePlan() throws Exception {
        assertThat(scene().value("SELECT string_agg(tablename || '.' || indexname, ' ' ORDER BY indexname)"
                        + " FROM pg_indexes WHERE schemaname = 'four_lakebase' AND indexname LIKE 'idx%'"))
                .isEqualTo("product_embeddings_synced.idx_embeddings_model products_synced.idx_products_category"
                        + " products_synced.idx_products_color products_synced.idx_products_gender"
                        + " products_synced.idx_products_price products_synced.idx_products_subcategory"
                        + " users_synced.idx_users_segment");
        assertThat(scene().value("SELECT has_schema_privilege('reader@example.com', 'four_lakebase', 'USAGE')"))
                .isEqualTo("t");
    }

    @Test
    void aPlanShowsItsEffectiveValuesAndOnlyReads() throws IOException {
        // Given
        Path plan = scene().plan("look");
        Files.writeString(plan, Files.readString(plan).replaceAll("(?m)^  warehouse: .*\n", ""));
        int before = scene().requests();

        // When
        Golden.Result planned = scene().run("plan", "-f", plan.toString());
        Golden.Result assessed = scene().run("assess", "-f", plan.toString());
        JsonNode json = scene().json("plan", "-f", plan.toString(), "--output", "json");

        // Then
        assertThat(planned.exitCode()).as(planned.err()).isZero();
        assertThat(assessed.exitCode()).as(assessed.err()).isZero();
        assertThat(assessed.out()).containsPattern("look/products_synced .* can be migrated");
        Golden.assertMatches(
                "synced-plan-effective.txt",
                planned.out().substring(0, planned.out().indexOf("\nTABLE ")).replaceAll(" {2,}", "  "));
        assertThat(planned.out())
                .containsOnlyOnce("(NOT_SCANNED)")
                .contains(
                        "\nWARNING  all 4 tables: Keys, NULLs, null bytes and rows were not looked at: the plan names no"
                                + " SQL warehouse. (NOT_SCANNED)\n         Seen in: spec.warehouse\n")
                .contains("\nSteps of each of look/users_synced, look/product_embeddings_synced, from its SOURCE to its"
                        + " TARGET:\n  1. create schema main.look_staging where it is missing\n  2. create synced table"
                        + " TARGET from SOURCE, TRIGGERED, with a pipeline of its own\n")
                .contains("\nSteps of look/products_synced:\n");
        assertThat(json.path("tables"))
                .as("JSON stays by table")
                .hasSize(4)
                .allSatisfy(table -> assertThat(table.path("findings").findValuesAsText("code"))
                        .contains("NOT_SCANNED"));
        assertThat(json.at("/effective/values/0/name").asText()).isEqualTo("profile");
        assertThat(json.at("/effective/tables/0/timeseriesKey").asText()).isEqualTo("ingested_at");
        assertThat(json.at("/effective/tables/1/mode").asText()).isEqualTo("TRIGGERED");
        assertThat(scene().requestsAfter(before))
                .contains("GET /api/2.1/unity-catalog/tables/main.fashion_demo.productsdb");
        assertThat(scene().requestsAfter(before))
                .filteredOn(request -> !request.startsWith("GET "))
                .as("passwords for looks at PostgreSQL; watched tables ask the warehouse how far their sources are")
                .isSubsetOf("POST /api/2.0/database/credentials", "POST /api/2.0/sql/statements");
    }

    @Test
    void threeOfFourIsNotTheSameAsNone() throws IOException {
        // Given
        Path plan = scene().plan("three");
        scene().sandbox
                .faults()
                .set(JsonNodeFactory.instance
                        .objectNode()
                        .put("method", "POST")
                        .put("path", SandboxScene.SYNCED)
                        .put("from", 2)
                        .put("times", 1)
                        .put("kind", "status")
                        .put("status", 400)
                        .put("body", "{\"error_code\":\"BAD_REQUEST\",\"message\":\"the quota is used up\"}"));

        // When
        Golden.Result migrated = scene().run("migrate", "-f", plan.toString(), "--no-wait");

        // Then
        assertThat(migrated.exitCode()).as(migrated.err()).isEqualTo(ExitCode.PARTLY.code());
        assertThat(migrated.out())
                .contains("\n\u2705 Successfully created: 3 tables\n\u274C Failed: 1 tables\n")
                .containsPattern(
                        "\u274C Failed to create synced table: main.three_lakebase.\\w+: .*the quota is used up");
    }

    @Test
    void anApplicationGoesWithoutATableThatWasGivenUpOnceThatIsApproved() throws IOException {
        // Given
        Path plan = scene().plan("subset");
        scene().sandbox
                .faults()
                .set(JsonNodeFactory.instance
                        .objectNode()
                        .put("method", "POST")
                        .put("path", SandboxScene.SYNCED)
                        .put("containing", "main.subset_lakebase.users_synced")
                        .put("kind", "deny")
                        .put("message", "not this one"));
        assertThat(scene().run("migrate", "-f", plan.toString()).exitCode()).isEqualTo(ExitCode.PARTLY.code());
        assertThat(scene().run("abort", "subset/users_synced").exitCode()).isZero();
        awaitEnded("subset/users_synced");
        Path application = folder.resolve("subset.app.env");

        // When
        Golden.Result unknown = scene().run("switch", "subset", "--without", "user_synced");
        Golden.Result tooMany =
                scene().run("switch", "subset", "--without", "users_synced", "--without", "products_synced");
        Golden.Result other = scene().run("switch", "subset", "--without", "users_synced");
        Golden.Result givenUp = scene().run("abort", "subset/switch-subset");
        awaitEnded("subset/switch-subset");
        Golden.Result asked = scene().run("switch", "subset", "--without", "users_synced");
        JsonNode again = scene().json("switch", "subset", "--without", "users_synced", "--output", "json");
        Golden.Result status = scene().run("status", "subset");

        // Then
        assertThat(unknown)
                .isEqualTo(new Golden.Result(
                        ExitCode.USAGE.code(),
                        "",
                        "lakeshift: user_synced is no table of subset. Its tables are: products_synced, users_synced,"
                                + " product_embeddings_synced, user_features_synced.\n"));
        assertThat(tooMany.exitCode()).isEqualTo(ExitCode.BLOCKED.code());
        assertThat(tooMany.out())
                .startsWith("subset/switch-subset is NEEDS_ATTENTION.\nThe assessment of subset/switch-subset found a"
                        + " blocker: CUT_OVER: subset/products_synced is cut over, so it is not left out.");
        assertThat(other.exitCode()).isEqualTo(ExitCode.FAILED.code());
        assertThat(other.err())
                .containsPattern("subset/switch-subset is [A-Z_]+ already, without subset/products_synced,"
                        + " subset/users_synced\\. Go on with that, or give it up first: lakeshift abort"
                        + " subset/switch-subset\n");
        assertThat(givenUp.exitCode()).as(givenUp.err()).isZero();
        assertThat(asked.exitCode()).as(asked.err()).isEqualTo(ExitCode.WAITING_FOR_APPROVAL.code());
        assertThat(asked.out()).isEqualTo("""
                        subset/switch-subset is AWAITING_APPROVAL.
                        It switches the application once it is approved: lakeshift approve subset/switch-subset
                        What it is about, and who may: lakeshift explain subset/switch-subset
                        """);
        assertThat(again.path("phase").asText()).isEqualTo("AWAITING_APPROVAL");
        assertThat(Files.readString(application)).isEqualTo("SCHEMA=fashion_demo\n");
        assertThat(status.out())
                .containsPattern("subset/switch-subset +AWAITING_APPROVAL ")
                .contains("\nsubset:\n");

        // When
        Golden.Result approved = scene().run("approve", "subset/switch-subset", "--by", "ann@example.com");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> scene().run("status", "subset/switch-subset").out().contains("WATCHING"));
        String switched = Files.readString(application);
        Golden.Result dry = scene().run("rollback", "subset/switch-subset", "--dry-run");
        Golden.Result back = scene().run("rollback", "subset", "--yes");

        // Then
        assertThat(approved.exitCode()).as(approved.err()).isZero();
        assertThat(switched).contains("SCHEMA=subset_lakebase\n");
        assertThat(dry.exitCode()).isEqualTo(ExitCode.USAGE.code());
        assertThat(dry.err())
                .isEqualTo(
                        "lakeshift: A rollback of subset/switch-subset puts the application back and removes nothing."
                                + " To do it: lakeshift rollback subset/switch-subset\n");
        assertThat(back.exitCode()).as(back.err() + back.out()).isZero();
        awaitEnded("subset/switch-subset");
        assertThat(Files.readString(application)).isEqualTo("SCHEMA=fashion_demo\n");
    }

    @Test
    void onlyAnApplicationOfAPlanIsSwitched() {
        assertThat(scene().run("switch", "nobody", "--without", "x").err())
                .isEqualTo(
                        "lakeshift: No migration is called nobody. 'lakeshift status' lists those that there are.\n");
        assertThat(scene().run("switch", "four").err())
                .contains("Missing required option: '--without=ALIAS'", "Try 'lakeshift switch --help'.");
    }

    @Test
    void aReportHoldsWhatSomebodyWhoHelpsNeedsAndNoSecret() throws IOException {
        // Given
        Path plan = scene().plan("help");
        scene().sandbox
                .faults()
                .set(
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("method", "POST")
                                .put("path", SandboxScene.SYNCED)
                                .put("times", 4)
                                .put("kind", "status")
                                .put("status", 400)
                                .put(
                                        "body",
                                        "{\"error_code\":\"BAD_REQUEST\",\"message\":\"refused, token=dapi0123456789abcdef\"}"));
        Golden.Result migrated = scene().run("migrate", "-f", plan.toString(), "--no-wait");

        // When
        Golden.Result report = scene().run("report", "help");
        JsonNode json = scene().json("report", "help/users_synced", "--output", "json");

        // Then
        assertThat(migrated.exitCode()).as(migrated.err()).isEqualTo(ExitCode.FAILED.code());
        assertThat(report.exitCode()).as(report.err()).isZero();
        assertThat(report.out())
                .startsWith("### Lakeshift report: help\n\n```text\nlakeshift ")
                .containsPattern("help/users_synced \\(syncedtables, attempt 1\\)\n {2}phase +NEEDS_ATTENTION since ")
                .containsPattern(" {2}workflow +help/users_synced, run [0-9a-f-]{36}\n")
                .containsPattern(" {2}failed +WORKSPACE_REFUSED at IMPORTING\n {2}message +.*refused, token=\\*\\*\\*")
                .contains("\nnoted by this migration, and not yet taken back:\n", "  CATALOG_SCHEMA main.help_")
                .endsWith("```\n")
                .doesNotContain("dapi0123456789abcdef", scene().sandbox.adminToken());
        assertThat(json.at("/tables/0/failure").asText()).isEqualTo("WORKSPACE_REFUSED");
        assertThat(json.at("/versions/lakeshift").asText()).isNotEmpty();
    }

    @Test
    void aRollbackIsRehearsedWithoutAnyChangeAndThenDoneOnlyOnceConfirmed() throws Exception {
        // Given
        Path plan = scene().plan("back");
        assertThat(scene().run("migrate", "-f", plan.toString()).exitCode()).isZero();
        scene().postgres("CREATE VIEW public.rich AS SELECT * FROM back_lakebase.users_synced");
        int before = scene().requests();

        // When
        Golden.Result hindered = scene().run("rollback", "back", "--dry-run");
        scene().postgres("DROP VIEW public.rich");
        Golden.Result rehearsed = scene().run("rollback", "back", "--dry-run");
        JsonNode json = scene().json("rollback", "back", "--dry-run", "--output", "json");
        Golden.Result unconfirmed = scene().run("rollback", "back");

        // Then
        assertThat(hindered.exitCode()).as(hindered.err()).isEqualTo(ExitCode.BLOCKED.code());
        assertThat(hindered.out())
                .containsPattern("in the way +view rich +it depends on \"back_lakebase\"\\.\"users_synced\"")
                .endsWith("\nNothing was changed. The rollback would stop at what is in the way.\n");
        Golden.assertMatches(
                "synced-rollback-dry-run.txt",
                rehearsed
                        .out()
                        .replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "PIPELINE")
                        .replaceAll(" {2,}", "  ")
                        .replace(folder.toString(), ""));
        assertThat(rehearsed.exitCode()).isZero();
        assertThat(json.path("blocked").asBoolean()).isFalse();
        assertThat(json.at("/steps/0/fate").asText()).isEqualTo("PUT_BACK");
        assertThat(unconfirmed)
                .isEqualTo(
                        new Golden.Result(
                                ExitCode.USAGE.code(),
                                "",
                                "lakeshift: A rollback of back removes 4 synced tables and nobody has confirmed that, so nothing was done. Look at it with 'lakeshift rollback back --dry-run', then add --yes.\n"));
        assertThat(scene().requestsAfter(before))
                .filteredOn(request -> !request.startsWith("GET "))
                .as("passwords for looks at PostgreSQL; watched tables ask the warehouse how far their sources are")
                .isSubsetOf("POST /api/2.0/database/credentials", "POST /api/2.0/sql/statements");
        assertThat(Files.readString(folder.resolve("back.app.env"))).contains("SCHEMA=back_lakebase");

        // When
        Golden.Result done = scene().run("rollback", "back", "--yes", "--reason", "a test");

        // Then
        assertThat(done.exitCode()).as(done.err()).isZero();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> scene().run("status", "back").out().contains("REMOVED")
                        && !scene().run("status", "back").out().contains("ROLLING_BACK"));
        assertThat(Files.readString(folder.resolve("back.app.env"))).isEqualTo("SCHEMA=fashion_demo\n");
        assertThat(scene().requestsAfter(before))
                .filteredOn(request -> request.startsWith("DELETE " + SandboxScene.SYNCED))
                .hasSize(4);
        assertThat(scene().run("rollback", "back", "--dry-run").err())
                .isEqualTo("lakeshift: back has ended; there is nothing to roll back. See 'lakeshift status back'.\n");
    }

    /** Until the ledger says so, and not only the workflow. */
    private static void awaitEnded(String unit) {
        Awaitility.await(unit + " to have ended").atMost(Duration.ofSeconds(60)).until(() -> {
            JsonNode table = scene().json("status", unit, "--output", "json").at("/migrations/0/tables/0");
            return !table.path("running").asBoolean(true)
                    && List.of("ABORTED", "ROLLED_BACK")
                            .contains(table.path("phase").asText());
        });
    }

    private static SandboxScene scene() {
        return Objects.requireNonNull(opened);
    }
}
