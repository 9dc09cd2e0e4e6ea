package io.lakeshift.catalog.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.delta.kernel.TableManager;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.SnapshotImpl;
import io.delta.kernel.utils.CloseableIterator;
import io.lakeshift.catalog.CatalogError;
import io.lakeshift.catalog.CatalogException;
import io.lakeshift.catalog.store.ActionRow;
import io.lakeshift.catalog.store.RowCursor;
import io.lakeshift.catalog.testing.GoldenTables;
import io.lakeshift.catalog.testing.TestingCatalog;
import io.lakeshift.catalog.testing.TestingKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotReaderTest {
    private final TestingCatalog catalog = new TestingCatalog();
    private final SnapshotReader reader = new SnapshotReader(catalog.store());

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        catalog.close();
    }

    @Test
    void describesEveryVersionAsDeltaKernelDoesWithoutTheLog() throws IOException {
        // Given
        Path root = GoldenTables.copy("time-travel-schema-changes-b", directory);
        UUID table = catalog.importTable(root);
        long head = catalog.head(table);
        Engine kernel = TestingKernel.engine();
        List<SnapshotImpl> expected = new ArrayList<>();
        List<List<String>> expectedFiles = new ArrayList<>();
        for (long version = 0; version <= head; version++) {
            SnapshotImpl snapshot = (SnapshotImpl) TableManager.loadSnapshot(root.toString())
                    .atVersion(version)
                    .build(kernel);
            expected.add(snapshot);
            expectedFiles.add(files(kernel, snapshot));
        }
        Files.move(root.resolve("_delta_log"), root.resolve("moved away"));

        for (int version = 0; version <= head; version++) {
            // When
            Snapshot snapshot = reader.atVersion(table.toString(), version);

            // Then
            SnapshotImpl kernelSnapshot = expected.get(version);
            assertThat(tree(snapshot.schemaString()))
                    .isEqualTo(tree(kernelSnapshot.getMetadata().getSchemaString()));
            assertThat(snapshot.partitionColumns()).isEqualTo(kernelSnapshot.getPartitionColumnNames());
            assertThat(snapshot.properties())
                    .isEqualTo(kernelSnapshot.getMetadata().getConfiguration());
            assertThat(snapshot.protocol().path("minWriterVersion").asInt())
                    .isEqualTo(kernelSnapshot.getProtocol().getMinWriterVersion());
            assertThat(files(snapshot)).isEqualTo(expectedFiles.get(version));
            assertThat(snapshot.activeFiles())
                    .isEqualTo(expectedFiles.get(version).size());
        }
        assertThat(reader.latest(table.toString()).version()).isEqualTo(head);
    }

    @Test
    void resolvesATimeBetweenTwoCommitsToTheEarlierOne() {
        // Given
        UUID table = catalog.importTable(GoldenTables.copy("basic-with-inserts-updates", directory));
        Instant first = committedAt(table, 0);
        Instant second = committedAt(table, 1);

        // When / Then
        assertThat(reader.atTimestamp(table.toString(), first).version()).isZero();
        assertThat(reader.atTimestamp(table.toString(), second.minusMillis(1)).version())
                .isZero();
        assertThat(reader.atTimestamp(table.toString(), second).version()).isEqualTo(1);
        assertThat(reader.atTimestamp(table.toString(), second.plusSeconds(60)).version())
                .isEqualTo(1);
    }

    @Test
    void refusesVersionsAndTimesBelowTheBaseline() {
        // Given
        UUID table = catalog.importTable(GoldenTables.copy("dv-partitioned-with-checkpoint", directory));
        long head = catalog.head(table);

        // When / Then
        assertThatExceptionOfType(CatalogException.class)
                .isThrownBy(() -> reader.atVersion(table.toString(), 9))
                .withMessage(
                        "Table dv-partitioned-with-checkpoint cannot be read at version 9: the catalog holds 10 to "
                                + head
                                + ". Earlier versions need an import with --mode full-history from a log that still has"
                                + " them.")
                .matches(e -> e.error() == CatalogError.VERSION_MISSING);
        assertThatExceptionOfType(CatalogException.class)
                .isThrownBy(() -> reader.atTimestamp(table.toString(), Instant.EPOCH))
                .withMessage(
                        "Table dv-partitioned-with-checkpoint cannot be read at 1970-01-01T00:00:00Z: the catalog's first"
                                + " version of it is newer. Earlier versions need an import with --mode full-history from a log"
                                + " that still has them.");
        assertThatExceptionOfType(CatalogException.class)
                .isThrownBy(() -> reader.atVersion(table.toString(), head + 1))
                .matches(e -> e.error() == CatalogError.VERSION_MISSING);
    }

    @Test
    void refusesAReaderFeatureThatItDoesNotKnowByName() {
        // Given
        UUID table = catalog.importTable(GoldenTables.copy("basic-with-inserts-updates", directory));
        catalog.database()
                .execute("UPDATE lakeshift.dl_protocol_updates SET min_reader_version = 3,"
                        + " reader_features = '{columnMapping,timeMachine}'");

        // When / Then
        assertThatExceptionOfType(CatalogException.class)
                .isThrownBy(() -> reader.latest(table.toString()))
                .withMessage(
                        "Table basic-with-inserts-updates needs the reader feature timeMachine, which this program does"
                                + " not know. Update Lakeshift first.")
                .matches(e -> e.error() == CatalogError.UNSUPPORTED_FEATURE);
    }

    @Test
    void seesARatifiedCommitBeforeItIsPublished() {
        // Given
        UUID table = catalog.importTable(GoldenTables.copy("basic-with-inserts-updates", directory));
        catalog.cutOver(table);
        long files = reader.latest(table.toString()).activeFiles();

        // When
        long version = catalog.ratifyNext(
                        table, "{\"add\":{\"path\":\"x\",\"partitionValues\":{},\"size\":1,\"dataChange\":true}}")
                .version();

        // Then
        assertThat(reader.latest(table.toString()))
                .returns(version, Snapshot::version)
                .returns(files + 1, Snapshot::activeFiles);
    }

    @Test
    void refusesATableThatItDoesNotKnow() {
        // When / Then
        assertThatExceptionOfType(CatalogException.class)
                .isThrownBy(() -> reader.latest("nowhere"))
                .withMessage("The catalog has no table nowhere. Import it first: lakeshift import PATH.");
    }

    private Instant committedAt(UUID table, long version) {
        return Instant.ofEpochMilli(
                Long.parseLong(catalog.query("SELECT (extract(epoch FROM committed_at) * 1000)::bigint"
                                + " FROM dl_table_versions WHERE table_id = '" + table + "' AND version = " + version)
                        .get(0)));
    }

    private List<String> files(Snapshot snapshot) {
        List<String> paths = new ArrayList<>();
        try (RowCursor<ActionRow.Add> files = reader.activeFiles(snapshot)) {
            files.forEachRemaining(file -> paths.add(file.path()));
        }
        paths.sort(null);
        return paths;
    }

    private static List<String> files(Engine kernel, SnapshotImpl snapshot) throws IOException {
        List<String> paths = new ArrayList<>();
        try (CloseableIterator<FilteredColumnarBatch> batches =
                snapshot.getScanBuilder().build().getScanFiles(kernel)) {
            while (batches.hasNext()) {
                try (CloseableIterator<Row> rows = batches.next().getRows()) {
                    rows.forEachRemaining(row -> paths.add(row.getStruct(0).getString(0)));
                }
            }
        }
        paths.sort(null);
        return paths;
    }

    private static Object tree(String json) throws JsonProcessingException {
        return new ObjectMapper().readTree(json);
    }
}
