package io.lakeshift.worker.kinds.syncedtables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lakeshift.activities.audit.StepAudit;
import io.lakeshift.activities.kinds.syncedtables.SyncedTableImportsImpl;
import io.lakeshift.sandbox.http.Json;
import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.databricks.SyncMode;
import io.lakeshift.workflows.databricks.TableName;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableImports;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec.Decision;
import io.lakeshift.workflows.lifecycle.Command;
import io.lakeshift.workflows.lifecycle.Policy;
import io.temporal.failure.ActivityFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What has the name of a target in PostgreSQL and is no synced table: it is found, named, and never touched. */
@Timeout(240)
class TakenNameTest {
    private static final String OWN = """
            CREATE SCHEMA IF NOT EXISTS fashion_demo_lakebase;
            CREATE TABLE fashion_demo_lakebase.users_synced (id int PRIMARY KEY, note text);
            INSERT INTO fashion_demo_lakebase.users_synced SELECT i, 'ours' FROM generate_series(1, 500) i;
            ANALYZE fashion_demo_lakebase.users_synced""";
    private static final String OWN_ROWS = "SELECT count(*) || min(note) FROM fashion_demo_lakebase.users_synced";

    private final SyncedTableSpec users = FashionDemo.tables().get(1);
    private final String unit = FashionDemo.unit(users);

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private FashionDemo demo;

    @BeforeEach
    void start() throws Exception {
        Path application = folder.resolve("app.env");
        Files.writeString(application, "SCHEMA=fashion_demo\n");
        demo = new FashionDemo(application);
    }

    @AfterEach
    void stop() {
        demo.close();
    }

    private List<Finding> blockers(SyncedTableSpec table) {
        return demo.plan(List.of(table)).units().get(0).assessment().findings().stream()
                .filter(finding -> finding.severity() == Finding.Severity.BLOCKER)
                .toList();
    }

    @Test
    void anApplicationsOwnTableBlocks() {
        // Given
        demo.postgresExecute(OWN);

        // When
        List<Finding> blockers = blockers(users.takingOver());

        // Then
        assertThat(blockers).singleElement().satisfies(blocker -> {
            assertThat(blocker.code()).isEqualTo("POSTGRES_NAME_TAKEN");
            assertThat(blocker.message())
                    .matches("In PostgreSQL, there is a table fashion_demo_lakebase\\.users_synced of role .+"
                            + " with about 500 rows\\. A sync would replace it\\.");
        });
        assertThat(demo.postgres(OWN_ROWS)).isEqualTo("500ours");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE VIEW fashion_demo_lakebase.users_synced AS SELECT 1 AS id",
                "CREATE MATERIALIZED VIEW fashion_demo_lakebase.users_synced AS SELECT 1 AS id",
                "CREATE SEQUENCE fashion_demo_lakebase.users_synced",
                "CREATE TYPE fashion_demo_lakebase.users_synced AS ENUM ('a')",
                "CREATE TABLE fashion_demo_lakebase.users_synced (id int) PARTITION BY RANGE (id)",
                "CREATE FOREIGN DATA WRAPPER away; CREATE SERVER away FOREIGN DATA WRAPPER away;"
                        + " CREATE FOREIGN TABLE fashion_demo_lakebase.users_synced (id int) SERVER away"
            })
    void whateverHasTheNameBlocks(String statement) {
        // Given
        demo.postgresExecute("CREATE SCHEMA fashion_demo_lakebase");
        demo.postgresExecute(statement);

        // When / Then
        assertThat(blockers(users)).extracting(Finding::code).containsExactly("POSTGRES_NAME_TAKEN");
    }

    @Test
    void aNameThatUnityCatalogFoldsToATakenOneBlocks() {
        // Given
        demo.postgresExecute(OWN);

        // When / Then
        assertThat(blockers(FashionDemo.table("usersdb", "Users_Synced", "user_id")))
                .extracting(Finding::code)
                .contains("POSTGRES_NAME_TAKEN");
    }

    @Test
    void theTableOfAnotherCatalogsSyncedTableBlocksAlsoWhereItMayBeTakenOver() throws Exception {
        // Given: the same schema and table, from another catalog, as an environment of its own may have
        bring();
        demo.sandbox.unity().namespaces().createCatalog(Json.object().put("name", "test"), "migrator@example.com");
        SyncedTableSpec test =
                at(new TableName("test", users.target().schema(), users.target().table()));

        // When / Then
        assertThat(blockers(test.takingOver())).extracting(Finding::code).contains("SYNCED_BY_ANOTHER");
    }

    private SyncedTableSpec at(TableName target) {
        return new SyncedTableSpec(
                users.source(),
                target,
                users.primaryKey(),
                users.mode(),
                users.timeseriesKey(),
                users.onMissingCdf(),
                users.indexes(),
                users.decision(),
                users.upkeep());
    }

    @Test
    void aTableThatComesAfterThePlanIsNeitherReplacedNorDropped() {
        try (SyncedLab lab = new SyncedLab("")) {
            // Given
            SyncedTableSpec table = SyncedLab.spec("usersdb", SyncMode.TRIGGERED, List.of("user_id"));
            lab.postgresExecute("CREATE SCHEMA IF NOT EXISTS fashion_demo");
            lab.postgresExecute("CREATE TABLE fashion_demo.usersdb_synced AS SELECT 'ours' AS note");
            SyncedTableImports imports = lab.stub(
                    SyncedTableImports.class,
                    new SyncedTableImportsImpl(
                            lab.workspaces,
                            lab.connections,
                            lab.steps,
                            lab.ledger.createdObjects(),
                            lab.ledger.leases(),
                            new StepAudit(lab.ledger.audit(), "test", Clock.systemUTC())));
            Decision asAsked = new Decision(SyncMode.TRIGGERED, "as asked", false, Optional.empty());

            // When
            ActivityFailure refused = catchThrowableOfType(
                    ActivityFailure.class,
                    () -> imports.create(new SyncedTableImports.Create(lab.setup(), table, asAsked, false)));

            // Then
            assertThat(refused.getCause())
                    .hasMessageContaining("main.fashion_demo.usersdb_synced was not created: in PostgreSQL, there is a"
                            + " table fashion_demo.usersdb_synced of role ");
            assertThat(MigrationFailure.in(refused)).isEqualTo(MigrationFailure.EXISTS_DIFFERENTLY);
            assertThat(lab.workspace().syncedTables(lab.setup().lakebase()).find(table.target()))
                    .isEmpty();
            assertThat(lab.ledger.createdObjects().ofAll("SYNCED_TABLE")).isEmpty();
            assertThat(lab.postgres("SELECT note FROM fashion_demo.usersdb_synced"))
                    .isEqualTo("ours");
        }
    }

    @Test
    void aRollbackLeavesWhatSomebodyElseMadeUnderTheName() throws Exception {
        // Given: the synced table is taken away by hand, and an application makes a table of its own in its place
        bring();
        removeByHand();
        demo.postgresExecute("DROP TABLE fashion_demo_lakebase.users_synced");
        demo.postgresExecute(OWN);

        // When
        demo.workers.control(unit).send("rollback", new Command("rita", "because"));
        demo.workers.awaitPhase(unit, Phase.ROLLED_BACK);

        // Then
        assertThat(demo.postgres(OWN_ROWS)).isEqualTo("500ours");
    }

    @Test
    void whatAnEarlierSyncHasLeftIsTakenOverOnRequestOnly() throws Exception {
        // Given
        bring();
        removeByHand();

        // When / Then
        assertThat(blockers(users)).singleElement().satisfies(blocker -> {
            assertThat(blocker.code()).isEqualTo("ORPHANED_TABLE");
            assertThat(blocker.remedy())
                    .hasValue("Where nobody reads it: DROP TABLE fashion_demo_lakebase.users_synced; or let this"
                            + " migration replace it with takeOver: true beside the table in the plan.");
        });
        assertThat(demo.plan(List.of(users.takingOver()))
                        .units()
                        .get(0)
                        .assessment()
                        .findings())
                .extracting(Finding::code)
                .contains("ORPHAN_TAKEN_OVER");
    }

    private void bring() {
        demo.migrate(demo.plan(List.of(users)), Policy.DEFAULT);
        demo.workers.awaitQuestion(unit);
        demo.workers.control(unit).send("approve", io.lakeshift.workflows.lifecycle.Decision.approve("ann", "fine"));
        demo.workers.awaitPhase(unit, Phase.WATCHING);
    }

    /** In Unity Catalog alone, as somebody would who does not know that PostgreSQL keeps the table. */
    private void removeByHand() {
        demo.workspace(Optional.of("sandbox"), demo.sandbox.adminToken())
                .syncedTables(demo.setup.lakebase())
                .delete(users.target());
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> demo.workspace(Optional.of("sandbox"), demo.sandbox.adminToken())
                        .syncedTables(demo.setup.lakebase())
                        .find(users.target())
                        .isEmpty());
    }
}
