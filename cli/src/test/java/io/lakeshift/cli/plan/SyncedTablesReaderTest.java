package io.lakeshift.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakeshift.workflows.syncedtables.SyncMode;
import io.lakeshift.workflows.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.syncedtables.Upkeep;
import io.lakeshift.workflows.syncedtables.Upkeep.Refresh;
import io.lakeshift.workflows.syncedtables.Upkeep.TestQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
    void readsWhatIsDoneForATableOnceItIsThere() throws IOException {
        // Given
        Path file = folder.resolve("plan.yaml");
        Files.writeString(
                file,
                Files.readString(EXAMPLE)
                        .replace("mode: TRIGGERED,", "mode: TRIGGERED, refresh: { every: PT1H }, freshness: PT2H,")
                        .replace(
                                "target: users_synced, primaryKey: [user_id]",
                                "target: users_synced, primaryKey: [user_id], refresh: { cron: '15 2 * * *' }")
                        .replace(
                                "  testQueries:\n",
                                "  testQueries:\n"
                                        + "    - { table: users_synced, name: some, sql: SELECT 1, expect: 1 }\n"));

        // When
        SyncedTablesFile plan = new PlanReader(Map.of()).readSyncedTables(file).orElseThrow();

        // Then
        assertThat(plan.tables().get(0).upkeep())
                .isEqualTo(new Upkeep(
                        Optional.of(new Refresh(Optional.of(Duration.ofHours(1)), Optional.empty())),
                        Optional.of(Duration.ofHours(2)),
                        List.of()));
        assertThat(plan.tables().get(1).upkeep().refresh())
                .contains(new Refresh(Optional.empty(), Optional.of("15 2 * * *")));
        assertThat(plan.tables().get(2).upkeep().testQueries())
                .extracting(TestQuery::name)
                .containsExactly("one row per element");
        assertThat(plan.tables().get(1).upkeep().testQueries())
                .containsExactly(new TestQuery("some", "SELECT 1", Optional.of("1")));
    }

    @Test
    void refusesRefreshesThatMakeNoSense() throws IOException {
        // Given
        Path file = folder.resolve("plan.yaml");
        Files.writeString(
                file,
                Files.readString(EXAMPLE)
                        .replace(
                                "target: products_synced, primaryKey",
                                "target: products_synced, refresh: { every: PT4M }, primaryKey")
                        .replace(
                                "target: users_synced, primaryKey",
                                "target: users_synced, refresh: { every: PT1H, cron: '0 * * * *' }, primaryKey")
                        .replace(
                                "target: user_features_synced, primaryKey",
                                "target: user_features_synced, mode: CONTINUOUS, refresh: { cron: hourly }, primaryKey"));

        // Then
        assertThatThrownBy(() -> new PlanReader(Map.of()).readSyncedTables(file))
                .isInstanceOf(PlanFileException.class)
                .hasMessageContaining(
                        "spec.tables[0].refresh.every is below PT5M, where updates queue behind each other:"
                                + " take a longer one, or mode CONTINUOUS.")
                .hasMessageContaining("spec.tables[1].refresh takes one of every and cron: { every: PT1H } or"
                        + " { cron: \"0 * * * *\" }.")
                .hasMessageContaining("spec.tables[3].refresh.cron has to have five fields")
                .hasMessageContaining("spec.tables[3].refresh is for SNAPSHOT and TRIGGERED tables: a CONTINUOUS one"
                        + " follows by itself.");
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
