package io.lakeshift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.cli.kinds.syncedtables.SyncedTablesFile;
import io.lakeshift.cli.plan.PlanReader;
import io.lakeshift.workflows.databricks.SyncMode;
import io.lakeshift.workflows.kinds.syncedtables.OnMissingCdf;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code plan convert}, from a notebook to a plan that the reader takes. */
class ConvertTest {
    private static final String CONFIGURATION = """
            SOURCE_CATALOG = "main"
            SOURCE_SCHEMA = "fashion_demo"
            TARGET_CATALOG = "main"
            TARGET_SCHEMA = "fashion_demo_lakebase"
            DATABASE_INSTANCE_NAME = "instance-e2ff35b5-a3fc-44f3-9d65-7cba8332db7c"
            LOGICAL_DATABASE_NAME = "databricks_postgres"
            PIPELINE_STORAGE_CATALOG = "main"
            PIPELINE_STORAGE_SCHEMA = "fashion_demo_staging"
            DEFAULT_SYNC_MODE = "TRIGGERED"
            TABLES_TO_MIGRATE = [
                {"source": "productsdb", "target": "products_synced", "primary_key": ["product_id"], "timeseries_key": "ingested_at"},
                {"source": "usersdb", "target": "users_synced", "primary_key": ["user_id"]},
                {"source": "product_image_embeddingsdb", "target": "product_embeddings_synced", "primary_key": ["product_id"]},
                {"source": "user_style_featuresdb", "target": "user_features_synced", "primary_key": ["user_id"], "sync_mode": "SNAPSHOT"},
            ]
            """;

    @TempDir
    Path folder;

    @Test
    void aNotebookBecomesAPlanThatTheReaderTakes() throws IOException {
        // Given
        ObjectNode notebook = new ObjectMapper().createObjectNode();
        notebook.putArray("cells")
                .add(cell("markdown", "# Step 2: SOURCE_CATALOG = \"other\""))
                .add(cell("code", "%pip install databricks-sdk"))
                .add(cell("code", CONFIGURATION));
        Path file = Files.writeString(folder.resolve("migrate to lakebase.ipynb"), notebook.toString());
        Path to = folder.resolve("plan.yaml");

        // When
        Golden.Result result = Golden.run(Map.of(), "plan", "convert", file.toString(), "--to", to.toString());
        SyncedTablesFile plan = new PlanReader(Map.of()).readSyncedTables(to).orElseThrow();

        // Then
        assertThat(result)
                .isEqualTo(new Golden.Result(
                        0, to + "\n", "Look at what it would do with: lakeshift plan -f " + to + "\n"));
        assertThat(plan.name()).isEqualTo("migrate-to-lakebase");
        assertThat(plan.setup().lakebase().instance()).contains("instance-e2ff35b5-a3fc-44f3-9d65-7cba8332db7c");
        assertThat(plan.setup().staging().createIfMissing()).isTrue();
        assertThat(plan.tables())
                .extracting(table -> table.source().full())
                .containsExactly(
                        "main.fashion_demo.productsdb",
                        "main.fashion_demo.usersdb",
                        "main.fashion_demo.product_image_embeddingsdb",
                        "main.fashion_demo.user_style_featuresdb");
        assertThat(plan.tables())
                .extracting(SyncedTableSpec::primaryKey)
                .containsExactly(List.of("product_id"), List.of("user_id"), List.of("product_id"), List.of("user_id"));
        assertThat(plan.tables())
                .extracting(SyncedTableSpec::mode)
                .containsExactly(SyncMode.TRIGGERED, SyncMode.TRIGGERED, SyncMode.TRIGGERED, SyncMode.SNAPSHOT);
        assertThat(plan.tables().get(0).timeseriesKey()).contains("ingested_at");
        assertThat(plan.tables()).allMatch(table -> table.onMissingCdf() == OnMissingCdf.SWITCH);
    }

    @Test
    void aPythonExportGoesToStdoutAndWhatIsMissingIsAFailure() throws IOException {
        // Given
        Path file = Files.writeString(
                folder.resolve("export.py"),
                "# Databricks notebook source\n# MAGIC %md\n# COMMAND ----------\n"
                        + CONFIGURATION.replace("DATABASE_INSTANCE_NAME = ", "DATABASE_INSTANCE_NAME = lookup() or "));

        // When
        Golden.Result result = Golden.run(Map.of(), "plan", "convert", file.toString(), "--name", "fashion");

        // Then
        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED.code());
        assertThat(result.out())
                .startsWith("apiVersion: \"lakeshift/v1\"\nkind: \"SyncedTables\"\nmetadata:\n  name: \"fashion\"\n");
        assertThat(result.err()).isEqualTo("""
                Not understood: DATABASE_INSTANCE_NAME on line 8: it calls lookup(…), which only running it would tell
                Missing: spec.instance: the notebook gives no DATABASE_INSTANCE_NAME
                spec.instance is missing.
                Mend these in the plan, then: lakeshift plan -f plan.yaml
                """);
    }

    @Test
    void whatIsNoNotebookIsRefusedAndNoFileIsOverwritten() throws IOException {
        // Given
        Path broken = Files.writeString(folder.resolve("broken.ipynb"), "{ no json");
        Path there = Files.writeString(folder.resolve("there.yaml"), "mine");

        // When
        Golden.Result refused = Golden.run(Map.of(), "plan", "convert", broken.toString());
        Golden.Result absent = Golden.run(
                Map.of(), "plan", "convert", folder.resolve("absent.py").toString());
        Golden.Result kept = Golden.run(Map.of(), "plan", "convert", broken.toString(), "--to", there.toString());

        // Then
        assertThat(refused.err())
                .isEqualTo(
                        "lakeshift: %s is no notebook: it is no JSON. Name a notebook that was exported as .ipynb or .py.\n"
                                .formatted(broken));
        assertThat(absent.err())
                .isEqualTo(
                        "lakeshift: %s cannot be read (NoSuchFileException). Name a notebook that was exported as .ipynb or .py.\n"
                                .formatted(folder.resolve("absent.py")));
        assertThat(List.of(refused.exitCode(), absent.exitCode(), kept.exitCode()))
                .containsOnly(64);
        assertThat(Files.readString(there)).isEqualTo("mine");
    }

    private static ObjectNode cell(String type, String source) {
        ObjectNode cell = new ObjectMapper().createObjectNode().put("cell_type", type);
        source.lines().forEach(line -> cell.withArray("/source").add(line + "\n"));
        return cell;
    }
}
