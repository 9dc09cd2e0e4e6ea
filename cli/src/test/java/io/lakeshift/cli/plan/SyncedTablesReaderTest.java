package io.lakeshift.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakeshift.workflows.syncedtables.SyncMode;
import io.lakeshift.workflows.syncedtables.SyncedTableSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyncedTablesReaderTest {
    private static final Path EXAMPLE = Path.of("../docs/examples/fashion-demo.yaml");

    @TempDir
    Path folder;

    @Test
    void readsTheExampleOfTheManual() {
        // When
        SyncedTablesFile plan =
                new PlanReader(Map.of()).readSyncedTables(EXAMPLE).orElseThrow();

        // Then
        assertThat(plan.name()).isEqualTo("fashion-demo");
        assertThat(plan.tables())
                .extracting(SyncedTableSpec::alias)
                .containsExactly(
                        "products_synced", "users_synced", "product_embeddings_synced", "user_features_synced");
        assertThat(plan.tables().get(0).mode()).isEqualTo(SyncMode.TRIGGERED);
        assertThat(plan.tables().get(0).timeseriesKey()).contains("ingested_at");
        assertThat(plan.tables().get(0).indexes()).hasSize(5);
        assertThat(plan.setup().application().orElseThrow().set())
                .containsEntry("USER_FEATURES_TABLE", "user_features_synced");
    }

    @Test
    void tellsEverythingThatIsWrongAtOnce() throws IOException {
        // Given
        Path file = folder.resolve("plan.yaml");
        Files.writeString(
                file,
                Files.readString(EXAMPLE)
                        .replace("target: users_synced, primaryKey", "target: products_synced, primarykey")
                        .replace("mode: TRIGGERED", "mode: TRIGERED")
                        .replace("privileges: [SELECT]", "privileges: [SELECT, UPDATE]"));

        // Then
        assertThatThrownBy(() -> new PlanReader(Map.of()).readSyncedTables(file))
                .isInstanceOf(PlanFileException.class)
                .hasMessageContaining("spec.tables[1].primarykey is unknown; did you mean primaryKey?")
                .hasMessageContaining(
                        "spec.tables[1].target is products_synced, which another table of the plan has too.")
                .hasMessageContaining("spec.defaults.mode is TRIGERED; did you mean TRIGGERED?")
                .hasMessageContaining("spec.grants[0].privileges can be [SELECT] only");
    }

    @Test
    void anotherKindIsLeftToItsOwnReader() throws IOException {
        // Given
        Path file = folder.resolve("plan.yaml");
        Files.writeString(file, "apiVersion: lakeshift/v1\nkind: SqlDelta\n");

        // Then
        assertThat(new PlanReader(Map.of()).readSyncedTables(file)).isEqualTo(Optional.empty());
    }
}
