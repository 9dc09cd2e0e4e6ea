package io.lakeshift.catalog.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lakeshift.catalog.Authority;
import io.lakeshift.catalog.CatalogError;
import io.lakeshift.catalog.CatalogException;
import io.lakeshift.catalog.load.ImportListener;
import io.lakeshift.catalog.load.ImportRequest;
import io.lakeshift.catalog.load.TableImporter;
import io.lakeshift.catalog.log.LogStorages;
import io.lakeshift.catalog.publish.LogNames;
import io.lakeshift.catalog.publish.Publisher;
import io.lakeshift.catalog.store.TableHead;
import io.lakeshift.catalog.testing.FaultyLog;
import io.lakeshift.catalog.testing.GoldenTables;
import io.lakeshift.catalog.testing.TestingCatalog;
import io.lakeshift.catalog.testing.TestingKernel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FenceTest {
    private static final String LEGACY = "{\"txn\":{\"appId\":\"legacy\",\"version\":1}}\n";

    private final TestingCatalog catalog = new TestingCatalog();

    @TempDir
    private Path directory;

    private Path root;
    private UUID table;
    private long head;

    @BeforeEach
    void importTable() {
        root = GoldenTables.copy("basic-with-inserts-updates", directory);
        table = catalog.importTable(root);
        head = catalog.head(table);
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    @Test
    void raisesTheFenceAsTheNextVersion() throws IOException {
        // When
        FencedTable fenced = fence().raise(raise(OptionalLong.of(head)));

        // Then
        assertThat(fenced).isEqualTo(new FencedTable(head + 1, OptionalLong.of(head + 1), 1));
        assertThat(commit(head + 1))
                .contains("\"operation\":\"RAISE FENCE\"")
                .contains("\"reason\":\"a test\"")
                .contains(
                        "{\"protocol\":{\"minReaderVersion\":1,\"minWriterVersion\":7,\"writerFeatures\":[\"appendOnly\","
                                + "\"invariants\",\"domainMetadata\",\"lakeshift.sqlBacked\"]}}")
                .contains("\"configuration\":{\"lakeshift.sqlBacked\":\"true\"}");
        TableHead state = catalog.store().commits().head(table);
        assertThat(state.authority()).isEqualTo(Authority.SQL);
        assertThat(state.publishedVersion()).isEqualTo(head + 1);
        assertThat(new ObjectMapper()
                        .readTree(state.fenceRestore().orElseThrow())
                        .path("protocol")
                        .toString())
                .isEqualTo("{\"minReaderVersion\":1,\"minWriterVersion\":2}");
        assertThat(root.resolve("_delta_log").resolve(LogNames.checkpoint(head + 1)))
                .exists();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dv-partitioned-with-checkpoint",
                "v2-checkpoint-parquet",
                "v2-checkpoint-json",
                "multi-part-checkpoint",
                "table-with-columnmapping-mode-name",
                "time-travel-schema-changes-b"
            })
    void leavesEveryRowReadableAndTheProtocolAsItWas(String name) throws IOException {
        // Given
        Path golden = GoldenTables.copy(name, directory);
        List<String> rows = TestingKernel.rows(TestingKernel.engine(), golden.toString());
        UUID id = catalog.importTable(golden);
        String before = protocol(id);

        // When
        catalog.cutOver(id);
        List<String> fencedRows = TestingKernel.rows(TestingKernel.engine(), golden.toString());
        fence().lower(new LowerFence(id, "a test"));

        // Then
        assertThat(fencedRows).isEqualTo(rows);
        assertThat(TestingKernel.rows(TestingKernel.engine(), golden.toString()))
                .isEqualTo(rows);
        assertThat(protocol(id)).isEqualTo(before);
        assertThat(catalog.query(
                        "SELECT properties ? 'lakeshift.sqlBacked' FROM dl_tables WHERE table_id = '" + id + "'"))
                .containsExactly("f");
    }

    @Test
    void goesBackWhenTheHeadIsNoLongerTheApprovedOne() throws IOException {
        // Given
        writeCommit(head + 1, LEGACY);

        // When / Then
        assertThatExceptionOfType(CatalogException.class)
                .isThrownBy(() -> fence().raise(raise(OptionalLong.of(head))))
                .withMessage("Table basic-with-inserts-updates was approved for its cut over at version " + head
                        + ", but its head is now " + (head + 1)
                        + ". Nothing was changed. Validate it again and ask for a new approval.")
                .matches(e -> e.error() == CatalogError.HEAD_MOVED);
        assertThat(catalog.store().commits().head(table).authority()).isEqualTo(Authority.FILES);
        assertThat(catalog.head(table)).as("what is new is imported").isEqualTo(head + 1);
        assertThat(root.resolve("_delta_log").resolve(LogNames.commit(head + 2)))
                .doesNotExist();
    }

    @Test
    void importsTheCommitOfAFasterFileWriterAndTakesTheNextVersion() throws IOException {
        // Given
        AtomicBoolean first = new AtomicBoolean(true);
        Fence raced = fence(
                (log, name) -> {
                    if (first.getAndSet(false)) {
                        log.putIfAbsent(name, LEGACY.getBytes(StandardCharsets.UTF_8));
                    }
                },
                FaultyLog.Event.NOTHING);

        // When
        FencedTable fenced = raced.raise(raise(OptionalLong.empty()));

        // Then
        assertThat(fenced).isEqualTo(new FencedTable(head + 2, OptionalLong.of(head + 2), 2));
        assertThat(commit(head + 1)).isEqualTo(LEGACY);
    }

    @Test
    void goesBackWhenAFasterFileWriterTakesTheApprovedPlace() throws IOException {
        // Given
        Fence raced = fence(
                (log, name) -> log.putIfAbsent(name, LEGACY.getBytes(StandardCharsets.UTF_8)), FaultyLog.Event.NOTHING);

        // When / Then
        assertThatExceptionOfType(CatalogException.class)
                .isThrownBy(() -> raced.raise(raise(OptionalLong.of(head))))
                .matches(e -> e.error() == CatalogError.HEAD_MOVED);
        assertThat(commit(head + 1)).isEqualTo(LEGACY);
        assertThat(catalog.store().commits().head(table).authority()).isEqualTo(Authority.FILES);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void finishesAfterAKillAroundTheFenceFile(boolean beforeTheFile) throws IOException {
        // Given
        Fence killed = beforeTheFile
                ? fence(FenceTest::kill, FaultyLog.Event.NOTHING)
                : fence(FaultyLog.Event.NOTHING, FenceTest::kill);
        assertThatExceptionOfType(Killed.class).isThrownBy(() -> killed.raise(raise(OptionalLong.of(head))));
        assertThat(catalog.store().commits().head(table).authority()).isEqualTo(Authority.FILES);

        // When
        FencedTable fenced = fence().raise(raise(OptionalLong.of(head)));

        // Then
        assertThat(fenced).isEqualTo(new FencedTable(head + 1, OptionalLong.of(head + 1), 1));
        assertThat(root.resolve("_delta_log").resolve(LogNames.commit(head + 2)))
                .doesNotExist();
        assertThat(catalog.store().commits().head(table).authority()).isEqualTo(Authority.SQL);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void handsBackWhatARaiseThatWasKilledLeftBehind(boolean beforeTheFile) throws IOException {
        // Given
        String before = protocol(table);
        Fence killed = beforeTheFile
                ? fence(FenceTest::kill, FaultyLog.Event.NOTHING)
                : fence(FaultyLog.Event.NOTHING, FenceTest::kill);
        assertThatExceptionOfType(Killed.class).isThrownBy(() -> killed.raise(raise(OptionalLong.of(head))));

        // When
        UnfencedTable unfenced = fence().lower(new LowerFence(table, "a test"));

        // Then
        assertThat(unfenced).isEqualTo(new UnfencedTable(beforeTheFile ? head : head + 2, 0));
        assertThat(protocol(table)).isEqualTo(before);
        assertThat(catalog.store().commits().head(table).authority()).isEqualTo(Authority.FILES);
    }

    @Test
    void changesNothingWhenRaisedAgain() {
        // Given
        fence().raise(raise(OptionalLong.of(head)));
        catalog.ratifyNext(table, LEGACY);

        // When
        FencedTable again = fence().raise(raise(OptionalLong.of(head)));

        // Then
        assertThat(again).isEqualTo(new FencedTable(head + 2, OptionalLong.of(head + 1), 0));
        assertThat(root.resolve("_delta_log").resolve(LogNames.commit(head + 2)))
                .doesNotExist();
    }

    @Test
    void refusesATableThatAnotherCatalogHasFenced() {
        // Given
        try (TestingCatalog other = new TestingCatalog()) {
            other.cutOver(other.importTable(root));

            // When / Then
            assertThatExceptionOfType(CatalogException.class)
                    .isThrownBy(() -> fence().raise(raise(OptionalLong.empty())))
                    .withMessage("Table basic-with-inserts-updates was fenced at version " + (head + 1)
                            + " by another catalog, which decides its commits. Nothing was changed."
                            + " Roll it back there first.")
                    .matches(e -> e.error() == CatalogError.LOG_FORKED);
        }
    }

    @Test
    void writesNothingInModeNone() {
        // When
        FencedTable fenced =
                fence().raise(new RaiseFence(table, OptionalLong.of(head), FenceMode.NONE, "writers are frozen"));

        // Then
        assertThat(fenced).isEqualTo(new FencedTable(head, OptionalLong.empty(), 0));
        assertThat(catalog.store().commits().head(table).authority()).isEqualTo(Authority.SQL);
        catalog.ratifyNext(table, LEGACY);
        assertThat(fence().lower(new LowerFence(table, "a test"))).isEqualTo(new UnfencedTable(head + 1, 1));
        assertThat(catalog.store().commits().head(table).authority()).isEqualTo(Authority.FILES);
    }

    @Test
    void refusesCatalogManagedByName() {
        // When / Then
        assertThatExceptionOfType(CatalogException.class)
                .isThrownBy(() ->
                        fence().raise(new RaiseFence(table, OptionalLong.empty(), FenceMode.CATALOG_MANAGED, "a test")))
                .withMessage("The fence mode catalogManaged is planned, not supported yet; supported: feature and none."
                        + " Set fence: feature in the plan.");
    }

    @Test
    void publishesEverythingBeforeItLowersTheFence() throws IOException {
        // Given
        catalog.cutOver(table);
        catalog.ratifyNext(table, LEGACY);
        catalog.ratifyNext(table, LEGACY.replace("legacy", "second"));

        // When
        UnfencedTable unfenced = fence().lower(new LowerFence(table, "a test"));

        // Then
        assertThat(unfenced).isEqualTo(new UnfencedTable(head + 4, 2));
        assertThat(commit(head + 2)).isEqualTo(LEGACY + "\n");
        assertThat(commit(head + 4)).contains("{\"protocol\":{\"minReaderVersion\":1,\"minWriterVersion\":2}}");
        TableHead state = catalog.store().commits().head(table);
        assertThat(state.authority()).isEqualTo(Authority.FILES);
        assertThat(state.fenceVersion()).isEmpty();
        assertThat(state.publishedVersion()).isEqualTo(head + 4);
    }

    @Test
    void keepsWhatEnginesChangedWhileTheFenceWasUp() throws IOException {
        // Given
        catalog.cutOver(table);
        catalog.ratifyNext(
                table,
                "{\"protocol\":{\"minReaderVersion\":1,\"minWriterVersion\":7,\"writerFeatures\":[\"appendOnly\","
                        + "\"domainMetadata\"]}}");

        // When
        fence().lower(new LowerFence(table, "a test"));

        // Then
        assertThat(commit(head + 2))
                .isEqualTo(
                        "{\"protocol\":{\"minReaderVersion\":1,\"minWriterVersion\":7,\"writerFeatures\":[\"appendOnly\","
                                + "\"domainMetadata\",\"lakeshift.sqlBacked\"]}}\n");
        assertThat(commit(head + 3))
                .contains(
                        "{\"protocol\":{\"minReaderVersion\":1,\"minWriterVersion\":7,\"writerFeatures\":[\"appendOnly\","
                                + "\"domainMetadata\"]}}");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void finishesAfterAKillAroundTheFileThatLowersTheFence(boolean beforeTheFile) {
        // Given
        catalog.cutOver(table);
        Fence killed = beforeTheFile
                ? fence(FenceTest::kill, FaultyLog.Event.NOTHING)
                : fence(FaultyLog.Event.NOTHING, FenceTest::kill);
        assertThatExceptionOfType(Killed.class).isThrownBy(() -> killed.lower(new LowerFence(table, "a test")));
        assertThat(catalog.store().commits().head(table).authority()).isEqualTo(Authority.DRAINING);

        // When
        UnfencedTable unfenced = fence().lower(new LowerFence(table, "a test"));

        // Then
        assertThat(unfenced).isEqualTo(new UnfencedTable(head + 2, 0));
        assertThat(root.resolve("_delta_log").resolve(LogNames.commit(head + 3)))
                .doesNotExist();
    }

    @Test
    void changesNothingWhenLoweredAgain() {
        // Given
        catalog.cutOver(table);
        fence().lower(new LowerFence(table, "a test"));

        // When
        UnfencedTable again = fence().lower(new LowerFence(table, "a test"));

        // Then
        assertThat(again).isEqualTo(new UnfencedTable(head + 2, 0));
    }

    @Test
    void isRaisedAgainAfterItWasLowered() {
        // Given
        catalog.cutOver(table);
        catalog.ratifyNext(table, LEGACY);
        fence().lower(new LowerFence(table, "a test"));

        // When
        FencedTable fenced = fence().raise(raise(OptionalLong.of(head + 3)));

        // Then
        assertThat(fenced).isEqualTo(new FencedTable(head + 4, OptionalLong.of(head + 4), 1));
    }

    @Test
    void doesNotLowerTheFenceOverAForeignCommit() throws IOException {
        // Given
        catalog.cutOver(table);
        writeCommit(head + 2, LEGACY);

        // When / Then
        assertThatExceptionOfType(CatalogException.class)
                .isThrownBy(() -> fence().lower(new LowerFence(table, "a test")))
                .withMessage("The fence of table basic-with-inserts-updates cannot be lowered: another writer's commit"
                        + " stands at version " + (head + 2)
                        + " of its log, past the fence. Find out who writes past the"
                        + " fence, move that file away and repeat the rollback: lakeshift rollback"
                        + " basic-with-inserts-updates.")
                .matches(e -> e.error() == CatalogError.FOREIGN_COMMIT);
        assertThat(commit(head + 2)).isEqualTo(LEGACY);
    }

    private Fence fence() {
        return new Fence(catalog.store());
    }

    private Fence fence(FaultyLog.Event before, FaultyLog.Event after) {
        return new Fence(
                catalog.store(),
                location -> new FaultyLog(LogStorages.open(location), before, after),
                new Publisher(catalog.store()),
                Clock.systemUTC(),
                state -> new TableImporter(catalog.store())
                        .importTable(ImportRequest.of(state.location()), ImportListener.NONE)
                        .versionsImported());
    }

    private RaiseFence raise(OptionalLong expected) {
        return new RaiseFence(table, expected, FenceMode.FEATURE, "a test");
    }

    private String protocol(UUID id) {
        return catalog.store()
                .rows()
                .protocol(id, catalog.head(id))
                .map(row -> row.minReaderVersion() + "/" + row.minWriterVersion() + row.readerFeatures()
                        + row.writerFeatures())
                .orElseThrow();
    }

    private String commit(long version) throws IOException {
        return Files.readString(root.resolve("_delta_log").resolve(LogNames.commit(version)));
    }

    private void writeCommit(long version, String content) throws IOException {
        Files.writeString(root.resolve("_delta_log").resolve(LogNames.commit(version)), content);
    }

    private static void kill(Object log, String name) {
        throw new Killed();
    }

    private static final class Killed extends UncheckedIOException {
        Killed() {
            super(new IOException("killed"));
        }
    }
}
