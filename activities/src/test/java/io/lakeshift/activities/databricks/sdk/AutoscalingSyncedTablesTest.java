package io.lakeshift.activities.databricks.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.databricks.sdk.service.postgres.SyncedTableState;
import io.lakeshift.activities.databricks.LakebaseProjects.Endpoint;
import io.lakeshift.activities.databricks.SyncedTables;
import io.lakeshift.activities.databricks.SyncedTables.NewSyncedTable;
import io.lakeshift.activities.databricks.SyncedTables.Progress;
import io.lakeshift.activities.databricks.SyncedTables.SyncedTable;
import io.lakeshift.activities.databricks.Workspace;
import io.lakeshift.activities.databricks.WorkspaceException;
import io.lakeshift.activities.databricks.WorkspaceException.Reason;
import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.databricks.Backend;
import io.lakeshift.workflows.databricks.Lakebase;
import io.lakeshift.workflows.databricks.Standing;
import io.lakeshift.workflows.databricks.SyncMode;
import io.lakeshift.workflows.databricks.TableName;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Synced tables of the other control plane, with the same answers as of the first; the SDK is the real one. */
class AutoscalingSyncedTablesTest {
    private static final String BRANCH = "projects/shop/branches/production";
    private static final TableName NAME = new TableName("main", "demo", "orders_synced");
    private static final String TABLE = "/api/2.0/postgres/synced_tables/main.demo.orders_synced";

    private final ScriptedWorkspace server = new ScriptedWorkspace();
    private final Workspace workspace = server.open();
    private final SyncedTables tables = workspace.syncedTables(lakebase(BRANCH + "/endpoints/primary"));

    @AfterEach
    void stop() {
        server.close();
    }

    private static Lakebase lakebase(String endpoint) {
        return new Lakebase(
                Optional.of("work"),
                Backend.AUTOSCALING,
                Optional.empty(),
                Optional.of(endpoint),
                "databricks_postgres",
                Optional.empty());
    }

    private static NewSyncedTable wanted(Optional<String> pipeline) {
        return wanted(pipeline, false);
    }

    private static NewSyncedTable wanted(Optional<String> pipeline, boolean accelerated) {
        return new NewSyncedTable(
                NAME,
                new TableName("main", "demo", "orders"),
                List.of("id", "day"),
                Optional.of("at"),
                SyncMode.TRIGGERED,
                pipeline,
                "main",
                "staging",
                accelerated);
    }

    @ParameterizedTest
    @EnumSource(SyncedTableState.class)
    void everyStateKeepsItsName(SyncedTableState state) {
        // Given
        server.answers(
                200,
                "{\"name\":\"synced_tables/main.demo.orders_synced\",\"status\":{\"detailed_state\":\"" + state
                        + "\",\"pipeline_id\":\"p-1\"}}");

        // When
        SyncedTable table = tables.find(NAME).orElseThrow();

        // Then
        assertThat(table.state()).contains(state.name());
        assertThat(table.standing()).isNotEqualTo(Standing.ABSENT);
        assertThat(table.pipelineId()).contains("p-1");
    }

    @Test
    void readsSpecProgressAndVersion() {
        // Given
        server.answers(200, """
                {"name": "synced_tables/main.demo.orders_synced",
                 "spec": {"source_table_full_name": "main.demo.orders", "primary_key_columns": ["id", "day"],
                          "timeseries_key": "at", "scheduling_policy": "CONTINUOUS", "branch": "b",
                          "postgres_database": "databricks_postgres"},
                 "status": {"detailed_state": "SYNCED_TABLE_PROVISIONING_INITIAL_SNAPSHOT", "message": "loading",
                            "ongoing_sync_progress": {"synced_row_count": 7, "total_row_count": 9,
                                                      "estimated_completion_time_seconds": 3},
                            "last_processed_commit_version": 4, "last_sync_time": "2026-01-02T03:04:05Z"}}""");

        // When
        SyncedTable table = tables.find(NAME).orElseThrow();

        // Then
        assertThat(table.source()).isEqualTo("main.demo.orders");
        assertThat(table.primaryKey()).containsExactly("id", "day");
        assertThat(table.timeseriesKey()).contains("at");
        assertThat(table.mode()).contains(SyncMode.CONTINUOUS);
        assertThat(table.database()).contains("databricks_postgres");
        assertThat(table.progress()).isEqualTo(new Progress(7, 9, 3));
        assertThat(table.version()).isEqualTo(4);
        assertThat(table.syncedAt()).contains("2026-01-02T03:04:05Z");
        assertThat(table.standing()).isEqualTo(Standing.WAITING);
    }

    @Test
    void aStateThatNobodyKnowsIsWaitedFor() {
        // Given
        server.answers(200, "{\"status\":{\"detailed_state\":\"SYNCED_TABLE_ONLINE_DREAMING\",\"message\":\"zzz\"}}");

        // When
        SyncedTable table = tables.find(NAME).orElseThrow();

        // Then
        assertThat(table.state()).isEmpty();
        assertThat(table.standing()).isEqualTo(Standing.WAITING);
        assertThat(table.message()).isEqualTo("zzz");
    }

    @Test
    void aTableWithoutAnyStatusIsWaitedFor() {
        // Given
        server.answers(200, "{\"name\":\"synced_tables/main.demo.orders_synced\"}");

        // Then
        assertThat(tables.find(NAME).orElseThrow().standing()).isEqualTo(Standing.WAITING);
    }

    @Test
    void asksForAllThatThePlanSays() {
        // When
        tables.create(wanted(Optional.empty()));

        // Then
        assertThat(server.body("POST /api/2.0/postgres/synced_tables?synced_table_id=main.demo.orders_synced"))
                .isEqualTo("{\"spec\":{\"branch\":\"" + BRANCH + "\",\"create_database_objects_if_missing\":true,"
                        + "\"new_pipeline_spec\":{\"storage_catalog\":\"main\",\"storage_schema\":\"staging\"},"
                        + "\"postgres_database\":\"databricks_postgres\",\"primary_key_columns\":[\"id\",\"day\"],"
                        + "\"scheduling_policy\":\"TRIGGERED\",\"source_table_full_name\":\"main.demo.orders\","
                        + "\"timeseries_key\":\"at\"}}");
    }

    @Test
    void aSharedPipelineIsNamedAndNoNewOneAskedFor() {
        // When
        tables.create(wanted(Optional.of("p-7")));

        // Then
        assertThat(server.body("POST /api/2.0/postgres/synced_tables?synced_table_id=main.demo.orders_synced"))
                .contains("\"existing_pipeline_id\":\"p-7\"")
                .doesNotContain("new_pipeline_spec");
    }

    @Test
    void anAcceleratedSyncIsAskedForWhereThePlanDoes() {
        // When
        tables.create(wanted(Optional.empty(), true));

        // Then
        assertThat(server.body("POST /api/2.0/postgres/synced_tables?synced_table_id=main.demo.orders_synced"))
                .startsWith("{\"spec\":{\"accelerated_sync\":true,");
    }

    @Test
    void aRegisteredCatalogSaysWhereItGoesAndThePlanMustAgree() {
        // Given
        server.at(
                "/api/2.0/postgres/catalogs/main",
                200,
                "{\"status\":{\"branch\":\"" + BRANCH + "\",\"postgres_database\":\"databricks_postgres\"}}");

        // When
        tables.create(wanted(Optional.empty()));

        // Then
        assertThat(server.body("POST /api/2.0/postgres/synced_tables?synced_table_id=main.demo.orders_synced"))
                .doesNotContain("\"branch\"")
                .doesNotContain("postgres_database");
    }

    @Test
    void aCatalogOfAnotherLakebaseIsRefusedBeforeAnythingIsAskedFor() {
        // Given
        server.at(
                "/api/2.0/postgres/catalogs/main",
                200,
                "{\"status\":{\"branch\":\"projects/other/branches/b\",\"postgres_database\":\"theirs\"}}");

        // When
        WorkspaceException failure =
                catchThrowableOfType(WorkspaceException.class, () -> tables.create(wanted(Optional.empty())));

        // Then
        assertThat(failure.failure()).isEqualTo(MigrationFailure.EXISTS_DIFFERENTLY);
        assertThat(failure)
                .hasMessage("Catalog main is registered for database theirs of projects/other/branches/b, but the plan"
                        + " takes main.demo.orders_synced to database databricks_postgres of " + BRANCH
                        + ". Name that Lakebase in the plan, or another target catalog.");
        assertThat(server.calls).noneMatch(call -> call.startsWith("POST"));
    }

    @Test
    void aLostAnswerToACreateLeavesOpenWhatHappened() {
        // Given
        server.cuts();

        // When
        WorkspaceException failure =
                catchThrowableOfType(WorkspaceException.class, () -> tables.create(wanted(Optional.empty())));

        // Then
        assertThat(failure.reason()).isEqualTo(Reason.OUTCOME_UNKNOWN);
        assertThat(server.calls).filteredOn(call -> call.startsWith("POST")).hasSize(1);
    }

    @Test
    void aProjectOfTheOtherApiIsToldApart() {
        // Given
        server.answers(
                400,
                "{\"error_code\":\"INVALID_PARAMETER_VALUE\",\"message\":\"The project was created with the database"
                        + " API.\"}");

        // When
        WorkspaceException failure =
                catchThrowableOfType(WorkspaceException.class, () -> tables.create(wanted(Optional.empty())));

        // Then
        assertThat(failure.reason()).isEqualTo(Reason.NOT_BY_THIS_API);
        assertThat(failure.failure()).isEqualTo(MigrationFailure.WORKSPACE_REFUSED);
    }

    @Test
    void whatIsNotImplementedIsAskedForOnce() {
        // Given
        server.answers(501, "{\"error_code\":\"NOT_IMPLEMENTED\",\"message\":\"not yet\"}");

        // When
        WorkspaceException failure =
                catchThrowableOfType(WorkspaceException.class, () -> tables.create(wanted(Optional.empty())));

        // Then
        assertThat(failure.reason()).isEqualTo(Reason.NOT_BY_THIS_API);
        assertThat(server.calls).filteredOn(call -> call.startsWith("POST")).hasSize(1);
    }

    @Test
    void anOddNameIsEncodedInThePath() {
        // Given
        server.answers(404, "{\"error_code\":\"NOT_FOUND\",\"message\":\"no\"}");

        // When
        Optional<SyncedTable> found = tables.find(new TableName("main", "Fashion-Demo", "Order Items_synced"));

        // Then
        assertThat(found).isEmpty();
        assertThat(server.calls)
                .containsExactly("GET /api/2.0/postgres/synced_tables/main.Fashion-Demo.Order%20Items_synced");
    }

    @Test
    void deletingWhatIsGoneIsDone() {
        // Given
        server.answers(404, "{\"error_code\":\"NOT_FOUND\",\"message\":\"no\"}");

        // When
        tables.delete(NAME);

        // Then
        assertThat(server.calls).containsExactly("DELETE " + TABLE);
    }

    @Test
    void branchAndEndpointOfAProjectAreThoseThatItNames() {
        // Given
        server.at(
                "/api/2.0/postgres/projects/shop",
                200,
                "{\"name\":\"projects/shop\",\"status\":{\"default_branch\":\"projects/shop/branches/trunk\"}}");
        server.at("/api/2.0/postgres/projects/shop/branches/trunk/endpoints", 200, """
                {"endpoints": [
                  {"name": "projects/shop/branches/trunk/endpoints/copy",
                   "status": {"endpoint_type": "ENDPOINT_TYPE_READ_ONLY"}},
                  {"name": "projects/shop/branches/trunk/endpoints/ep-1",
                   "status": {"endpoint_type": "ENDPOINT_TYPE_READ_WRITE"}}]}""");
        server.at(
                "/api/2.0/postgres/projects/shop/branches/trunk/endpoints/ep-1",
                200,
                "{\"status\":{\"current_state\":\"IDLE\",\"hosts\":{\"host\":\"ep-1.example.com\"}}}");

        // When
        Endpoint endpoint = workspace.lakebase().endpoint(lakebase("projects/shop"));
        workspace.lakebase().endpoint(lakebase("projects/shop"));

        // Then
        assertThat(endpoint).isEqualTo(new Endpoint("ep-1.example.com", 5432, "IDLE"));
        assertThat(server.calls).containsOnlyOnce("GET /api/2.0/postgres/projects/shop");
    }
}
