package io.lakeshift.sandbox;

import static io.lakeshift.sandbox.RunningSandbox.SANDBOX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.error.platform.NotFound;
import com.databricks.sdk.service.catalog.CreateSchema;
import com.databricks.sdk.service.postgres.CdfConfig;
import com.databricks.sdk.service.postgres.CdfStatus;
import com.databricks.sdk.service.postgres.CreateCdfConfigRequest;
import com.databricks.sdk.service.postgres.CreateProjectRequest;
import com.databricks.sdk.service.postgres.CreateSyncedTableRequest;
import com.databricks.sdk.service.postgres.Endpoint;
import com.databricks.sdk.service.postgres.GenerateDatabaseCredentialRequest;
import com.databricks.sdk.service.postgres.Operation;
import com.databricks.sdk.service.postgres.Project;
import com.databricks.sdk.service.postgres.ProjectSpec;
import com.databricks.sdk.service.postgres.SyncedTable;
import com.databricks.sdk.service.postgres.SyncedTableState;
import com.databricks.sdk.service.postgres.SyncedTableSyncedTableSpec;
import com.databricks.sdk.service.postgres.SyncedTableSyncedTableSpecSyncedTableSchedulingPolicy;
import io.lakeshift.sandbox.lakebase.Home;
import java.sql.Connection;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class AutoscalingTest {
    private static final WorkspaceClient CLIENT = RunningSandbox.client();
    private static final String BRANCH = "projects/fashion-demo/branches/production";

    @Test
    void aNewProjectIsAnOperationAndThenHasABranchAnEndpointAndADatabase() throws Exception {
        // When
        String operation = CLIENT.postgres()
                .createProject(new CreateProjectRequest()
                        .setProjectId("shop")
                        .setProject(new Project().setSpec(new ProjectSpec().setDisplayName("Shop"))))
                .getName();

        // Then
        assertThat(CLIENT.postgres().getOperation(operation).getDone()).isFalse();
        Operation done = await().until(() -> CLIENT.postgres().getOperation(operation), Operation::getDone);
        assertThat(done.getResponse()).asString().contains("projects/shop");
        assertThat(CLIENT.postgres().listBranches("projects/shop"))
                .extracting(it -> it.getName())
                .containsExactly("projects/shop/branches/production");
        Endpoint endpoint = CLIENT.postgres().getEndpoint("projects/shop/branches/production/endpoints/primary");
        assertThat(endpoint.getStatus().getHosts().getHost())
                .isEqualTo(SANDBOX.postgres(Home.branch("projects/shop/branches/production")));
        assertThat(CLIENT.postgres().listDatabases("projects/shop/branches/production"))
                .extracting(it -> it.getStatus().getPostgresDatabase())
                .containsExactly("databricks_postgres");
    }

    @Test
    void aSyncedTableOfABranchIsReadWithACredentialOfItsEndpoint() throws Exception {
        // Given
        CLIENT.schemas().create(new CreateSchema().setCatalogName("main").setName("autoscaling"));

        // When
        CLIENT.postgres()
                .createSyncedTable(new CreateSyncedTableRequest()
                        .setSyncedTableId("main.autoscaling.users_synced")
                        .setSyncedTable(new SyncedTable()
                                .setSpec(new SyncedTableSyncedTableSpec()
                                        .setBranch(BRANCH)
                                        .setPostgresDatabase("databricks_postgres")
                                        .setSourceTableFullName("main.fashion_demo.usersdb")
                                        .setPrimaryKeyColumns(List.of("user_id"))
                                        .setCreateDatabaseObjectsIfMissing(true)
                                        .setSchedulingPolicy(
                                                SyncedTableSyncedTableSpecSyncedTableSchedulingPolicy.TRIGGERED))));

        // Then
        SyncedTable ready = await().until(
                        () -> CLIENT.postgres().getSyncedTable("synced_tables/main.autoscaling.users_synced"),
                        it -> it.getStatus().getDetailedState()
                                == SyncedTableState.SYNCED_TABLE_ONLINE_NO_PENDING_UPDATE);
        assertThat(ready.getStatus().getLastProcessedCommitVersion()).isEqualTo(1);
        assertThat(ready.getStatus().getProject()).isEqualTo("projects/fashion-demo");
        String token = CLIENT.postgres()
                .generateDatabaseCredential(
                        new GenerateDatabaseCredentialRequest().setEndpoint(BRANCH + "/endpoints/primary"))
                .getToken();
        try (Connection connection =
                RunningSandbox.login(SANDBOX.postgres(Home.branch(BRANCH)), "migrator@example.com", token)) {
            assertThat(RunningSandbox.query(connection, "SELECT count(*) FROM autoscaling.users_synced"))
                    .containsExactly("500");
        }
        assertThat(Calls.get("/api/2.0/postgres/synced_tables").error())
                .isEqualTo(
                        "ENDPOINT_NOT_FOUND: No API found for 'GET /api/2.0/postgres/synced_tables'. The sandbox has POST"
                                + " for it");
    }

    @Test
    void deletingASyncedTableIsAnOperationAndTheTableIsGoneAfterSomeLooks() throws Exception {
        // Given
        CLIENT.schemas().create(new CreateSchema().setCatalogName("main").setName("autoscaling_2"));
        String body = """
                {"spec": {"branch": "%s", "postgres_database": "databricks_postgres", "scheduling_policy": "SNAPSHOT",
                 "source_table_full_name": "main.odd.no_feed", "primary_key_columns": ["id"],
                 "create_database_objects_if_missing": true}}""".formatted(BRANCH);
        Calls.call("POST", "/api/2.0/postgres/synced_tables?synced_table_id=main.autoscaling_2.t", body);

        // When
        String operation = CLIENT.postgres()
                .deleteSyncedTable("synced_tables/main.autoscaling_2.t")
                .getName();

        // Then
        assertThat(operation).startsWith("synced_tables/main.autoscaling_2.t/operations/");
        await().untilAsserted(() -> assertThatThrownBy(
                        () -> CLIENT.postgres().getSyncedTable("synced_tables/main.autoscaling_2.t"))
                .isInstanceOf(NotFound.class));
    }

    @Test
    void aCredentialsLifeMustBeWithinItsBounds() throws Exception {
        assertThat(Calls.call(
                                "POST",
                                "/api/2.0/postgres/credentials",
                                "{\"endpoint\":\"" + BRANCH + "/endpoints/primary\",\"ttl\":\"5s\"}")
                        .error())
                .isEqualTo("INVALID_PARAMETER_VALUE: ttl must be between 300s and 3600s.");
    }

    @Test
    void theStatusOfLakehouseSyncSaysWhichTablesCannotBeFollowed() throws Exception {
        // Given
        try (Connection connection = SANDBOX.connect(Home.branch(BRANCH), "databricks_postgres")) {
            connection
                    .createStatement()
                    .execute("CREATE SCHEMA app; CREATE TABLE app.with_key (id bigint PRIMARY KEY);"
                            + " CREATE TABLE app.without_key (id bigint)");
        }

        // When
        CLIENT.postgres()
                .createCdfConfig(new CreateCdfConfigRequest()
                        .setParent(BRANCH + "/databases/databricks-postgres")
                        .setCdfConfigId("app_sync")
                        .setCdfConfig(new CdfConfig()
                                .setCatalog("main")
                                .setSchema("default")
                                .setPostgresSchema("app")));

        // Then
        Iterable<CdfStatus> statuses =
                CLIENT.postgres().listCdfStatuses(BRANCH + "/databases/databricks-postgres/cdf-configs/app_sync");
        assertThat(StreamSupport.stream(statuses.spliterator(), false)
                        .map(it -> it.getPostgresTable() + " " + it.getState())
                        .toList())
                .containsExactly("app.with_key CDF_STATE_STREAMING", "app.without_key CDF_STATE_SKIPPED");
    }
}
