package io.lakeshift.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.DatabricksError;
import com.databricks.sdk.core.error.platform.NotFound;
import com.databricks.sdk.core.error.platform.PermissionDenied;
import com.databricks.sdk.service.catalog.CreateExternalLocation;
import com.databricks.sdk.service.catalog.CreateVolumeRequestContent;
import com.databricks.sdk.service.catalog.ListSummariesRequest;
import com.databricks.sdk.service.catalog.PermissionsChange;
import com.databricks.sdk.service.catalog.Privilege;
import com.databricks.sdk.service.catalog.UpdatePermissions;
import com.databricks.sdk.service.catalog.VolumeType;
import com.databricks.sdk.service.iam.ListUsersRequest;
import com.databricks.sdk.service.jobs.CreateJob;
import com.databricks.sdk.service.jobs.PipelineTask;
import com.databricks.sdk.service.jobs.RunLifeCycleState;
import com.databricks.sdk.service.jobs.RunNow;
import com.databricks.sdk.service.jobs.RunResultState;
import com.databricks.sdk.service.jobs.Task;
import com.databricks.sdk.service.pipelines.CreatePipeline;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What clients in other languages were seen to ask for, by the SDK's types. */
class ClientSurfaceTest {
    private static final WorkspaceClient CLIENT = RunningSandbox.client();

    @Test
    void theMetastoreIsFoundByItsIdAndInTheList() {
        // Given
        String id = CLIENT.metastores().current().getMetastoreId();

        // Then
        assertThat(CLIENT.metastores().get(id).getName()).isEqualTo("sandbox");
        assertThat(CLIENT.metastores().list(new com.databricks.sdk.service.catalog.ListMetastoresRequest()))
                .extracting(it -> it.getMetastoreId())
                .containsExactly(id);
    }

    @Test
    void aWorkspaceWithUnityCatalogListsMainAndSystem() {
        assertThat(CLIENT.catalogs().list(new com.databricks.sdk.service.catalog.ListCatalogsRequest()))
                .extracting(it -> it.getName())
                .contains("main", "system");
    }

    @Test
    void tablesAreSummarizedByPatterns() {
        // When
        var summaries = CLIENT.tables()
                .listSummaries(new ListSummariesRequest()
                        .setCatalogName("main")
                        .setSchemaNamePattern("fashion%demo")
                        .setTableNamePattern("user%"));

        // Then
        assertThat(summaries)
                .extracting(it -> it.getFullName())
                .containsExactly("main.fashion_demo.user_style_featuresdb", "main.fashion_demo.usersdb");
    }

    @Test
    void anExternalTableIsMadeAndShownWhereItWasPut() throws Exception {
        // When
        Calls.Answer made = Calls.call("POST", "/api/2.1/unity-catalog/tables", """
                {"catalog_name": "main", "schema_name": "default", "name": "outside", "table_type": "EXTERNAL",
                 "data_source_format": "DELTA", "storage_location": "s3://lake/outside",
                 "columns": [{"name": "id", "type_text": "bigint", "type_name": "LONG", "nullable": false}]}""");

        // Then
        assertThat(made.body().path("storage_location").asText()).isEqualTo("s3://lake/outside");
        assertThat(CLIENT.tables().get("main.default.outside").getColumns())
                .singleElement()
                .satisfies(it -> assertThat(it.getTypeText()).isEqualTo("bigint"));
        assertThat(Calls.call("POST", "/api/2.1/unity-catalog/tables", """
                        {"catalog_name": "main", "schema_name": "default", "name": "inside", "table_type": "MANAGED",
                         "data_source_format": "DELTA", "storage_location": "s3://lake/inside"}""").error())
                .isEqualTo("INVALID_PARAMETER_VALUE: Only external Delta tables can be created here."
                        + " Use CREATE TABLE in SQL.");
    }

    @Test
    void volumesComeAndGo() {
        // Given
        CLIENT.volumes()
                .create(new CreateVolumeRequestContent()
                        .setCatalogName("main")
                        .setSchemaName("default")
                        .setName("landing")
                        .setVolumeType(VolumeType.MANAGED));

        // Then
        assertThat(CLIENT.volumes().list("main", "default"))
                .extracting(it -> it.getFullName())
                .contains("main.default.landing");
        CLIENT.volumes().delete("main.default.landing");
        assertThatThrownBy(() -> CLIENT.volumes().read("main.default.landing"))
                .isInstanceOf(NotFound.class)
                .hasMessage("Volume 'main.default.landing' does not exist.");
    }

    @Test
    void aGrantToNobodyIsRefused() {
        assertThatThrownBy(() -> CLIENT.grants()
                        .update(new UpdatePermissions()
                                .setSecurableType("TABLE")
                                .setFullName("main.fashion_demo.usersdb")
                                .setChanges(List.of(new PermissionsChange()
                                        .setPrincipal("ghost@example.com")
                                        .setAdd(List.of(Privilege.SELECT))))))
                .isInstanceOf(NotFound.class)
                .hasMessage("Could not find principal with name ghost@example.com");
        assertThatThrownBy(() -> RunningSandbox.client("sandbox-reader")
                        .catalogs()
                        .create(new com.databricks.sdk.service.catalog.CreateCatalog().setName("mine")))
                .isInstanceOf(PermissionDenied.class);
    }

    @Test
    void aCredentialThatALocationUsesStays() throws Exception {
        // Given
        Calls.call("POST", "/api/2.1/unity-catalog/storage-credentials", "{\"name\":\"used\"}");
        CLIENT.externalLocations()
                .create(new CreateExternalLocation()
                        .setName("used-here")
                        .setUrl("s3://used/here")
                        .setCredentialName("used"));

        // Then
        assertThatThrownBy(() -> CLIENT.storageCredentials().delete("used"))
                .isInstanceOf(DatabricksError.class)
                .hasMessage("Storage credential 'used' has dependent external locations. Use force to delete it.");
        assertThatThrownBy(() -> CLIENT.externalLocations()
                        .create(new CreateExternalLocation()
                                .setName("inside")
                                .setUrl("s3://used/here/below")
                                .setCredentialName("used")))
                .hasMessage("The url 's3://used/here/below' overlaps with that of external location 'used-here'.");
        assertThatThrownBy(() -> CLIENT.externalLocations()
                        .create(new CreateExternalLocation()
                                .setName("other")
                                .setUrl("s3://other")
                                .setCredentialName("none")))
                .hasMessage("Storage credential 'none' does not exist.");
    }

    @Test
    void aPipelinesNameIsItsOwn() {
        // Given
        CLIENT.pipelines().create(new CreatePipeline().setName("one name"));

        // Then
        assertThatThrownBy(() -> CLIENT.pipelines().create(new CreatePipeline().setName("one name")))
                .hasMessageStartingWith("The pipeline name 'one name' is already used by another pipeline.");
        assertThat(CLIENT.pipelines()
                        .create(new CreatePipeline().setName("one name").setAllowDuplicateNames(true))
                        .getPipelineId())
                .isNotEmpty();
    }

    @Test
    void aRunEndsWithItsUpdatesAndFailsWithAPipelineThatIsGone() {
        // Given
        String pipeline = CLIENT.pipelines()
                .create(new CreatePipeline().setName("of a run"))
                .getPipelineId();
        long job = CLIENT.jobs()
                .create(new CreateJob()
                        .setName("runs")
                        .setTasks(List.of(new Task()
                                .setTaskKey("sync")
                                .setPipelineTask(new PipelineTask().setPipelineId(pipeline)))))
                .getJobId();

        // When
        long good =
                CLIENT.jobs().runNow(new RunNow().setJobId(job)).getResponse().getRunId();

        // Then
        await().until(() -> CLIENT.jobs().getRun(good).getState().getResultState() == RunResultState.SUCCESS);
        assertThat(CLIENT.jobs().getRun(good).getTasks())
                .extracting(it -> it.getTaskKey())
                .containsExactly("sync");
        CLIENT.pipelines().delete(pipeline);
        long bad =
                CLIENT.jobs().runNow(new RunNow().setJobId(job)).getResponse().getRunId();
        var state = CLIENT.jobs().getRun(bad).getState();
        assertThat(state.getLifeCycleState()).isEqualTo(RunLifeCycleState.TERMINATED);
        assertThat(state.getResultState()).isEqualTo(RunResultState.FAILED);
        assertThat(state.getStateMessage()).isEqualTo("The specified pipeline " + pipeline + " was not found.");
    }

    @Test
    void usersAreFoundByName() {
        assertThat(CLIENT.users().list(new ListUsersRequest().setFilter("userName eq \"reader@example.com\"")))
                .extracting(it -> it.getDisplayName())
                .containsExactly("Rae Reader");
    }

    @Test
    void anInstancesRolesAreRealRoles() throws Exception {
        // When
        Calls.Answer made =
                Calls.call("POST", "/api/2.0/database/instances/fashion-demo/roles", "{\"name\":\"app_of_the_api\"}");

        // Then
        assertThat(made.body().path("identity_type").asText()).isEqualTo("PG_ONLY");
        try (var connection = RunningSandbox.SANDBOX.connect(RunningSandbox.INSTANCE, RunningSandbox.DATABASE)) {
            assertThat(RunningSandbox.query(
                            connection, "SELECT rolcanlogin FROM pg_roles WHERE rolname = 'app_of_the_api'"))
                    .containsExactly("t");
        }
        Calls.call("DELETE", "/api/2.0/database/instances/fashion-demo/roles/app_of_the_api", null);
        assertThat(Calls.get("/api/2.0/database/instances/fashion-demo/roles/app_of_the_api")
                        .error())
                .isEqualTo("NOT_FOUND: Role 'app_of_the_api' does not exist.");
    }

    @Test
    void permissionsOfWhatIsNotThereAreNotShown() throws Exception {
        assertThat(Calls.get("/api/2.0/permissions/database-instances/none").error())
                .isEqualTo("RESOURCE_DOES_NOT_EXIST: database-instances 'none' does not exist.");
        assertThat(Calls.get("/api/2.0/permissions/database-instances/fashion-demo/permissionLevels")
                        .body()
                        .findValuesAsText("permission_level"))
                .containsExactly("CAN_CREATE", "CAN_USE", "CAN_MANAGE");
    }

    @Test
    void whatTheSandboxDoesNotDoItSays() throws Exception {
        assertThat(Calls.call("PATCH", "/api/2.1/unity-catalog/catalogs/main", "{\"new_name\":\"other\"}")
                        .error())
                .isEqualTo("NOT_IMPLEMENTED: The sandbox does not rename. Make a new object, or leave new_name out.");
        assertThat(Calls.call("POST", "/api/2.0/postgres/projects/fashion-demo/undelete", "{}")
                        .error())
                .isEqualTo("NOT_IMPLEMENTED: The sandbox deletes projects and branches for good; there is nothing"
                        + " to undelete.");
    }

    @Test
    void aDirectoryThatIsNotEmptyIsNotDeleted() throws Exception {
        // Given
        Calls.call("PUT", "/api/2.0/fs/files/Volumes/main/default/full/a.txt", "a");

        // Then
        assertThat(Calls.call("DELETE", "/api/2.0/fs/directories/Volumes/main/default/full", null)
                        .error())
                .isEqualTo(
                        "FILES_API_DIRECTORY_IS_NOT_EMPTY: The directory '/Volumes/main/default/full' is not empty.");
    }
}
