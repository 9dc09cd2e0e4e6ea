package io.lakeshift.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.kernel.Scan;
import io.delta.kernel.Snapshot;
import io.delta.kernel.Table;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.actions.DeletionVectorDescriptor;
import io.delta.kernel.utils.CloseableIterator;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogGeneratorTest {
    private static final LogShape SHAPE = LogShape.of(2_000, 200);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5})
    void anOutsideReaderFindsWhatTheOracleSays(double byDeletionVector) throws IOException {
        // Given
        Path table = folder.resolve("table");
        Oracle oracle = new LogGenerator(SHAPE.withRemoves(0.3, byDeletionVector), table).generate();

        // When
        Oracle read = readWithKernel(table, oracle);

        // Then
        assertThat(read).isEqualTo(oracle);
    }

    @Test
    void theSameShapeGivesTheSameBytes() throws IOException {
        // Given
        Path one = folder.resolve("one");
        Path two = folder.resolve("two");

        // When
        new LogGenerator(SHAPE.withRemoves(0.3, 0.5), one).generate();
        new LogGenerator(SHAPE.withRemoves(0.3, 0.5), two).generate();

        // Then
        assertThat(bytes(one)).hasSize(SHAPE.commits()).isEqualTo(bytes(two));
    }

    @Test
    void refusesToWriteIntoALogThatIsThere() throws IOException {
        // Given
        Path table = folder.resolve("table");
        new LogGenerator(LogShape.of(10, 1), table).generate();

        // Then
        assertThatThrownBy(() -> new LogGenerator(LogShape.of(10, 1), table).generate())
                .isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void theRowsOfTheCopyFloorAreTheOraclesRows() throws IOException {
        // Given
        Path table = folder.resolve("table");
        Oracle oracle = new LogGenerator(SHAPE.withRemoves(0.3, 0.5), table).generate();

        // When
        CopyRows.prepare(table);

        // Then
        List<String> adds = Files.readAllLines(CopyRows.adds(table));
        List<String> live = adds.stream()
                .filter(row -> row.endsWith("\t\\N"))
                .map(row -> row.split("\t"))
                .map(columns -> columns[3] + "|" + columns[4])
                .toList();
        assertThat(adds).hasSize((int) oracle.adds());
        assertThat(Files.readAllLines(CopyRows.removes(table))).hasSize((int) oracle.removes());
        assertThat(Oracle.sha256(live)).isEqualTo(oracle.activeSha256());
    }

    /** The counts of actions, which a snapshot does not have, are taken over. */
    private static Oracle readWithKernel(Path table, Oracle oracle) throws IOException {
        Engine engine = DefaultEngine.create(new Configuration());
        Snapshot snapshot = Table.forPath(engine, table.toString()).getLatestSnapshot(engine);
        Scan scan = snapshot.getScanBuilder().build();
        List<String> keys = new ArrayList<>();
        long bytes = 0;
        try (CloseableIterator<FilteredColumnarBatch> batches = scan.getScanFiles(engine)) {
            while (batches.hasNext()) {
                try (CloseableIterator<Row> rows = batches.next().getRows()) {
                    while (rows.hasNext()) {
                        Row file = rows.next();
                        Row add = file.getStruct(InternalScanFileUtils.ADD_FILE_ORDINAL);
                        DeletionVectorDescriptor vector =
                                InternalScanFileUtils.getDeletionVectorDescriptorFromRow(file);
                        bytes += add.getLong(add.getSchema().indexOf("size"));
                        keys.add(add.getString(add.getSchema().indexOf("path"))
                                + "|"
                                + (vector == null ? "" : vector.getUniqueId()));
                    }
                }
            }
        }
        return new Oracle(
                snapshot.getVersion(),
                keys.size(),
                bytes,
                Oracle.sha256(keys),
                oracle.adds(),
                oracle.removes(),
                oracle.logBytes());
    }

    private static List<String> bytes(Path table) throws IOException {
        List<String> contents = new ArrayList<>();
        for (Path commit : LogFiles.commits(table)) {
            contents.add(Files.readString(commit));
        }
        return contents;
    }
}
