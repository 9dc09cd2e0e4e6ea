package io.lakeshift.cli.kinds.syncedtables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakeshift.cli.plan.PlanFileException;
import io.lakeshift.cli.plan.PlanReader;
import io.lakeshift.workflows.databricks.SyncMode;
import io.lakeshift.workflows.kinds.syncedtables.SmokeTest;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTablesSetup.Speeds;
import io.lakeshift.workflows.kinds.syncedtables.Upkeep;
import io.lakeshift.workflows.kinds.syncedtables.Upkeep.Refresh;
import io.lakeshift.workflows.kinds.syncedtables.Upkeep.TestQuery;
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
    void aPlanMayKnowBetterHowFastItsLakebaseIs() throws IOException {
        // Given
        Path file = folder.resolve("plan.yaml");
        String text = Files.readString(EXAMPLE);
        Files.writeString(
                file,
                text.replace(
                        "  tables:\n",
                        "  sizing: { snapshotRowsPerSecond: 20000, incrementalRowsPerSecond: 0, acceleratedSync: true,"
                                + " capacityUnits: NaN, pipelineHourlyRate: -1, tablesPerPipeline: 0 }\n"
                                + "  tables:\n"));

        // Then
        assertThatThrownBy(() -> new PlanReader(Map.of()).readSyncedTables(file))
                .isInstanceOf(PlanFileException.class)
                .hasMessageContaining("spec.sizing.incrementalRowsPerSecond must be 1 or more.")
                .hasMessageContaining("spec.sizing.capacityUnits must be 0.5 or more.")
                .hasMessageContaining("spec.sizing.pipelineHourlyRate must be 0 or more.")
                .hasMessageContaining("spec.sizing.tablesPerPipeline must be 1 or more.");

        // When
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("incrementalRowsPerSecond: 0, ", "")
                        .replace(", capacityUnits: NaN, pipelineHourlyRate: -1, tablesPerPipeline: 0", ""));
        SyncedTablesFile plan = new PlanReader(Map.of()).readSyncedTables(file).orElseThrow();
        SyncedTablesFile usual =
                new PlanReader(Map.of()).readSyncedTables(EXAMPLE).orElseThrow();

        // Then
        assertThat(plan.setup().sizing().speeds()).isEqualTo(new Speeds(Optional.of(20_000L), Optional.empty(), true));
        assertThat(usual.setup().sizing().speeds()).isEqualTo(Speeds.DOCUMENTED);
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
    void readsTheSmokeTestOfAnApplication() throws IOException {
        // When
        SmokeTest test = new PlanReader(Map.of())
                .readSyncedTables(
                        withSmokeTest("{ urls: [https://shop.example.com/health, { url: 'http://localhost:1/x',"
                                + " expect: 204 }], command: [./check.sh, --all], within: PT5M }"))
                .orElseThrow()
                .setup()
                .application()
                .orElseThrow()
                .smokeTest()
                .orElseThrow();

        // Then
        assertThat(test)
                .isEqualTo(new SmokeTest(
                        List.of(
                                new SmokeTest.Page("https://shop.example.com/health", 200),
                                new SmokeTest.Page("http://localhost:1/x", 204)),
                        List.of("./check.sh", "--all"),
                        Duration.ofMinutes(5)));
    }

    @Test
    void refusesSmokeTestsThatMakeNoSense() throws IOException {
        assertThatThrownBy(
                        () -> new PlanReader(Map.of())
                                .readSyncedTables(
                                        withSmokeTest(
                                                "{ url: x, urls: [shop, 'ftp://shop', 'https://a:b@shop', 'a b',"
                                                        + " { url: 'https://shop', expect: 42, expct: 1 }], command: ./check.sh, within: 5m }")))
                .isInstanceOf(PlanFileException.class)
                .hasMessageContaining("spec.application.smokeTest.url is unknown; did you mean urls? Known there: urls,"
                        + " command, within.")
                .hasMessageContaining("spec.application.smokeTest.urls[0].url is no URL of a page: write it as"
                        + " https://shop.example.com/health.")
                .hasMessageContaining("spec.application.smokeTest.urls[1].url is no URL of a page")
                .hasMessageContaining("spec.application.smokeTest.urls[2].url holds a name or a password, which a plan"
                        + " never does: test a page without a login.")
                .hasMessageContaining("spec.application.smokeTest.urls[3].url is no URL: Illegal character in path."
                        + " Write it as https://shop.example.com/health.")
                .hasMessageContaining("spec.application.smokeTest.urls[4].expct is unknown; did you mean expect?")
                .hasMessageContaining(
                        "spec.application.smokeTest.urls[4].expect is 42, but must be a status from 100 to 599.")
                .hasMessageContaining("spec.application.smokeTest.command must be a list of texts.")
                .hasMessageContaining(
                        "spec.application.smokeTest.within is 5m, but must be a duration such as PT24H or" + " P2D.");
        assertThatThrownBy(
                        () -> new PlanReader(Map.of()).readSyncedTables(withSmokeTest("{ command: [], within: PT2H }")))
                .hasMessageContaining(
                        "spec.application.smokeTest.within is PT2H, but must be above PT0S and up to PT1H.")
                .hasMessageContaining("spec.application.smokeTest asks nothing: give it urls:"
                        + " [https://shop.example.com/health], command: [./check.sh], or both.");
    }

    private Path withSmokeTest(String smokeTest) throws IOException {
        Path file = folder.resolve("plan.yaml");
        Files.writeString(
                file,
                Files.readString(EXAMPLE)
                        .replace("  application:\n", "  application:\n    smokeTest: " + smokeTest + "\n"));
        return file;
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
