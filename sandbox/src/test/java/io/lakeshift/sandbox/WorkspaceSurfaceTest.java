package io.lakeshift.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.DatabricksError;
import com.databricks.sdk.service.catalog.CreateCatalog;
import com.databricks.sdk.service.catalog.CreateSchema;
import com.databricks.sdk.service.files.UploadRequest;
import com.databricks.sdk.service.jobs.CreateJob;
import com.databricks.sdk.service.jobs.JobSettings;
import com.databricks.sdk.service.jobs.PauseStatus;
import com.databricks.sdk.service.jobs.PipelineTask;
import com.databricks.sdk.service.jobs.RunNow;
import com.databricks.sdk.service.jobs.TableUpdateTriggerConfiguration;
import com.databricks.sdk.service.jobs.Task;
import com.databricks.sdk.service.jobs.TriggerSettings;
import com.databricks.sdk.service.jobs.UpdateJob;
import com.databricks.sdk.service.pipelines.CreatePipeline;
import com.databricks.sdk.service.pipelines.StartUpdate;
import com.databricks.sdk.service.pipelines.UpdateInfoState;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkspaceSurfaceTest {
    private static final WorkspaceClient CLIENT = RunningSandbox.client();

    @Test
    void theSeedsTablesAreSeenThroughUnityCatalog() {
        // When
        var table = CLIENT.tables().get("main.fashion_demo.productsdb");

        // Then
        assertThat(table.getColumns()).extracting(it -> it.getName()).contains("product_id", "base_color", "price");
        assertThat(table.getTableConstraints()
                        .iterator()
                        .next()
                        .getPrimaryKeyConstraint()
                        .getChildColumns())
                .containsExactly("product_id");
        assertThat(table.getProperties()).containsEntry("delta.enableChangeDataFeed", "true");
        assertThat(CLIENT.tables().exists("main.fashion_demo.nothing").getTableExists())
                .isFalse();
        assertThat(CLIENT.tables().list("main", "fashion_demo"))
                .extracting(it -> it.getName())
                .containsExactly("product_image_embeddingsdb", "productsdb", "user_style_featuresdb", "usersdb");
        assertThat(CLIENT.tables().exists("main.odd.copy_3").getTableExists()).isTrue();
        assertThat(CLIENT.metastores().summary().getCloud()).isEqualTo("aws");
    }

    @Test
    void catalogsAndSchemasComeAndGo() {
        // Given
        CLIENT.catalogs().create(new CreateCatalog().setName("shop").setStorageRoot("s3://bucket/shop"));
        CLIENT.schemas().create(new CreateSchema().setCatalogName("shop").setName("gold"));

        // Then
        assertThat(CLIENT.schemas().list("shop")).extracting(it -> it.getName()).contains("gold");
        assertThatThrownBy(() -> CLIENT.catalogs().create(new CreateCatalog().setName("shop")))
                .hasMessage("Catalog 'shop' already exists");
        CLIENT.schemas().delete("shop.gold");
        assertThatThrownBy(() -> CLIENT.schemas().get("shop.gold")).hasMessage("Schema 'shop.gold' does not exist.");
    }

    @Test
    void privilegesAreInheritedAndSaidWithTheirOrigin() throws Exception {
        // Given
        Calls.rows("GRANT USE SCHEMA, SELECT ON SCHEMA main.odd TO `analysts`");
        Calls.rows("REVOKE USE SCHEMA ON SCHEMA main.odd FROM `analysts`");

        // When
        var effective = Calls.get(
                        "/api/2.1/unity-catalog/effective-permissions/table/main.odd.many?principal=reader@example.com")
                .body();

        // Then
        assertThat(effective
                        .path("privilege_assignments")
                        .path(0)
                        .path("privileges")
                        .toString())
                .isEqualTo("[{\"privilege\":\"SELECT\",\"inherited_from_name\":\"main.odd\",\"inherited_from_type\":"
                        + "\"SCHEMA\"},{\"privilege\":\"USE_CATALOG\",\"inherited_from_name\":\"main\","
                        + "\"inherited_from_type\":\"CATALOG\"}]");
        assertThat(Calls.callAs("sandbox-reader", "POST", "/api/2.1/unity-catalog/catalogs", "{\"name\":\"mine\"}")
                        .error())
                .startsWith("PERMISSION_DENIED: User 'reader@example.com' does not have CREATE CATALOG on Metastore");
    }

    @Test
    void storageCredentialsAndLocationsAreKept() throws Exception {
        // When
        Calls.call(
                "POST",
                "/api/2.1/unity-catalog/storage-credentials",
                "{\"name\":\"lake\",\"aws_iam_role\":{\"role_arn\":\"arn:aws:iam::1:role/x\"}}");

        // Then
        var credential = CLIENT.storageCredentials().get("lake");
        assertThat(credential.getAwsIamRole().getExternalId()).isNotEmpty();
        assertThat(Calls.get("/api/2.1/unity-catalog/external-locations/none").error())
                .isEqualTo("EXTERNAL_LOCATION_DOES_NOT_EXIST: External location 'none' does not exist.");
    }

    @Test
    void aPipelineRunsOneUpdateAtATime() throws Exception {
        // Given
        String id = CLIENT.pipelines()
                .create(new CreatePipeline().setName("silver").setContinuous(true))
                .getPipelineId();

        // When
        String update = CLIENT.pipelines()
                .startUpdate(new StartUpdate().setPipelineId(id))
                .getUpdateId();

        // Then
        assertThatThrownBy(() -> CLIENT.pipelines().startUpdate(new StartUpdate().setPipelineId(id)))
                .isInstanceOf(DatabricksError.class)
                .hasMessage("An active update %s already exists for pipeline 'silver'.".formatted(update));
        assertThat(Calls.call("POST", "/api/2.0/pipelines/" + id + "/stop", "{}")
                        .status())
                .isEqualTo(200);
        await().until(() ->
                CLIENT.pipelines().getUpdate(id, update).getUpdate().getState() == UpdateInfoState.CANCELED);
    }

    @Test
    void aJobIsPausedByItsSettingsAndRunOncePerToken() {
        // Given
        String pipeline = CLIENT.pipelines()
                .create(new CreatePipeline().setName("of a job"))
                .getPipelineId();
        long job = CLIENT.jobs()
                .create(new CreateJob()
                        .setName("refresh")
                        .setTrigger(new TriggerSettings()
                                .setTableUpdate(new TableUpdateTriggerConfiguration()
                                        .setTableNames(List.of("main.fashion_demo.productsdb"))))
                        .setTasks(List.of(new Task()
                                .setTaskKey("sync")
                                .setPipelineTask(new PipelineTask().setPipelineId(pipeline)))))
                .getJobId();

        // When
        CLIENT.jobs()
                .update(new UpdateJob()
                        .setJobId(job)
                        .setNewSettings(new JobSettings()
                                .setTrigger(new TriggerSettings().setPauseStatus(PauseStatus.PAUSED))));
        RunNow run = new RunNow().setJobId(job).setIdempotencyToken("once");
        long first = CLIENT.jobs().runNow(run).getResponse().getRunId();
        long second = CLIENT.jobs().runNow(run).getResponse().getRunId();

        // Then
        assertThat(CLIENT.jobs().get(job).getSettings().getTrigger().getPauseStatus())
                .isEqualTo(PauseStatus.PAUSED);
        assertThat(second).isEqualTo(first);
        assertThat(CLIENT.pipelines().listUpdates(pipeline).getUpdates()).hasSize(1);
    }

    @Test
    void aFileThatExistsIsNotOverwrittenUnasked() throws Exception {
        // Given
        String path = "/Volumes/main/default/state/c d#1.csv";
        CLIENT.files().upload(new UploadRequest().setFilePath(path).setContents(bytes("one")));

        // Then
        assertThatThrownBy(() -> CLIENT.files()
                        .upload(new UploadRequest().setFilePath(path).setContents(bytes("two"))))
                .isInstanceOf(DatabricksError.class)
                .hasMessageContaining("already exists");
        assertThat(new String(CLIENT.files().download(path).getContents().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("one");
        assertThat(CLIENT.files().listDirectoryContents("/Volumes/main/default/state"))
                .extracting(it -> it.getName())
                .containsExactly("c d#1.csv");
    }

    private static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aWorkspaceFileIsImportedAndExported() throws Exception {
        // When
        Calls.call("POST", "/api/2.0/workspace/import", "{\"path\":\"/Shared/a/b.sql\",\"content\":\"U0VMRUNUIDE=\"}");

        // Then
        assertThat(Calls.get("/api/2.0/workspace/export?path=/Shared/a/b.sql")
                        .body()
                        .path("content")
                        .asText())
                .isEqualTo("U0VMRUNUIDE=");
        assertThat(Calls.get("/api/2.0/workspace/list?path=/Shared")
                        .body()
                        .path("objects")
                        .path(0)
                        .path("path"))
                .hasToString("\"/Shared/a\"");
    }

    @Test
    void listsComeInPages() throws Exception {
        // When
        var page = Calls.get("/api/2.1/unity-catalog/tables?catalog_name=main&schema_name=fashion_demo&max_results=3")
                .body();
        var rest = Calls.get("/api/2.1/unity-catalog/tables?catalog_name=main&schema_name=fashion_demo&max_results=3"
                        + "&page_token=" + page.path("next_page_token").asText())
                .body();

        // Then
        assertThat(page.path("tables")).hasSize(3);
        assertThat(rest.path("tables")).hasSize(1);
        assertThat(rest.has("next_page_token")).isFalse();
    }
}
