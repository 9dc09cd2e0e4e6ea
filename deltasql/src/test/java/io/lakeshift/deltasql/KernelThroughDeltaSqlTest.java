package io.lakeshift.deltasql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.delta.kernel.Operation;
import io.delta.kernel.Snapshot;
import io.delta.kernel.TableManager;
import io.delta.kernel.Transaction;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.KernelEngineException;
import io.delta.kernel.exceptions.ProtocolChangedException;
import io.delta.kernel.exceptions.UnsupportedTableFeatureException;
import io.delta.kernel.utils.CloseableIterable;
import io.lakeshift.catalog.CatalogError;
import io.lakeshift.catalog.CatalogException;
import io.lakeshift.catalog.fence.Fence;
import io.lakeshift.catalog.fence.LowerFence;
import io.lakeshift.catalog.publish.LogNames;
import io.lakeshift.catalog.publish.Publisher;
import io.lakeshift.catalog.testing.GoldenTables;
import io.lakeshift.catalog.testing.TestingCatalog;
import io.lakeshift.catalog.testing.TestingKernel;
import io.lakeshift.catalog.uri.DatabaseUrl;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelThroughDeltaSqlTest {
    private static final String LEGACY = "basic-with-inserts-updates";

    private final TestingCatalog catalog = new TestingCatalog();
    private final Engine plain = TestingKernel.engine();
    private final Configuration configuration = DeltaSqlConfiguration.kernel(
            "market", DatabaseUrl.parse(catalog.database().url()));
    private final Engine kernel = DefaultEngine.create(configuration);
    private final Publisher publisher = new Publisher(catalog.store());

    @TempDir
    private Path directory;

    private Path root = Path.of("");
    private UUID table = new UUID(0, 0);
    private String uri = "";

    @AfterEach
    void close() throws IOException {
        FileSystem.get(URI.create("deltasql://market/"), configuration).close();
        catalog.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {LEGACY, "dv-partitioned-with-checkpoint", "v2-checkpoint-parquet", "multi-part-checkpoint"})
    void writesATableThatFileWritersAreKeptFrom(String name) throws IOException {
        // Given
        cutOver(name);
        List<String> before = TestingKernel.rows(plain, root.toString());
        DeltaSqlAppender fileWriter = new DeltaSqlAppender(new Configuration());
        assertThatExceptionOfType(UnsupportedTableFeatureException.class)
                .isThrownBy(() -> fileWriter.append(root.toString(), 3))
                .withMessageContaining("lakeshift.sqlBacked");
        assertThat(TestingKernel.rows(kernel, uri)).isEqualTo(before);

        // When
        DeltaSqlAppender appender = new DeltaSqlAppender(configuration);
        long first = appender.append(uri, 3);
        long second = appender.append(uri, 2);

        // Then
        assertThat(second).isEqualTo(first + 1).isEqualTo(catalog.head(table));
        List<String> after = TestingKernel.rows(kernel, uri);
        assertThat(after).hasSize(before.size() + 5).containsAll(before);
        assertThat(TestingKernel.rows(plain, root.toString()))
                .as("not published yet")
                .isEqualTo(before);

        publisher.publishPending(table);
        assertThat(TestingKernel.rows(plain, root.toString())).isEqualTo(after);
        assertThat(Files.readAllBytes(commit(second)))
                .isEqualTo(catalog.store().rows().body(table, second).orElseThrow());
        assertThatExceptionOfType(UnsupportedTableFeatureException.class)
                .isThrownBy(() -> fileWriter.append(root.toString(), 3));

        new Fence(catalog.store()).lower(new LowerFence(table, "a test"));
        assertThat(TestingKernel.rows(plain, root.toString())).isEqualTo(after);
        fileWriter.append(root.toString(), 1);
        assertThat(TestingKernel.rows(plain, root.toString())).hasSize(after.size() + 1);
    }

    @Test
    void rebasesTheLoserOfARace() throws IOException {
        // Given
        cutOver(LEGACY);
        Transaction loser = transaction(uri, kernel);
        long head = new DeltaSqlAppender(configuration).append(uri, 1);

        // When
        long version = loser.commit(kernel, CloseableIterable.emptyIterable()).getVersion();

        // Then
        assertThat(version).isEqualTo(head + 1).isEqualTo(catalog.head(table));
    }

    @Test
    void keepsOutAFileWriterThatOpenedTheTableBeforeTheFence() throws IOException {
        // Given
        importTable(LEGACY);
        Transaction early = transaction(root.toString(), plain);
        catalog.cutOver(table);

        // When / Then
        assertThatExceptionOfType(ProtocolChangedException.class)
                .isThrownBy(() -> early.commit(plain, CloseableIterable.emptyIterable()));
    }

    @Test
    void keepsItsCheckpointsWhereOnlyTheCatalogsReadersLook() throws IOException {
        // Given
        cutOver("dv-partitioned-with-checkpoint");
        long head = new DeltaSqlAppender(configuration).append(uri, 2);
        List<String> rows = TestingKernel.rows(kernel, uri);

        // When
        TableManager.loadSnapshot(uri).atVersion(head).build(kernel).writeCheckpoint(kernel);

        // Then
        assertThat(commit(head).resolveSibling(LogNames.checkpoint(head))).doesNotExist();
        assertThat(root.resolve("_lakeshift").resolve(LogNames.checkpoint(head)))
                .exists();
        assertThat(root.resolve("_lakeshift/_last_checkpoint")).exists();
        Snapshot fromCheckpoint = TableManager.loadSnapshot(uri).build(kernel);
        assertThat(fromCheckpoint.getLogSegment().getCheckpointVersionOpt()).contains(head);
        assertThat(TestingKernel.rows(kernel, fromCheckpoint)).isEqualTo(rows);
        assertThatExceptionOfType(UnsupportedTableFeatureException.class)
                .isThrownBy(() -> transaction(root.toString(), plain));
    }

    @Test
    void showsNoTraceOfTheFence() throws IOException {
        // Given
        cutOver(LEGACY);

        // When
        Snapshot snapshot = TableManager.loadSnapshot(uri).build(kernel);

        // Then
        assertThat(snapshot.getProtocol().getMinWriterVersion()).isEqualTo(2);
        assertThat(snapshot.getTableProperties()).isEmpty();
        assertThat(TableManager.loadSnapshot(root.toString()).build(plain).getTableProperties())
                .containsEntry("lakeshift.sqlBacked", "true");
    }

    @Test
    void changesTablePropertiesAndPublishesThemBehindTheFence() throws IOException {
        // Given
        cutOver(LEGACY);

        // When
        TableManager.loadSnapshot(uri)
                .build(kernel)
                .buildUpdateTableTransaction("a test", Operation.MANUAL_UPDATE)
                .withTablePropertiesAdded(Map.of("delta.enableChangeDataFeed", "true"))
                .build(kernel)
                .commit(kernel, CloseableIterable.emptyIterable());
        publisher.publishPending(table);

        // Then
        assertThat(TableManager.loadSnapshot(uri).build(kernel).getTableProperties())
                .containsOnlyKeys("delta.enableChangeDataFeed");
        assertThat(TableManager.loadSnapshot(root.toString()).build(plain).getTableProperties())
                .containsOnlyKeys("delta.enableChangeDataFeed", "lakeshift.sqlBacked");
        assertThatExceptionOfType(UnsupportedTableFeatureException.class)
                .isThrownBy(() -> transaction(root.toString(), plain));
    }

    @Test
    void readsEarlierVersionsFromBeforeAndAfterTheFence() throws IOException {
        // Given
        cutOver(LEGACY);
        List<String> first = TestingKernel.rows(
                plain, TableManager.loadSnapshot(root.toString()).atVersion(0).build(plain));
        long version = new DeltaSqlAppender(configuration).append(uri, 1);
        List<String> then = TestingKernel.rows(kernel, uri);
        new DeltaSqlAppender(configuration).append(uri, 1);

        // When / Then
        assertThat(TestingKernel.rows(
                        kernel, TableManager.loadSnapshot(uri).atVersion(0).build(kernel)))
                .isEqualTo(first);
        assertThat(TestingKernel.rows(
                        kernel,
                        TableManager.loadSnapshot(uri).atVersion(version).build(kernel)))
                .isEqualTo(then);
    }

    @Test
    void readsButDoesNotWriteATableWhoseLogDecides() throws IOException {
        // Given
        importTable(LEGACY);

        // When / Then
        assertThat(TestingKernel.rows(kernel, uri)).isEqualTo(TestingKernel.rows(plain, root.toString()));
        assertThatExceptionOfType(KernelEngineException.class)
                .isThrownBy(() -> new DeltaSqlAppender(configuration).append(uri, 1))
                .havingCause()
                .asInstanceOf(InstanceOfAssertFactories.type(CatalogException.class))
                .returns(CatalogError.NOT_SQL_BACKED, CatalogException::error);
    }

    private void importTable(String name) {
        root = GoldenTables.copy(name, directory);
        table = catalog.importTable(root);
        uri = "deltasql://market/" + name;
    }

    private void cutOver(String name) {
        importTable(name);
        catalog.cutOver(table);
    }

    private static Transaction transaction(String path, Engine engine) {
        return TableManager.loadSnapshot(path)
                .build(engine)
                .buildUpdateTableTransaction("a test", Operation.MANUAL_UPDATE)
                .build(engine);
    }

    private Path commit(long version) {
        return root.resolve("_delta_log").resolve(LogNames.commit(version));
    }
}
