package io.lakeshift.deltasql;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakeshift.catalog.testing.GoldenTables;
import io.lakeshift.catalog.testing.TestingCatalog;
import io.lakeshift.catalog.testing.TestingPostgres;
import io.lakeshift.catalog.uri.DatabaseUrl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine and its database, with a wire between them that can be cut. */
class LostAnswerTest {
    private static final String NAME = "basic-with-inserts-updates";

    private final TestingCatalog catalog = new TestingCatalog();
    private final CuttingProxy proxy = new CuttingProxy(TestingPostgres.port());
    private final Configuration configuration = DeltaSqlConfiguration.kernel(
            "cut",
            DatabaseUrl.parse(
                    catalog.database().url().replace(":" + TestingPostgres.port() + "/", ":" + proxy.port() + "/")));
    private final DeltaSqlLogStore logStore = new DeltaSqlLogStore(configuration);
    private final Path tablePath = new Path("deltasql://cut/" + NAME);

    @TempDir
    private java.nio.file.Path directory;

    private UUID table;
    private long fence;
    private FileSystem files;

    @BeforeEach
    void cutOver() throws IOException {
        table = catalog.importTable(GoldenTables.copy(NAME, directory));
        fence = catalog.cutOver(table).version();
        files = tablePath.getFileSystem(configuration);
    }

    @AfterEach
    void close() throws IOException {
        files.close();
        proxy.close();
        catalog.close();
    }

    private Path commit(long version) {
        return new Path(tablePath, String.format("_delta_log/%020d.json", version));
    }

    @Test
    void aCommitWhoseAnswerIsLostIsOneCommitAndASuccess() throws IOException {
        // Given: the engine has looked at the table, so that the next commit on the wire is the ratifying one
        files.getFileStatus(new Path(tablePath, "_delta_log"));
        String info = "{\"commitInfo\":{\"timestamp\":1,\"operation\":\"WRITE\",\"txnId\":\"tx-lost\"}}";
        String add = "{\"add\":{\"path\":\"once\",\"partitionValues\":{},\"size\":1,\"modificationTime\":1,"
                + "\"dataChange\":true}}";

        // When
        proxy.cutAfterCommits(2);
        logStore.write(commit(fence + 1), List.of(info, add).iterator(), false, configuration);

        // Then
        assertThat(proxy.cutsLeft()).isZero();
        assertThat(catalog.head(table)).isEqualTo(fence + 1);
        assertThat(catalog.query("SELECT count(*) FROM dl_add_files WHERE path = 'once'"))
                .containsExactly("1");
    }

    @Test
    void dataFilesAreOpenedWithoutAskingTheDatabaseForEach() throws IOException {
        // Given
        Path data = new Path(tablePath, "part-0.bin");
        try (FSDataOutputStream out = files.create(data)) {
            out.write("rows".getBytes(StandardCharsets.UTF_8));
        }
        read(data);
        long before = proxy.asked();

        // When
        for (int i = 0; i < 50; i++) {
            assertThat(read(data)).isEqualTo("rows");
        }

        // Then
        assertThat(proxy.asked()).isEqualTo(before);
    }

    @Test
    void openingEachCommitOfALongTailAsksForThatCommitOnly() throws IOException {
        // Given
        String line = "{\"txn\":{\"appId\":\"a\",\"version\":1}}";
        for (int i = 1; i <= 40; i++) {
            catalog.ratifyNext(table, line);
        }
        files.getFileStatus(commit(fence + 40));

        // When
        long before = proxy.answered();
        files.getFileStatus(commit(fence + 40));
        long last = proxy.answered() - before;
        before = proxy.answered();
        files.getFileStatus(commit(fence + 1));
        long first = proxy.answered() - before;

        // Then: the commits that come after it are not sent along
        assertThat(first).isLessThan(last + 100);
    }

    private String read(Path path) throws IOException {
        try (FSDataInputStream in = files.open(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
