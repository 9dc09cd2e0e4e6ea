package io.lakeshift.worker.kinds.syncedtables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.activities.audit.StepAudit;
import io.lakeshift.activities.kinds.syncedtables.SyncedTableImportsImpl;
import io.lakeshift.activities.kinds.syncedtables.SyncedTableRehearsalsImpl;
import io.lakeshift.activities.kinds.syncedtables.SyncedTableRemovalsImpl;
import io.lakeshift.activities.ledger.CreatedObjects.CreatedObject;
import io.lakeshift.sandbox.http.Json;
import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.databricks.SyncMode;
import io.lakeshift.workflows.databricks.TableName;
import io.lakeshift.workflows.kinds.syncedtables.RehearseRollback;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableImports;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableImports.Create;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableImports.Outcome;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableImports.Prepare;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableRehearsals;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableRemovals;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec.Decision;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTablesSetup;
import io.temporal.failure.ActivityFailure;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What counts as made by a migration: what was seen absent, and came of what it asked for. All else it leaves. */
@Timeout(240)
class MadeByTheMigrationTest {
    private static final String SYNCED = "/api/2.0/database/synced_tables";
    private static final String SCHEMAS = "/api/2.1/unity-catalog/schemas";
    private static final String POSTGRES_TABLE = "fashion_demo.usersdb_synced";
    private static final SyncedTableSpec USERS = SyncedLab.spec("usersdb", SyncMode.TRIGGERED, List.of("user_id"));
    private static final Decision AS_ASKED = new Decision(SyncMode.TRIGGERED, "as asked", false, Optional.empty());

    private final SyncedLab lab = new SyncedLab("");
    private final SyncedTableImports imports = lab.stub(
            SyncedTableImports.class,
            new SyncedTableImportsImpl(
                    lab.workspaces,
                    lab.connections,
                    lab.steps,
                    lab.ledger.createdObjects(),
                    lab.ledger.leases(),
                    audit()));
    private final SyncedTableRemovals removals = lab.stub(
            SyncedTableRemovals.class,
            new SyncedTableRemovalsImpl(
                    lab.workspaces,
                    lab.connections,
                    lab.steps,
                    lab.ledger.createdObjects(),
                    lab.ledger.leases(),
                    audit(),
                    lab.ledger.reader()));

    private StepAudit audit() {
        return new StepAudit(lab.ledger.audit(), "test", Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    private Outcome create(SyncedTableSpec table) {
        return imports.create(new Create(lab.setup(), table, AS_ASKED, false)).outcome();
    }

    private ActivityFailure refused(SyncedTableSpec table) {
        return catchThrowableOfType(ActivityFailure.class, () -> create(table));
    }

    private List<CreatedObject> noted(String kind) {
        return lab.ledger.createdObjects().ofAll(kind);
    }

    private String migration() {
        String unit = noted("SYNCED_TABLE").get(0).unit();
        int slash = unit.indexOf('/');
        return slash < 0 ? unit : unit.substring(0, slash);
    }

    private static ObjectNode fault(String method, String path, String kind) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("method", method)
                .put("path", path)
                .put("kind", kind)
                .put("times", 1);
    }

    /** As Unity Catalog answers a moment before somebody makes it. */
    private static ObjectNode notThereYet(String path, String code) {
        return fault("GET", path, "status")
                .put("status", 404)
                .set(
                        "body",
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("error_code", code)
                                .put("message", "not there"));
    }

    /** A table that a sync has filled, without the sync: it was deleted in Unity Catalog alone. */
    private void orphan() {
        lab.sync(USERS);
        deleteInUnityCatalog(USERS.target());
    }

    private void deleteInUnityCatalog(TableName table) {
        lab.workspace().syncedTables(lab.setup().lakebase()).delete(table);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> lab.workspace()
                        .syncedTables(lab.setup().lakebase())
                        .find(table)
                        .isEmpty());
    }

    private String id() {
        return lab.postgres("SELECT '" + POSTGRES_TABLE + "'::regclass::oid");
    }

    private SyncedTableRemovals.Done drop(String migration) {
        return removals.dropTable(
                new SyncedTableRemovals.DropTable(migration, lab.setup().lakebase(), USERS.target()));
    }

    @Test
    void aTableMadeByHandAfterARefusalIsNotTheMigrations() {
        // Given
        lab.sandbox.faults().set(fault("POST", SYNCED, "deny").put("message", "not you"));
        ActivityFailure refused = refused(USERS);
        lab.sync(USERS);

        // When
        Outcome outcome = create(USERS);

        // Then
        assertThat(MigrationFailure.in(refused)).isEqualTo(MigrationFailure.PERMISSION_DENIED);
        assertThat(outcome).isEqualTo(Outcome.FOUND);
        assertThat(noted("SYNCED_TABLE")).isEmpty();
    }

    @Test
    void aTableThatSomebodyElseMakesAtTheSameMomentIsTheirs() {
        // Given
        lab.sync(USERS);
        lab.postgresExecute("DROP TABLE " + POSTGRES_TABLE);
        lab.sandbox.faults().set(notThereYet(SYNCED + "/" + USERS.target(), "NOT_FOUND"));

        // When
        Outcome outcome = create(USERS);

        // Then
        assertThat(outcome).isEqualTo(Outcome.FOUND);
        assertThat(noted("SYNCED_TABLE")).isEmpty();
    }

    @Test
    void anAnswerThatWasLostLeavesTheClaim() {
        // Given
        lab.sandbox.faults().set(fault("POST", SYNCED, "cut_after"));

        // When
        Outcome outcome = create(USERS);

        // Then
        assertThat(outcome).isEqualTo(Outcome.FOUND);
        assertThat(noted("SYNCED_TABLE")).hasSize(1);
    }

    @Test
    void whatAnEarlierAttemptHasLeftIsItsOwn() {
        // Given
        create(USERS);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> lab.look(USERS).state().orElse("").endsWith("NO_PENDING_UPDATE"));
        deleteInUnityCatalog(USERS.target());

        // When
        Outcome again = create(USERS);

        // Then
        assertThat(again).isEqualTo(Outcome.CREATED);
        assertThat(noted("SYNCED_TABLE"))
                .singleElement()
                .satisfies(object -> assertThat(object.before()).isEmpty());
    }

    @Test
    void aSchemaThatSomebodyElseMakesAtTheSameMomentIsTheirs() {
        // Given
        lab.sandbox
                .unity()
                .namespaces()
                .createSchema(Json.object().put("name", "theirs").put("catalog_name", "main"), "rae@example.com");
        lab.sandbox.faults().set(notThereYet(SCHEMAS + "/main.theirs", "SCHEMA_DOES_NOT_EXIST"));

        // When
        List<String> created = imports.prepare(new Prepare(stagingIn("theirs"), USERS, AS_ASKED))
                .created();

        // Then
        assertThat(created).isEmpty();
        assertThat(noted("CATALOG_SCHEMA")).isEmpty();
    }

    @Test
    void aSchemaMadeByHandAfterARefusalIsNotTheMigrations() {
        // Given
        lab.sandbox.faults().set(fault("POST", SCHEMAS, "deny").put("message", "not you"));
        Prepare prepare = new Prepare(stagingIn("by_hand"), USERS, AS_ASKED);
        ActivityFailure refused = catchThrowableOfType(ActivityFailure.class, () -> imports.prepare(prepare));
        lab.workspace().catalog().createSchema("main", "by_hand");

        // When
        imports.prepare(prepare);

        // Then
        assertThat(MigrationFailure.in(refused)).isEqualTo(MigrationFailure.PERMISSION_DENIED);
        assertThat(noted("CATALOG_SCHEMA")).isEmpty();
    }

    private SyncedTablesSetup stagingIn(String schema) {
        SyncedTablesSetup setup = lab.setup();
        return new SyncedTablesSetup(
                setup.lakebase(),
                new SyncedTablesSetup.Staging("main", schema, true),
                false,
                setup.grants(),
                setup.application(),
                setup.sizing());
    }

    @Test
    void aTableThatIsTakenOverIsOnRecordAndDroppedOnceItWasReplaced() {
        // Given
        orphan();
        String before = id();
        ActivityFailure unasked = refused(USERS);

        // When
        Outcome outcome = create(USERS.takingOver());
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !id().equals(before));
        List<CreatedObject> noted = noted("SYNCED_TABLE");
        List<String> rehearsed = rehearsed();
        String migration = migration();
        deleteInUnityCatalog(USERS.target());
        List<String> did = drop(migration).did();

        // Then
        assertThat(unasked.getCause()).hasMessageContaining("takeOver: true");
        assertThat(outcome).isEqualTo(Outcome.CREATED);
        assertThat(noted)
                .singleElement()
                .satisfies(object -> assertThat(object.before()).hasValue(before));
        assertThat(rehearsed)
                .contains("this migration replaced the one that was there; its indexes and grants go with it");
        assertThat(did).containsExactly("dropped main.fashion_demo.usersdb_synced in PostgreSQL");
        try (var events = lab.ledger.audit().export(Optional.empty())) {
            assertThat(events).anyMatch(event -> event.contains("POSTGRES_TABLE_TAKEN_OVER"));
        }
    }

    private List<String> rehearsed() {
        return lab
                .stub(
                        SyncedTableRehearsals.class,
                        new SyncedTableRehearsalsImpl(
                                lab.workspaces, lab.connections, lab.steps, lab.ledger.createdObjects()))
                .table(new SyncedTableRehearsals.LookAtTable(
                        migration(), lab.setup().lakebase(), USERS.target()))
                .steps()
                .stream()
                .map(RehearseRollback.Step::why)
                .toList();
    }

    @Test
    void aTableThatWasToBeTakenOverAndNeverWasIsLeft() {
        // Given
        orphan();
        lab.sandbox.faults().set(fault("POST", SYNCED, "cut_before"));
        String rows = lab.postgres("SELECT count(*) FROM " + POSTGRES_TABLE);
        refused(USERS.takingOver());

        // When
        List<String> did = drop(migration()).did();

        // Then
        assertThat(did)
                .singleElement()
                .satisfies(left -> assertThat(left)
                        .matches("left a table fashion_demo\\.usersdb_synced of role databricks_writer.* in PostgreSQL,"
                                + " which was there before and has not been replaced"));
        assertThat(lab.postgres("SELECT count(*) FROM " + POSTGRES_TABLE)).isEqualTo(rows);
    }

    @Test
    void theTableOfAnotherCatalogsSyncedTableIsNeverTakenOver() {
        // Given
        lab.sandbox.unity().namespaces().createCatalog(Json.object().put("name", "other"), "migrator@example.com");
        lab.sandbox
                .unity()
                .namespaces()
                .createSchema(
                        Json.object().put("name", "fashion_demo").put("catalog_name", "other"), "migrator@example.com");
        SyncedTableSpec other = at(new TableName("other", "fashion_demo", "usersdb_synced"));
        lab.sync(other);
        String before = id();

        // When
        ActivityFailure refused = refused(USERS.takingOver());

        // Then
        assertThat(refused.getCause())
                .hasMessageContaining("main.fashion_demo.usersdb_synced was not created. The table of"
                        + " main.fashion_demo.usersdb_synced in PostgreSQL would be the one that synced table"
                        + " other.fashion_demo.usersdb_synced keeps in the same database");
        assertThat(noted("SYNCED_TABLE")).isEmpty();
        assertThat(id()).isEqualTo(before);
    }

    private static SyncedTableSpec at(TableName target) {
        return new SyncedTableSpec(
                USERS.source(),
                target,
                USERS.primaryKey(),
                USERS.mode(),
                USERS.timeseriesKey(),
                USERS.onMissingCdf(),
                USERS.indexes(),
                USERS.decision(),
                USERS.upkeep());
    }

    @Test
    void aSchemaOfPostgresWithAnythingInItOrOfSomebodyElseIsLeft() {
        // Given
        TableName target = new TableName("main", "fresh", "usersdb_synced");
        lab.workspace().catalog().createSchema("main", "fresh");
        imports.prepare(new Prepare(lab.setup(), at(target), AS_ASKED));
        String migration = noted("POSTGRES_SCHEMA").get(0).unit();
        lab.postgresExecute("CREATE SCHEMA fresh AUTHORIZATION databricks_writer");
        lab.postgresExecute("CREATE FUNCTION fresh.one() RETURNS int LANGUAGE sql AS 'SELECT 1'");

        // When
        List<String> withFunction = removeSchemas(migration, target);
        imports.prepare(new Prepare(lab.setup(), at(target), AS_ASKED));
        boolean notedAgain = !noted("POSTGRES_SCHEMA").isEmpty();
        lab.postgresExecute("DROP SCHEMA fresh CASCADE");
        imports.prepare(new Prepare(lab.setup(), at(target), AS_ASKED));
        lab.postgresExecute("CREATE ROLE shop; CREATE SCHEMA fresh AUTHORIZATION shop");
        List<String> ofShop = removeSchemas(migration, target);

        // Then
        assertThat(withFunction).containsExactly("left schema fresh in PostgreSQL: it is not empty");
        assertThat(notedAgain).isFalse();
        assertThat(ofShop).containsExactly("left schema fresh in PostgreSQL: it belongs to role shop");
        assertThat(lab.postgres("SELECT count(*) FROM pg_namespace WHERE nspname = 'fresh'"))
                .isEqualTo("1");
    }

    private List<String> removeSchemas(String migration, TableName target) {
        return removals.removeSchemas(new SyncedTableRemovals.RemoveSchemas(
                        migration, lab.setup().lakebase(), target))
                .did();
    }
}
