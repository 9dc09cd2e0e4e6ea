package io.lakeshift.sandbox;

import static io.lakeshift.sandbox.RunningSandbox.DATABASE;
import static io.lakeshift.sandbox.RunningSandbox.INSTANCE;
import static io.lakeshift.sandbox.RunningSandbox.SANDBOX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.DatabricksError;
import com.databricks.sdk.core.error.platform.AlreadyExists;
import com.databricks.sdk.core.error.platform.NotFound;
import com.databricks.sdk.service.catalog.CreateSchema;
import com.databricks.sdk.service.database.CreateSyncedDatabaseTableRequest;
import com.databricks.sdk.service.database.DeleteSyncedDatabaseTableRequest;
import com.databricks.sdk.service.database.NewPipelineSpec;
import com.databricks.sdk.service.database.SyncedDatabaseTable;
import com.databricks.sdk.service.database.SyncedTableSchedulingPolicy;
import com.databricks.sdk.service.database.SyncedTableSpec;
import com.databricks.sdk.service.database.SyncedTableState;
import com.databricks.sdk.service.pipelines.PipelineState;
import com.databricks.sdk.service.pipelines.StartUpdate;
import com.databricks.sdk.service.pipelines.UpdateInfoState;
import io.lakeshift.sandbox.http.Json;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ProvisionedSyncedTableTest {
    private static final WorkspaceClient CLIENT = RunningSandbox.client();
    private static final String SCHEMA = "main.provisioned";
    private static final SyncedTableState READY = SyncedTableState.SYNCED_TABLE_ONLINE_NO_PENDING_UPDATE;

    @BeforeAll
    static void createSchema() {
        CLIENT.schemas().create(new CreateSchema().setCatalogName("main").setName("provisioned"));
    }

    @Test
    void theRowsOfTheSourceArriveInPostgresWithTheirVersion() throws SQLException {
        // When
        create("products_synced", spec("main.fashion_demo.productsdb", "product_id"));

        // Then
        SyncedDatabaseTable ready = reach("products_synced", READY);
        assertThat(ready.getDataSynchronizationStatus()
                        .getLastSync()
                        .getDeltaTableSyncInfo()
                        .getDeltaCommitVersion())
                .isEqualTo(1);
        assertThat(query("SELECT count(*) || ' ' || count(DISTINCT product_id) FROM provisioned.products_synced"))
                .containsExactly("2000 2000");
        assertThat(CLIENT.pipelines()
                        .get(ready.getDataSynchronizationStatus().getPipelineId())
                        .getName())
                .isEqualTo("synced_table_main_provisioned_products_synced");
        assertThat(CLIENT.tables().get("main.provisioned.products_synced").getFullName())
                .isEqualTo("main.provisioned.products_synced");
    }

    @Test
    void everyTypeHasItsCounterpart() throws SQLException {
        // When
        create("types_synced", spec("main.odd.every_type", "id"));
        reach("types_synced", READY);

        // Then
        assertThat(query("SELECT data_type FROM information_schema.columns WHERE table_schema = 'provisioned'"
                        + " AND table_name = 'types_synced' ORDER BY ordinal_position"))
                .containsExactly(
                        "bigint",
                        "bytea",
                        "boolean",
                        "date",
                        "numeric",
                        "double precision",
                        "real",
                        "integer",
                        "smallint",
                        "smallint",
                        "text",
                        "timestamp with time zone",
                        "timestamp without time zone",
                        "jsonb",
                        "jsonb",
                        "jsonb");
        assertThat(query("SELECT jsonb_typeof(an_array) || jsonb_typeof(a_map) || (a_struct->>'high')"
                        + " FROM provisioned.types_synced LIMIT 1"))
                .containsExactly("arrayobject2.0");
    }

    @Test
    void aTriggeredTableTakesChangesOnlyWhenItsPipelineIsStartedAndKeepsItsIndexes() throws Exception {
        // Given
        create("moving_synced", spec("main.odd.moving", "id"));
        String pipeline =
                reach("moving_synced", READY).getDataSynchronizationStatus().getPipelineId();
        execute("CREATE INDEX moving_name ON provisioned.moving_synced (name)");
        assertThat(Calls.rows("UPDATE main.odd.moving SET name = 'changed' WHERE id <= 5"))
                .isEqualTo("[[\"5\"]]");
        assertThat(Calls.rows("DELETE FROM `main`.`odd`.`moving` WHERE `id` = 7"))
                .isEqualTo("[[\"1\"]]");
        assertThat(Calls.rows("INSERT INTO main.odd.moving VALUES (1000, 'new', 1.5)"))
                .isEqualTo("[[\"1\"]]");
        assertThat(query("SELECT count(*) FROM provisioned.moving_synced WHERE name = 'changed'"))
                .containsExactly("0");

        // When
        String update = CLIENT.pipelines()
                .startUpdate(new StartUpdate().setPipelineId(pipeline))
                .getUpdateId();
        await().until(() ->
                CLIENT.pipelines().getUpdate(pipeline, update).getUpdate().getState() == UpdateInfoState.COMPLETED);

        // Then
        assertThat(query("SELECT count(*) || ' ' || count(*) FILTER (WHERE name = 'changed') || ' ' || max(id)"
                        + " FROM provisioned.moving_synced"))
                .containsExactly("100 5 1000");
        assertThat(query("SELECT indexname FROM pg_indexes WHERE tablename = 'moving_synced'"))
                .contains("moving_name");
        assertThat(get("moving_synced")
                        .getDataSynchronizationStatus()
                        .getTriggeredUpdateStatus()
                        .getLastProcessedCommitVersion())
                .isEqualTo(SANDBOX.engine().version(io.lakeshift.sandbox.engine.TableName.parse("main.odd.moving")));
    }

    @Test
    void aSnapshotRefreshReplacesTheTableAndItsIndexesAndGrantsAreGone() throws Exception {
        // Given
        create("swapped", spec("main.odd.no_feed", "id").setSchedulingPolicy(SyncedTableSchedulingPolicy.SNAPSHOT));
        String pipeline = reach("swapped", READY).getDataSynchronizationStatus().getPipelineId();
        execute("CREATE INDEX swapped_name ON provisioned.swapped (name)");
        execute("GRANT SELECT ON provisioned.swapped TO \"reader@example.com\"");

        // When
        String update = CLIENT.pipelines()
                .startUpdate(new StartUpdate().setPipelineId(pipeline))
                .getUpdateId();
        await().until(() ->
                CLIENT.pipelines().getUpdate(pipeline, update).getUpdate().getState() == UpdateInfoState.COMPLETED);

        // Then
        assertThat(query("SELECT count(*) FROM pg_indexes WHERE tablename = 'swapped' AND indexname = 'swapped_name'"))
                .containsExactly("0");
        assertThat(query("SELECT count(*) FROM information_schema.role_table_grants WHERE table_name = 'swapped'"
                        + " AND grantee = 'reader@example.com'"))
                .containsExactly("0");
    }

    @Test
    void aContinuousTableFollowsItsSourceWithoutACall() throws Exception {
        // Given
        create("followed", spec("main.odd.scripted", "id").setSchedulingPolicy(SyncedTableSchedulingPolicy.CONTINUOUS));
        reach("followed", SyncedTableState.SYNCED_TABLE_ONLINE_CONTINUOUS_UPDATE);

        // When
        Calls.rows("INSERT INTO main.odd.scripted VALUES (99, 'followed')");

        // Then
        await().untilAsserted(() -> assertThat(query("SELECT name FROM provisioned.followed WHERE id = 99"))
                .containsExactly("followed"));
    }

    @Test
    void duplicateKeysFailTheSyncWithTheirClassUnlessATimeseriesKeyDecides() throws Exception {
        // When
        create("duplicated", spec("main.odd.duplicates", "id"));
        create("deduplicated", spec("main.odd.duplicates", "id").setTimeseriesKey("seen_at"));

        // Then
        SyncedDatabaseTable failed = reach("duplicated", SyncedTableState.SYNCED_TABLE_OFFLINE_FAILED);
        assertThat(failed.getDataSynchronizationStatus().getMessage())
                .startsWith("[SYNCED_TABLE_USER_ERROR.PRIMARY_KEY_CONSTRAINT_VIOLATION] Primary key (id) of synced"
                        + " table 'duplicated' is not unique: duplicate key value violates unique constraint.");
        List<String> errors = new ArrayList<>();
        CLIENT.pipelines()
                .listPipelineEvents(failed.getDataSynchronizationStatus().getPipelineId())
                .forEach(it -> {
                    if (it.getError() != null) {
                        errors.add(
                                it.getError().getExceptions().iterator().next().getMessage());
                    }
                });
        assertThat(errors)
                .isNotEmpty()
                .allSatisfy(it -> assertThat(it).contains("SYNCED_TABLE_USER_ERROR.PRIMARY_KEY_CONSTRAINT_VIOLATION"));
        reach("deduplicated", READY);
        assertThat(query("SELECT count(*) FROM provisioned.deduplicated")).containsExactly("20");
    }

    @Test
    void aNullByteFailsTheSyncWithItsClass() {
        // When
        create("nulls", spec("main.odd.null_bytes", "id"));

        // Then
        assertThat(reach("nulls", SyncedTableState.SYNCED_TABLE_OFFLINE_FAILED)
                        .getDataSynchronizationStatus()
                        .getMessage())
                .isEqualTo("[SYNCED_TABLE_USER_ERROR.CHARACTER_NOT_IN_REPERTOIRE] Column 'note' has a string with a"
                        + " null byte (0x00), which PostgreSQL does not support. Remove the null bytes from the"
                        + " source table.");
    }

    @Test
    void tablesOfOnePolicyShareAPipelineAndAnotherPolicyMayNot() {
        // Given
        create("shared_1", spec("main.fashion_demo.usersdb", "user_id"));
        String pipeline =
                reach("shared_1", READY).getDataSynchronizationStatus().getPipelineId();

        // When
        create("shared_2", spec("main.fashion_demo.usersdb", "user_id").setExistingPipelineId(pipeline));

        // Then
        assertThat(reach("shared_2", READY).getDataSynchronizationStatus().getPipelineId())
                .isEqualTo(pipeline);
        assertThatThrownBy(() -> create(
                        "shared_3",
                        spec("main.fashion_demo.usersdb", "user_id")
                                .setSchedulingPolicy(SyncedTableSchedulingPolicy.SNAPSHOT)
                                .setExistingPipelineId(pipeline)))
                .hasMessageContaining("has the scheduling policy TRIGGERED");
        assertThatThrownBy(() -> create(
                        "shared_3",
                        spec("main.fashion_demo.usersdb", "user_id")
                                .setExistingPipelineId(pipeline)
                                .setNewPipelineSpec(new NewPipelineSpec().setStorageCatalog("main"))))
                .hasMessageContaining("At most one of existing_pipeline_id and new_pipeline_spec");
    }

    @Test
    void aDeletedTableIsStillThereForSomeLooksAndItsRowsRemainUnlessTheyArePurged() throws SQLException {
        // Given
        create("leaving", spec("main.fashion_demo.usersdb", "user_id"));
        create("purged", spec("main.fashion_demo.usersdb", "user_id"));
        reach("leaving", READY);
        reach("purged", READY);

        // When
        CLIENT.database().deleteSyncedDatabaseTable(SCHEMA + ".leaving");
        CLIENT.database()
                .deleteSyncedDatabaseTable(new DeleteSyncedDatabaseTableRequest()
                        .setName(SCHEMA + ".purged")
                        .setPurgeData(true));

        // Then
        assertThat(get("leaving").getUnityCatalogProvisioningState()).hasToString("DELETING");
        assertThat(get("leaving").getUnityCatalogProvisioningState()).hasToString("DELETING");
        assertThatThrownBy(() -> get("leaving")).isInstanceOf(NotFound.class);
        assertThat(query("SELECT to_regclass('provisioned.leaving') IS NOT NULL"))
                .containsExactly("t");
        assertThat(query("SELECT to_regclass('provisioned.purged') IS NULL")).containsExactly("t");
    }

    @Test
    void theStatesPassInTheirOrder() {
        // Given
        String name = SCHEMA + ".states";
        hold(name, SyncedTableState.SYNCED_TABLE_PROVISIONING);

        // When
        create("states", spec("main.fashion_demo.usersdb", "user_id"));

        // Then
        for (SyncedTableState next : List.of(
                SyncedTableState.SYNCED_TABLE_PROVISIONING_PIPELINE_RESOURCES,
                SyncedTableState.SYNCED_TABLE_PROVISIONING_INITIAL_SNAPSHOT,
                SyncedTableState.SYNCED_TABLE_ONLINE,
                SyncedTableState.SYNCED_TABLE_ONLINE_UPDATING_PIPELINE_RESOURCES)) {
            hold(name, next);
            if (next == SyncedTableState.SYNCED_TABLE_ONLINE_UPDATING_PIPELINE_RESOURCES) {
                String pipeline =
                        reach("states", READY).getDataSynchronizationStatus().getPipelineId();
                await().until(() -> CLIENT.pipelines().get(pipeline).getState() == PipelineState.IDLE);
                CLIENT.pipelines().startUpdate(new StartUpdate().setPipelineId(pipeline));
            }
            reach("states", next);
        }
        hold(name, SyncedTableState.SYNCED_TABLE_ONLINE_TRIGGERED_UPDATE);
        reach("states", SyncedTableState.SYNCED_TABLE_ONLINE_TRIGGERED_UPDATE);
        SANDBOX.syncFaults().clear();
        reach("states", READY);
    }

    @Test
    void aFailedRefreshLeavesTheTableServingAndSaysSo() {
        // Given
        create("stale", spec("main.fashion_demo.usersdb", "user_id"));
        String pipeline = reach("stale", READY).getDataSynchronizationStatus().getPipelineId();
        await().until(() -> CLIENT.pipelines().get(pipeline).getState() == PipelineState.IDLE);
        SANDBOX.syncFaults()
                .set(Json.object()
                        .put("table", SCHEMA + ".stale")
                        .put("error", "SYNCED_TABLE_USER_ERROR.LOCK_TIMEOUT"));

        // When
        String update = CLIENT.pipelines()
                .startUpdate(new StartUpdate().setPipelineId(pipeline))
                .getUpdateId();

        // Then
        await().until(() ->
                CLIENT.pipelines().getUpdate(pipeline, update).getUpdate().getState() == UpdateInfoState.FAILED);
        assertThat(get("stale").getDataSynchronizationStatus().getDetailedState())
                .isEqualTo(SyncedTableState.SYNCED_TABLE_ONLINE_PIPELINE_FAILED);
    }

    private static void hold(String name, SyncedTableState state) {
        SANDBOX.syncFaults().set(Json.object().put("table", name).put("stuck_in", state.toString()));
    }

    @Test
    void whatCannotBeSyncedIsRefusedBeforeAnythingIsMade() {
        assertThatThrownBy(() -> create("no_feed_synced", spec("main.odd.no_feed", "id")))
                .hasMessage("Change data feed is not enabled on source table 'main.odd.no_feed', which TRIGGERED"
                        + " requires. Run: ALTER TABLE main.odd.no_feed SET TBLPROPERTIES"
                        + " (delta.enableChangeDataFeed = true)");
        assertThatThrownBy(() -> create(
                        "filtered_synced",
                        spec("main.odd.filtered", "id").setSchedulingPolicy(SyncedTableSchedulingPolicy.SNAPSHOT)))
                .hasMessage("Source table 'main.odd.filtered' has a row filter or column mask and cannot be synced.");
        assertThatThrownBy(() -> create(
                        "variants_synced",
                        spec("main.odd.variants", "id").setSchedulingPolicy(SyncedTableSchedulingPolicy.SNAPSHOT)))
                .hasMessage("Column 'data' of source table 'main.odd.variants' has the unsupported type VARIANT.");
        assertThatThrownBy(() -> create("gone_synced", spec("main.odd.gone", "id")))
                .hasMessage("Table 'main.odd.gone' does not exist.");
        assertThatThrownBy(() -> create("keyless", spec("main.fashion_demo.usersdb", "nobody")))
                .hasMessage("Primary key column 'nobody' does not exist in source table 'main.fashion_demo.usersdb'.");
    }

    @Test
    void aNameThatIsTakenIsAConflict() {
        // Given
        create("twice", spec("main.fashion_demo.usersdb", "user_id"));

        // Then
        assertThatThrownBy(() -> create("twice", spec("main.fashion_demo.usersdb", "user_id")))
                .isInstanceOf(AlreadyExists.class)
                .hasMessage("Synced table 'main.provisioned.twice' already exists.");
    }

    @Test
    void tablesThatStartTogetherInANewSchemaDoNotDisturbOneAnother() throws SQLException {
        // Given
        CLIENT.schemas().create(new CreateSchema().setCatalogName("main").setName("crowd"));

        // When
        for (int i = 1; i <= 12; i++) {
            CLIENT.database()
                    .createSyncedDatabaseTable(new CreateSyncedDatabaseTableRequest()
                            .setSyncedTable(new SyncedDatabaseTable()
                                    .setName("main.crowd.t_" + i)
                                    .setDatabaseInstanceName("fashion-demo")
                                    .setLogicalDatabaseName(DATABASE)
                                    .setSpec(spec("main.odd.copy_1", "id")
                                            .setSchedulingPolicy(SyncedTableSchedulingPolicy.SNAPSHOT))));
        }

        // Then
        for (int i = 1; i <= 12; i++) {
            String name = "main.crowd.t_" + i;
            await().atMost(java.time.Duration.ofSeconds(30))
                    .until(() -> CLIENT.database()
                                    .getSyncedDatabaseTable(name)
                                    .getDataSynchronizationStatus()
                                    .getDetailedState()
                            == READY);
        }
        assertThat(query("SELECT count(*) FROM pg_tables WHERE schemaname = 'crowd'"))
                .containsExactly("12");
    }

    @Test
    void theTwentyFirstTableOfASourceIsRefused() {
        // Given
        for (int i = 1; i <= 20; i++) {
            create("many_" + i, spec("main.odd.many", "id"));
        }

        // Then
        assertThatThrownBy(() -> create("many_21", spec("main.odd.many", "id")))
                .hasMessage("Source table 'main.odd.many' already has 20 synced tables, which is the limit.");
    }

    @Test
    void whileItsInstanceIsStoppedATableIsOffline() throws Exception {
        // Given
        Calls.call("POST", "/api/2.0/database/instances", "{\"name\":\"short-lived\"}");
        CLIENT.database()
                .createSyncedDatabaseTable(new CreateSyncedDatabaseTableRequest()
                        .setSyncedTable(new SyncedDatabaseTable()
                                .setName(SCHEMA + ".elsewhere")
                                .setDatabaseInstanceName("short-lived")
                                .setLogicalDatabaseName(DATABASE)
                                .setSpec(spec("main.fashion_demo.usersdb", "user_id"))));
        reach("elsewhere", READY);

        // When
        Calls.call("PATCH", "/api/2.0/database/instances/short-lived", "{\"stopped\":true}");

        // Then
        assertThat(get("elsewhere").getDataSynchronizationStatus().getDetailedState())
                .isEqualTo(SyncedTableState.SYNCED_TABLED_OFFLINE);
        Calls.call("PATCH", "/api/2.0/database/instances/short-lived", "{\"stopped\":false}");
        assertThat(get("elsewhere").getDataSynchronizationStatus().getDetailedState())
                .isEqualTo(READY);
    }

    @Test
    void listAndUpdateAreNotImplementedAsInTheRealService() throws Exception {
        assertThat(Calls.call("PATCH", "/api/2.0/database/synced_tables/main.a.b", "{}")
                        .error())
                .isEqualTo("NOT_IMPLEMENTED: Updating a synced table is not implemented.");
        assertThat(Calls.get("/api/2.0/database/instances/fashion-demo/synced_tables")
                        .status())
                .isEqualTo(501);
    }

    @Test
    void whoLacksAPrivilegeIsToldItsName() {
        // Given
        WorkspaceClient reader = RunningSandbox.client("sandbox-reader");

        // Then
        assertThatThrownBy(() -> reader.database().getDatabaseInstance("fashion-demo"))
                .isInstanceOf(DatabricksError.class)
                .hasMessage("User 'reader@example.com' does not have CAN USE on Database instance 'fashion-demo'.");
    }

    private static void create(String table, SyncedTableSpec spec) {
        CLIENT.database()
                .createSyncedDatabaseTable(new CreateSyncedDatabaseTableRequest()
                        .setSyncedTable(new SyncedDatabaseTable()
                                .setName(SCHEMA + "." + table)
                                .setDatabaseInstanceName("fashion-demo")
                                .setLogicalDatabaseName(DATABASE)
                                .setSpec(spec)));
    }

    private static SyncedTableSpec spec(String source, String key) {
        return new SyncedTableSpec()
                .setSourceTableFullName(source)
                .setPrimaryKeyColumns(List.of(key))
                .setSchedulingPolicy(SyncedTableSchedulingPolicy.TRIGGERED)
                .setCreateDatabaseObjectsIfMissing(true);
    }

    private static SyncedDatabaseTable get(String table) {
        return CLIENT.database().getSyncedDatabaseTable(SCHEMA + "." + table);
    }

    private static SyncedDatabaseTable reach(String table, SyncedTableState state) {
        return await().atMost(java.time.Duration.ofSeconds(30))
                .until(() -> get(table), it -> it.getDataSynchronizationStatus().getDetailedState() == state);
    }

    private static List<String> query(String sql) throws SQLException {
        try (Connection connection = SANDBOX.connect(INSTANCE, DATABASE)) {
            return RunningSandbox.query(connection, sql);
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = SANDBOX.connect(INSTANCE, DATABASE)) {
            connection.createStatement().execute(sql);
        }
    }
}
