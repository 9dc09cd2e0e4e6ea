package io.lakeshift.worker.syncedtables;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.SandboxOptions;
import io.lakeshift.sandbox.seed.Seed;
import io.lakeshift.sandbox.unity.Securable;
import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.syncedtables.OnMissingCdf;
import io.lakeshift.workflows.syncedtables.PlanSyncedTables.Plan;
import io.lakeshift.workflows.syncedtables.SyncMode;
import io.lakeshift.workflows.syncedtables.SyncedTableAssessments.Assessment;
import io.lakeshift.workflows.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.syncedtables.SyncedTablesSetup;
import io.lakeshift.workflows.syncedtables.TableName;
import io.lakeshift.workflows.syncedtables.Upkeep;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an assessment says of privileges, of sources and of what changes in them, word for word. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AssessmentTest {
    private static final String LIMITED = "limited@example.com";
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
                      - {name: iceberg, columns: [id bigint], primary_key: [id], data_source_format: ICEBERG, rows: 3}
            """);

    @SuppressWarnings("NullAway.Init")
    private FashionDemo demo;

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

    private void grant(Securable on, String... privileges) {
        demo.sandbox.unity().grants().grant(on, LIMITED, Set.of(privileges));
    }

    @AfterEach
    void forgetFaults() {
        demo.sandbox.faults().clear();
    }

    /** Nothing but looking: this is asked of every plan that a test makes. */
    private Plan plan(SyncedTableSpec... tables) {
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

    private Assessment assessed(SyncedTableSpec table) {
        return plan(table).units().get(0).assessment();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            main                   | USE_CATALOG   | limited@example.com lacks USE CATALOG on CATALOG main.             | GRANT USE CATALOG ON CATALOG `main` TO `limited@example.com`;
            main.fashion_demo      | USE_SCHEMA    | limited@example.com lacks USE SCHEMA on SCHEMA main.fashion_demo.  | GRANT USE SCHEMA ON SCHEMA `main`.`fashion_demo` TO `limited@example.com`;
            main.fashion_demo      | SELECT        | limited@example.com lacks SELECT on TABLE main.fashion_demo.usersdb. | GRANT SELECT ON TABLE `main`.`fashion_demo`.`usersdb` TO `limited@example.com`;
            main.fashion_demo      | CREATE_TABLE  | limited@example.com lacks CREATE TABLE on SCHEMA main.fashion_demo. | GRANT CREATE TABLE ON SCHEMA `main`.`fashion_demo` TO `limited@example.com`;
            main                   | CREATE_SCHEMA | limited@example.com lacks CREATE SCHEMA on CATALOG main.           | GRANT CREATE SCHEMA ON CATALOG `main` TO `limited@example.com`;
            """)
    void aMissingPrivilegeIsNamedWithTheStatementThatGrantsIt(
            String securable, String privilege, String message, String statement) {
        // Given
        Securable on =
                securable.contains(".") ? Securable.schema("main", "fashion_demo") : Securable.catalog(securable);
        demo.sandbox.unity().grants().revoke(on, LIMITED, Set.of(privilege));

        // When
        Assessment assessment = as("limited", "shared", () -> assessed(users("fashion_demo")));

        // Then
        assertThat(assessment.blocked()).isTrue();
        assertThat(assessment.findings())
                .filteredOn(finding -> finding.code().equals("PRIVILEGE_MISSING"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.message()).isEqualTo(message);
                    assertThat(finding.remedy().orElseThrow())
                            .isEqualTo("Its owner, or whoever has MANAGE on it, can run: " + statement);
                });
    }

    @Test
    void withAllOfThemNothingIsMissing() {
        Assessment assessment = as("limited", "shared", () -> assessed(users("fashion_demo")));
        assertThat(assessment.blocked()).as("%s", assessment.findings()).isFalse();
    }

    @Test
    void withoutTheRightToUseTheLakebaseItIsNamedWithWhoCanGrantIt() {
        Assessment assessment = as("limited", "fashion-demo", () -> assessed(users("fashion_demo")));
        assertThat(assessment.findings())
                .filteredOn(finding -> finding.code().equals("PERMISSION_DENIED"))
                .extracting(Finding::message)
                .singleElement()
                .asString()
                .endsWith(
                        "User 'limited@example.com' does not have CAN USE on Database instance 'fashion-demo'. That needs"
                                + " CAN USE on fashion-demo; whoever manages it can grant that.");
    }

    @Test
    void aWorkspaceThatOneCannotReadIsToldOnceAndNotTriedAgain() {
        // Given
        fault("/api/2.0/preview/scim/v2/Me", 403, "PERMISSION_DENIED", "You are not a user of this workspace.");

        // When
        Plan plan = plan(users("fashion_demo"));

        // Then
        assertThat(plan.findings().get(0).message())
                .startsWith("Cannot ask who is logged in at http://")
                .endsWith(
                        "You are not a user of this workspace. That needs access to this workspace, which its admin can"
                                + " grant, or another one. Pick the right workspace: databricks auth login --host"
                                + " <workspace URL> --profile sandbox.");
        assertThat(demo.sandbox.requests())
                .filteredOn(request -> request.path("path").asText().endsWith("/Me"))
                .hasSizeLessThanOrEqualTo(6);
    }

    @Test
    void anExpiredLoginIsToldWithTheCommandThatRenewsIt() {
        Plan plan = as("expired", "fashion-demo", () -> plan(users("fashion_demo")));
        assertThat(plan.blocked()).isTrue();
        assertThat(plan.findings().get(0).code()).isEqualTo("NOT_AUTHENTICATED");
        assertThat(plan.findings().get(0).message())
                .contains("Log in again with: databricks auth login --host http://")
                .endsWith(" --profile expired");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /api/2.1/unity-catalog/catalogs               | UNITY_CATALOG_UNAVAILABLE | The workspace has to be attached to a Unity Catalog metastore: ask its admin, then plan again.
            /api/2.0/database/instances/fashion-demo      | WORKSPACE_REFUSED         | Ask the workspace admin to enable it, then plan again.
            """)
    void whatIsNotEnabledIsToldWithWhoEnablesIt(String path, String code, String remedy) {
        // Given
        fault(path, 400, "FEATURE_DISABLED", "This feature is not enabled for the workspace.");

        // When
        Plan plan = plan(users("fashion_demo"));

        // Then
        assertThat(plan.blocked()).isTrue();
        assertThat(plan.findings())
                .filteredOn(finding -> finding.code().equals(code))
                .first()
                .satisfies(finding -> {
                    assertThat(finding.message()).contains("This feature is not enabled for the workspace.");
                    assertThat(finding.remedy()).contains(remedy);
                });
    }

    @Test
    void thePlanTellsWhoAsksAndHowMuchOfEachLimitIsUsed() {
        Plan plan = plan(users("fashion_demo"));
        assertThat(plan.limits())
                .extracting(limit -> limit.name() + ": " + limit.value().replaceAll("http://[0-9.:]+", "HOST"))
                .contains(
                        "identity: migrator@example.com at HOST",
                        "synced tables of main.fashion_demo.usersdb: 0 of 20 there, the plan adds 1",
                        "refreshes: a TRIGGERED table at most every 5 minutes")
                .anySatisfy(text -> assertThat(text).matches("size: 0\\.0 GB of 2 TB in database databricks_postgres"))
                .anySatisfy(text -> assertThat(text)
                        .matches("connections: max_connections 200, 3 reserved, \\d+ in use: room for 1\\d loads at a"
                                + " time, 16 connections each, 0 under way"));
        assertThat(plan.findings())
                .extracting(Finding::message)
                .anySatisfy(text -> assertThat(text)
                        .endsWith("is on this machine and no Databricks workspace: it is taken for a rehearsal's, on"
                                + " AWS."));
    }

    @Test
    void aSourceThatIsNotThereIsNamed() {
        assertFinding(
                assessed(spec("odd", "nothing", List.of("id"), Optional.empty())),
                "SOURCE_MISSING",
                "There is no table main.odd.nothing, or it may not be seen.",
                "Correct the name, or have its owner run: GRANT SELECT ON TABLE `main`.`odd`.`nothing` TO `<you>`;");
    }

    @Test
    void badRowsAreFoundWithSamplesAndTheStatementsThatMendThem() {
        // When
        Assessment assessment = assessed(spec("odd", "dirty", List.of("id"), Optional.empty()));

        // Then
        assertFinding(
                assessment,
                "DUPLICATE_KEYS",
                "main.odd.dirty has rows with the same key; the sync would fail.",
                "Find them: SELECT `id`, COUNT(*) FROM `main`.`odd`.`dirty` GROUP BY `id` HAVING COUNT(*) > 1; clean"
                        + " them, or set timeseriesKey: the row with its latest value is taken.");
        assertThat(finding(assessment, "DUPLICATE_KEYS").evidence()).contains("id = 1 (2 rows)");
        assertFinding(
                assessment,
                "NULL_KEYS",
                "1 of the 5 rows of main.odd.dirty have NULL in their key and will not be synced.",
                "See them: SELECT * FROM `main`.`odd`.`dirty` WHERE `id` IS NULL;");
        assertThat(finding(assessment, "NULL_KEYS").evidence()).contains("id = NULL, name = lost");
        assertFinding(
                assessment,
                "NULL_BYTES",
                "1 values of name hold a null byte, which PostgreSQL text cannot.",
                "Clean them: SELECT REPLACE(`name`, CAST(CHAR(0) AS STRING), '') AS `name` FROM `main`.`odd`.`dirty`;");
        assertFinding(
                assessment,
                "NAN_IN_JSON",
                "1 values of weights (array<double>) may hold NaN or infinity, and become jsonb, which knows neither.",
                "Replace them by NULL: SELECT TRANSFORM(`weights`, x -> CASE WHEN ISNAN(x) OR ABS(x) ="
                        + " DOUBLE('Infinity') THEN NULL ELSE x END) AS `weights` FROM `main`.`odd`.`dirty`;");
        assertFinding(
                assessment,
                "KEY_NOT_DECLARED",
                "main.odd.dirty declares no primary key; the plan's is taken.",
                "To declare it: ALTER TABLE `main`.`odd`.`dirty` ADD CONSTRAINT `dirty_pk` PRIMARY KEY (`id`);");
        assertFinding(
                assessment,
                "MODE_SWITCHED",
                "main.fashion_demo_lakebase.dirty_synced will be SNAPSHOT instead of TRIGGERED: the change data feed of"
                        + " main.odd.dirty is off.",
                "For TRIGGERED: ALTER TABLE `main`.`odd`.`dirty` SET TBLPROPERTIES (delta.enableChangeDataFeed = true);"
                        + " Or set onMissingCdf: enable. A synced table keeps the mode that it was created with.");
        assertThat(assessment.rows()).isEqualTo(4);
    }

    @Test
    void aTimeseriesKeyTakesTheLatestRowAndItsPriceIsTold() {
        assertFinding(
                assessed(spec("odd", "dirty", List.of("id"), Optional.of("name"))),
                "DUPLICATE_KEYS_DROPPED",
                "Of the rows of main.odd.dirty with the same key only the one with the latest name is synced; that slows"
                        + " the sync down.",
                "Clean the source and take timeseriesKey out of the plan, unless that is meant.");
        assertThat(finding(assessed(spec("odd", "clean", List.of("id"), Optional.of("at"))), "TIMESERIES_KEY_UNUSED")
                        .message())
                .isEqualTo("A timeseries key slows the sync down, and main.odd.clean has no duplicate keys now.");
    }

    @ParameterizedTest
    @CsvSource({"filtered", "masked"})
    void whatHidesRowsOrColumnsIsRefusedWithTheViewThatHelps(String table) {
        assertFinding(
                assessed(spec("odd", table, List.of("id"), Optional.empty())),
                "FILTERED_SOURCE",
                "main.odd." + table + " has a row filter or a column mask; such a table cannot be synced.",
                "CREATE VIEW `main`.`odd`.`" + table + "_for_sync` AS SELECT * FROM `main`.`odd`.`" + table
                        + "`; and sync the view in mode SNAPSHOT. It then holds the rows that you may see, and shows"
                        + " them to whoever may read in PostgreSQL.");
    }

    @Test
    void aViewIsASnapshotOfWhatItsCreatorSees() {
        // Given
        demo.source("CREATE VIEW main.odd.dirty_for_sync AS SELECT * FROM main.odd.clean");

        // When
        Assessment assessment = assessed(spec("odd", "dirty_for_sync", List.of("id"), Optional.empty()));

        // Then
        assertThat(assessment.decision().mode()).isEqualTo(SyncMode.SNAPSHOT);
        assertFinding(
                assessment,
                "VIEW_SOURCE",
                "main.odd.dirty_for_sync is a view: what migrator@example.com sees through it is copied, and is then seen"
                        + " by whoever may read main.fashion_demo_lakebase.dirty_for_sync_synced in PostgreSQL.",
                "Let an identity create it that sees what its readers may see.");
        assertThat(assessment.rows()).isEqualTo(100);
    }

    @Test
    void anIcebergTableIsASnapshot() {
        assertFinding(
                assessed(spec("odd", "iceberg", List.of("id"), Optional.empty())),
                "MODE_SWITCHED",
                "main.fashion_demo_lakebase.iceberg_synced will be SNAPSHOT instead of TRIGGERED: an Iceberg table has no"
                        + " change data feed.",
                "Set mode: SNAPSHOT for this table.");
    }

    @Test
    void aTypeThatCannotBeSyncedIsRefusedWithTheViewThatLeavesItOut() {
        assertFinding(
                assessed(spec("odd", "special", List.of("id"), Optional.empty())),
                "TYPE_UNSUPPORTED",
                "Column payload of main.odd.special is variant, which cannot be synced.",
                "Sync a view without it, in mode SNAPSHOT: CREATE VIEW `main`.`odd`.`special_for_sync` AS SELECT * EXCEPT"
                        + " (`payload`) FROM `main`.`odd`.`special`;");
    }

    @Test
    void aTableWithoutAnyKeyIsRefused() {
        assertFinding(
                assessed(spec("odd", "dirty", List.of(), Optional.empty())),
                "NO_PRIMARY_KEY",
                "main.odd.dirty has no primary key in the plan; a synced table needs one.",
                "Set primaryKey: […] for this table.");
        assertFinding(
                assessed(spec("odd", "clean", List.of(), Optional.empty())),
                "NO_PRIMARY_KEY",
                "main.odd.clean has no primary key in the plan; a synced table needs one.",
                "Set primaryKey: [id] for this table.");
    }

    @Test
    void namesThatNeedQuotesOrAreTooLongAreTold() {
        // Given
        String tooLong = "x".repeat(70);

        // When
        Assessment assessment = assessed(new SyncedTableSpec(
                new TableName("main", "odd", "clean"),
                new TableName("main", "Fashion-Demo", tooLong),
                List.of("id"),
                SyncMode.TRIGGERED,
                Optional.empty(),
                OnMissingCdf.SWITCH,
                List.of(),
                Optional.empty(),
                Upkeep.NONE));

        // Then
        assertThat(finding(assessment, "COLUMNS_NEED_QUOTES").message())
                .isEqualTo("In PostgreSQL these columns of main.Fashion-Demo." + tooLong
                        + " are written in double quotes: \"Order\", \"select\".");
        assertThat(finding(assessment, "NAME_TOO_LONG").message())
                .isEqualTo("PostgreSQL cuts names off at 63 bytes: table " + tooLong + ".");
        assertThat(finding(assessment, "NAME_NEEDS_QUOTES").message())
                .isEqualTo("'Fashion-Demo' has other characters than letters, digits and underscores; Databricks may"
                        + " refuse it.");
    }

    @Test
    void defaultStorageIsTold() {
        assertFinding(
                assessed(new SyncedTableSpec(
                        new TableName("plain", "demo", "stored"),
                        new TableName("main", "fashion_demo_lakebase", "stored_synced"),
                        List.of("id"),
                        SyncMode.SNAPSHOT,
                        Optional.empty(),
                        OnMissingCdf.SWITCH,
                        List.of(),
                        Optional.empty(),
                        Upkeep.NONE)),
                "DEFAULT_STORAGE",
                "Catalog plain keeps its tables in the workspace's default storage, from which autoscaling Lakebase"
                        + " projects cannot sync.",
                "Move the table to a catalog with a storage root of its own.");
    }

    @ParameterizedTest
    @CsvSource({"9,TRIGGERED", "10,TRIGGERED", "11,SNAPSHOT"})
    void whatChangesDecidesWhichModeIsRecommended(int percent, SyncMode best) {
        // Given
        String table = "changing_" + percent;
        demo.source("CREATE TABLE main.odd." + table
                + " (id bigint, name string) TBLPROPERTIES (delta.enableChangeDataFeed = true)");
        demo.source("INSERT INTO main.odd." + table
                + " SELECT product_id, 'old' FROM main.fashion_demo.productsdb WHERE" + " product_id <= 100");
        demo.source("UPDATE main.odd." + table + " SET name = 'new' WHERE id <= " + percent);
        demo.source("UPDATE main.odd." + table + " SET name = 'newer' WHERE id <= 2");

        // When
        Assessment assessment = assessed(spec("odd", table, List.of("id"), Optional.empty()));

        // Then
        String seen = percent + ".0 % of main.odd." + table + " changes between two runs: " + percent
                + " rows from version 1 to 3, by its change data feed. From 10 % on SNAPSHOT is recommended; by the"
                + " speeds alone it is the faster one from 8.0 % on. ";
        Finding finding = finding(assessment, best == SyncMode.SNAPSHOT ? "OTHER_MODE_SUITS" : "CHANGE_RATE");
        assertThat(finding.message())
                .startsWith(seen
                        + (best == SyncMode.SNAPSHOT
                                ? "SNAPSHOT suits it better than TRIGGERED: for large changes it is about 10 times as"
                                        + " efficient as copying them one by one. A month costs "
                                : "TRIGGERED suits it: the balance of cost and speed for occasional changes. A"
                                        + " month costs "))
                .endsWith(" $ as TRIGGERED and 2044.00 $ as CONTINUOUS with a pipeline of its own.");
        assertThat(assessment.estimate().formula()).contains(percent + ".0 % measured");
    }

    @Test
    void withoutTheFeedTheHistoryTellsHowMuchChanges() {
        // Given
        demo.source("CREATE TABLE main.odd.plain_history (id bigint, name string)");
        demo.source(
                "INSERT INTO main.odd.plain_history SELECT product_id, 'old' FROM main.fashion_demo.productsdb WHERE"
                        + " product_id <= 100");
        demo.source("UPDATE main.odd.plain_history SET name = 'new' WHERE id <= 4");

        // When
        Assessment assessment = assessed(spec("odd", "plain_history", List.of("id"), Optional.empty()));

        // Then
        assertThat(finding(assessment, "CHANGE_RATE").message())
                .startsWith(
                        "4.0 % of main.odd.plain_history changes between two runs: 4 rows from version 1 to 2, by its"
                                + " history.");
    }

    @Test
    void aContinuousTableTellsItsPriceAndAsksForAReason() {
        SyncedTableSpec spec = spec("odd", "clean", List.of("id"), Optional.empty());
        Plan plan = plan(new SyncedTableSpec(
                spec.source(),
                spec.target(),
                spec.primaryKey(),
                SyncMode.CONTINUOUS,
                Optional.empty(),
                OnMissingCdf.SWITCH,
                List.of(),
                Optional.empty(),
                Upkeep.NONE));
        assertFinding(
                plan.units().get(0).assessment(),
                "ALWAYS_RUNS",
                "A CONTINUOUS table has the lowest lag and keeps a pipeline running day and night: 2044.00 $ a month,"
                        + " which the tables that share it share.",
                "Keep it where seconds matter; else set mode: TRIGGERED.");
        assertThat(plan.limits())
                .extracting(limit -> limit.name() + ": " + limit.value())
                .contains(
                        "pipelines that always run: 1 for 1 CONTINUOUS tables = 2044.00 $ a month; one for each would be"
                                + " 2044.00 $");
    }

    @Test
    void aScheduleThatItsRunsCannotKeepIsRefusedWithWhatWouldKeepIt() {
        // Given
        var usual = demo.setup;
        demo.setup = new SyncedTablesSetup(
                usual.lakebase(),
                usual.staging(),
                usual.createTargetSchema(),
                usual.grants(),
                usual.application(),
                new SyncedTablesSetup.Sizing(0.00001, 2.80, 30, 10));
        try {
            // When
            SyncedTableSpec daily = spec("odd", "clean", List.of("id"), Optional.empty());
            Finding figure = finding(
                    assessed(daily.with(new Upkeep(
                            Optional.of(new Upkeep.Refresh(Optional.of(Duration.ofMinutes(5)), Optional.empty())),
                            Optional.empty(),
                            List.of()))),
                    "RUN_TOO_LONG");

            // Then
            assertThat(figure.severity()).isEqualTo(Finding.Severity.BLOCKER);
            assertThat(figure.message())
                    .isEqualTo(
                            "A run of main.fashion_demo_lakebase.clean_synced takes about 0.12 h, and the next one is"
                                    + " to begin after 0.08 h.");
            assertThat(figure.remedy().orElseThrow())
                    .isEqualTo("Take 0.01 capacity units or more, or refresh less often. A run takes: 1 CU 0.00 h for"
                            + " 0.00 $, 2 CU 0.00 h for 0.00 $, 4 CU 0.00 h for 0.00 $, 8 CU 0.00 h for 0.00 $.");
        } finally {
            demo.setup = usual;
        }
    }

    @Test
    void moreThanOneTriggeredRunInFiveMinutesIsRefused() {
        // Given
        var usual = demo.setup;
        demo.setup = new SyncedTablesSetup(
                usual.lakebase(),
                usual.staging(),
                usual.createTargetSchema(),
                usual.grants(),
                usual.application(),
                new SyncedTablesSetup.Sizing(1, 2.80, 10_800, 10));
        try {
            assertFinding(
                    assessed(spec("odd", "clean", List.of("id"), Optional.empty())),
                    "TOO_OFTEN",
                    "10800 runs a month are one every 4.0 minutes for main.fashion_demo_lakebase.clean_synced; a"
                            + " TRIGGERED table takes one every 5 minutes at most.",
                    "Set sizing.runsPerMonth: 8640 or less, or mode: CONTINUOUS.");
        } finally {
            demo.setup = usual;
        }
    }

    private static void assertFinding(Assessment assessment, String code, String message, String remedy) {
        Finding finding = finding(assessment, code);
        assertThat(finding.message()).isEqualTo(message);
        assertThat(finding.remedy()).contains(remedy);
    }

    private static Finding finding(Assessment assessment, String code) {
        return assessment.findings().stream()
                .filter(finding -> finding.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + code + " in " + assessment.findings()));
    }

    private void fault(String path, int status, String code, String message) {
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

    private <T> T as(String profile, String instance, Supplier<T> work) {
        var usual = demo.setup;
        demo.setup = demo.as(profile, instance);
        try {
            return work.get();
        } finally {
            demo.setup = usual;
        }
    }

    private static SyncedTableSpec users(String targetSchema) {
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

    private static SyncedTableSpec spec(String schema, String table, List<String> key, Optional<String> timeseriesKey) {
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
