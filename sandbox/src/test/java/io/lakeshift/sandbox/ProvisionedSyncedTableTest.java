package io.lakeshift.sandbox;

import static io.lakeshift.sandbox.RunningSandbox.DATABASE;
import static io.lakeshift.sandbox.RunningSandbox.INSTANCE;
import static io.lakeshift.sandbox.RunningSandbox.SANDBOX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.error.platform.AlreadyExists;
import com.databricks.sdk.service.catalog.CreateSchema;
import com.databricks.sdk.service.database.CreateSyncedDatabaseTableRequest;
import com.databricks.sdk.service.database.GenerateDatabaseCredentialRequest;
import com.databricks.sdk.service.database.SyncedDatabaseTable;
import com.databricks.sdk.service.database.SyncedTableSchedulingPolicy;
import com.databricks.sdk.service.database.SyncedTableSpec;
import com.databricks.sdk.service.database.SyncedTableState;
import com.databricks.sdk.service.iam.MeRequest;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ProvisionedSyncedTableTest {
    private static final WorkspaceClient CLIENT = RunningSandbox.client();
    private static final String SCHEMA = "main.provisioned";

    @BeforeAll
    static void createSchema() {
        CLIENT.schemas().create(new CreateSchema().setCatalogName("main").setName("provisioned"));
    }

    @Test
    void theRowsOfTheSourceArriveInPostgresUnderTheCredentialOfTheCaller() throws Exception {
        // Given
        String name = SCHEMA + ".products_synced";

        // When
        CLIENT.database().createSyncedDatabaseTable(request(name, "main.fashion_demo.productsdb", "product_id"));

        // Then
        SyncedDatabaseTable ready = online(name);
        assertThat(ready.getDataSynchronizationStatus().getPipelineId()).isNotEmpty();
        assertThat(ready.getDataSynchronizationStatus()
                        .getLastSync()
                        .getDeltaTableSyncInfo()
                        .getDeltaCommitVersion())
                .isEqualTo(1);
        String token = CLIENT.database()
                .generateDatabaseCredential(
                        new GenerateDatabaseCredentialRequest().setInstanceNames(List.of("fashion-demo")))
                .getToken();
        String user = CLIENT.currentUser().me(new MeRequest()).getUserName();
        try (Connection connection = RunningSandbox.login(SANDBOX.postgres(INSTANCE), user, token)) {
            assertThat(RunningSandbox.query(connection, "SELECT count(*) FROM provisioned.products_synced"))
                    .containsExactly("2000");
        }
    }

    @Test
    void aNameThatIsTakenIsAConflict() {
        // Given
        CreateSyncedDatabaseTableRequest request =
                request(SCHEMA + ".users_twice", "main.fashion_demo.usersdb", "user_id");
        CLIENT.database().createSyncedDatabaseTable(request);

        // Then
        assertThatThrownBy(() -> CLIENT.database().createSyncedDatabaseTable(request))
                .isInstanceOf(AlreadyExists.class)
                .hasMessage("Synced table 'main.provisioned.users_twice' already exists.");
    }

    private static CreateSyncedDatabaseTableRequest request(String name, String source, String key) {
        return new CreateSyncedDatabaseTableRequest()
                .setSyncedTable(new SyncedDatabaseTable()
                        .setName(name)
                        .setDatabaseInstanceName("fashion-demo")
                        .setLogicalDatabaseName(DATABASE)
                        .setSpec(new SyncedTableSpec()
                                .setSourceTableFullName(source)
                                .setPrimaryKeyColumns(List.of(key))
                                .setSchedulingPolicy(SyncedTableSchedulingPolicy.TRIGGERED)
                                .setCreateDatabaseObjectsIfMissing(true)));
    }

    private static SyncedDatabaseTable online(String name) {
        return await().until(
                        () -> CLIENT.database().getSyncedDatabaseTable(name),
                        it -> it.getDataSynchronizationStatus().getDetailedState()
                                == SyncedTableState.SYNCED_TABLE_ONLINE_NO_PENDING_UPDATE);
    }
}
