package io.lakeshift.deltasql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lakeshift.catalog.CatalogException;
import io.lakeshift.catalog.publish.LogNames;
import io.lakeshift.catalog.publish.Publisher;
import io.lakeshift.catalog.testing.GoldenTables;
import io.lakeshift.catalog.testing.TestingCatalog;
import io.lakeshift.catalog.uri.DatabaseUrl;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeltaSqlFileSystemTest {
    private static final String NAME = "dv-partitioned-with-checkpoint";
    private static final String TXN = "{\"txn\":{\"appId\":\"a\",\"version\":1}}";

    private final TestingCatalog catalog = new TestingCatalog();
    private final Configuration configuration = DeltaSqlConfiguration.kernel(
            "shop", DatabaseUrl.parse(catalog.database().url()));
    private final DeltaSqlLogStore logStore = new DeltaSqlLogStore(configuration);
    private final Path tablePath = new Path("deltasql://shop/" + NAME);
    private final Path log = new Path(tablePath, "_delta_log");

    @TempDir
    private java.nio.file.Path directory;

    private java.nio.file.Path root;
    private UUID table;
    private long fence;
    private FileSystem files;

    @BeforeEach
    void cutOver() throws IOException {
        root = GoldenTables.copy(NAME, directory);
        table = catalog.importTable(root);
        fence = catalog.cutOver(table).version();
        files = tablePath.getFileSystem(configuration);
    }

    @AfterEach
    void close() throws IOException {
        FileSystem.get(URI.create("deltasql://shop/"), configuration).close();
        catalog.close();
    }

    @Test
    void showsARatifiedVersionAtOnceWithItsBytes() throws IOException {
        // When
        logStore.write(
                commit(fence + 1), List.of(TXN, TXN.replace("\"a\"", "\"b\"")).iterator(), false, configuration);

        // Then
        String body = TXN + "\n" + TXN.replace("\"a\"", "\"b\"") + "\n";
        FileStatus status = files.getFileStatus(commit(fence + 1));
        assertThat(status.getLen()).isEqualTo(body.length());
        assertThat(status.getPath()).isEqualTo(commit(fence + 1));
        assertThat(read(commit(fence + 1))).isEqualTo(body);
        assertThat(listed()).contains(LogNames.commit(fence + 1));
        assertThat(root.resolve("_delta_log").resolve(LogNames.commit(fence + 1)))
                .doesNotExist();
    }

    @Test
    void givesLaterVersionsLaterTimes() throws IOException {
        // Given
        for (int i = 1; i <= 5; i++) {
            logStore.write(commit(fence + i), List.of(TXN).iterator(), false, configuration);
        }

        // When
        List<Long> times = Arrays.stream(files.listStatus(log))
                .filter(file -> LogNames.commitVersion(file.getPath().getName()).orElse(-1) >= fence)
                .map(FileStatus::getModificationTime)
                .toList();

        // Then
        assertThat(times).hasSize(6).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void tellsTheLoserOfARaceThatTheFileExists() throws IOException {
        // Given
        logStore.write(commit(fence + 1), List.of(TXN).iterator(), false, configuration);

        // When / Then
        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> logStore.write(
                        commit(fence + 1), List.of(TXN.replace("1", "2")).iterator(), false, configuration));
    }

    @Test
    void hidesEverythingThatCarriesTheFence() throws IOException {
        // Given
        for (int i = 1; i <= 5; i++) {
            logStore.write(commit(fence + i), List.of(TXN).iterator(), false, configuration);
        }
        new Publisher(catalog.store()).publishPending(table);
        assertThat(root.resolve("_delta_log").resolve(LogNames.checkpoint(fence)))
                .exists();
        assertThat(root.resolve("_delta_log").resolve(LogNames.checkpoint(20))).exists();

        // When
        List<String> names = listed();

        // Then
        assertThat(names)
                .contains(
                        LogNames.checkpoint(10), LogNames.commit(0), LogNames.commit(fence), LogNames.commit(fence + 5))
                .doesNotContain(LogNames.checkpoint(fence), LogNames.checkpoint(20), LogNames.LAST_CHECKPOINT)
                .isSorted();
        assertThat(read(commit(fence))).contains("RAISE FENCE").doesNotContain("lakeshift.sqlBacked");
        assertThat(files.getFileStatus(commit(fence)).getLen())
                .isEqualTo(read(commit(fence)).length());
        assertThatExceptionOfType(FileNotFoundException.class)
                .isThrownBy(() -> files.open(new Path(log, LogNames.checkpoint(20))))
                .withMessage(new Path(log, LogNames.checkpoint(20)) + " does not exist");
    }

    @Test
    void listsFromAName() throws IOException {
        // When
        Iterator<FileStatus> found = logStore.listFrom(commit(14), configuration);

        // Then
        assertThat(found)
                .toIterable()
                .extracting(status -> status.getPath().getName())
                .startsWith(LogNames.commit(14), LogNames.commit(15), LogNames.commit(16));
    }

    @Test
    void keepsWhatEnginesWriteBesideCommitsInTheSideArea() throws IOException {
        // Given
        Path temporary = new Path(log, ".00000000000000000016.crc.tmp");
        Path checksum = new Path(log, "00000000000000000016.crc");

        // When
        write(temporary, "unfenced");
        boolean renamed = files.rename(temporary, checksum);

        // Then
        assertThat(renamed).isTrue();
        assertThat(read(checksum)).isEqualTo("unfenced");
        assertThat(listed()).contains("00000000000000000016.crc");
        assertThat(root.resolve("_delta_log/00000000000000000016.crc")).doesNotExist();
        assertThat(files.delete(checksum, false)).isTrue();
        assertThat(files.exists(checksum)).isFalse();
    }

    @Test
    void showsAFileOfTheSideAreaOnlyOnceItIsWhole() throws IOException {
        // Given
        Path checkpoint = new Path(log, LogNames.checkpoint(fence));

        try (OutputStream out = files.create(checkpoint, false)) {
            // When
            out.write(1);

            // Then
            assertThat(files.exists(checkpoint)).isFalse();
        }
        assertThat(files.exists(checkpoint)).isTrue();
        assertThatExceptionOfType(org.apache.hadoop.fs.FileAlreadyExistsException.class)
                .isThrownBy(() -> files.create(checkpoint, false));
    }

    @Test
    void neverDeletesCommitsPublishedFilesOrTables() throws IOException {
        // When / Then
        assertThat(files.delete(commit(0), false)).isFalse();
        assertThat(files.delete(new Path(log, LogNames.checkpoint(10)), false)).isFalse();
        assertThat(root.resolve("_delta_log").resolve(LogNames.commit(0))).exists();
        assertThat(root.resolve("_delta_log").resolve(LogNames.checkpoint(10))).exists();
        for (Path whole : List.of(tablePath, log)) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> files.delete(whole, true))
                    .withMessage("deltasql:// does not delete tables or logs: " + whole
                            + " was left alone. Roll the table back first: lakeshift rollback ID; then drop it at its own"
                            + " path.");
        }
    }

    @Test
    void refusesACommitThatComesPastTheLogStore() {
        // When / Then
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> files.create(commit(fence + 1), false))
                .withMessage("The commit " + commit(fence + 1)
                        + " must be written through the log store. Set spark.delta.logStore.deltasql.impl (for Delta"
                        + " Kernel io.delta.kernel.logStore.deltasql.impl) to io.lakeshift.deltasql.DeltaSqlLogStore."
                        + " Nothing was committed.");
        assertThatExceptionOfType(CatalogException.class)
                .isThrownBy(() -> logStore.write(commit(fence), List.of(TXN).iterator(), true, configuration))
                .withMessage("The commit " + commit(fence) + " cannot be overwritten. Nothing was changed.");
    }

    @Test
    void mapsDataFilesToTheTablesRealPlace() throws IOException {
        // Given
        Path data = new Path(tablePath, "part=0/new file.parquet");
        write(new Path(log, "_last_checkpoint"), "{}");

        // When
        write(data, "rows");

        // Then
        assertThat(root.resolve("part=0/new file.parquet")).hasContent("rows");
        assertThat(files.getFileStatus(data).getPath()).isEqualTo(data);
        assertThat(files.listStatus(tablePath))
                .extracting(status -> status.getPath().toString())
                .contains(log.toString(), tablePath + "/part=0")
                .doesNotContain(tablePath + "/_lakeshift");
        assertThat(root.resolve("_lakeshift")).exists();
        assertThatExceptionOfType(FileNotFoundException.class)
                .isThrownBy(() -> files.getFileStatus(new Path(tablePath, "_lakeshift/_last_checkpoint")));
        assertThat(files.delete(data, false)).isTrue();
        assertThat(Files.exists(root.resolve("part=0/new file.parquet"))).isFalse();
    }

    @Test
    void readsAtAnyPosition() throws IOException {
        // Given
        logStore.write(commit(fence + 1), List.of(TXN).iterator(), false, configuration);

        try (FSDataInputStream in = files.open(commit(fence + 1))) {
            // When
            in.seek(2);
            byte[] three = new byte[3];
            in.readFully(three);
            byte[] positioned = new byte[3];
            in.readFully(2, positioned);

            // Then
            assertThat(new String(three, StandardCharsets.UTF_8)).isEqualTo("txn");
            assertThat(positioned).isEqualTo(three);
            assertThat(in.getPos()).isEqualTo(5);
        }
    }

    @Test
    void namesWhatIsMissing() throws IOException {
        // When / Then
        assertThatExceptionOfType(FileNotFoundException.class)
                .isThrownBy(() -> files.listStatus(new Path("deltasql://shop/nowhere/_delta_log")))
                .withMessage(
                        "The catalog shop has no table nowhere. Check the name with lakeshift migration-status, or import"
                                + " the table first.");
        assertThatExceptionOfType(CatalogException.class)
                .isThrownBy(() -> new Path("deltasql://elsewhere/t").getFileSystem(configuration))
                .withMessage(
                        "The catalog elsewhere of deltasql://elsewhere/ is not configured. Set lakeshift.elsewhere.url"
                                + " (for Spark spark.hadoop.lakeshift.elsewhere.url) to its postgresql:// URL, in the"
                                + " configuration, not in the path.");
        assertThat(files.listStatus(new Path("deltasql://shop/")))
                .extracting(status -> status.getPath().toString())
                .containsExactly(tablePath.toString());
    }

    private Path commit(long version) {
        return new Path(log, LogNames.commit(version));
    }

    private List<String> listed() throws IOException {
        return Arrays.stream(files.listStatus(log))
                .map(status -> status.getPath().getName())
                .toList();
    }

    private String read(Path path) throws IOException {
        try (FSDataInputStream in = files.open(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void write(Path path, String content) throws IOException {
        try (OutputStream out = files.create(path, true)) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
    }
}
