package io.lakeshift.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakeshift.catalog.load.ImportListener;
import io.lakeshift.catalog.load.ImportRequest;
import io.lakeshift.catalog.load.ImportResult;
import io.lakeshift.catalog.load.TableImporter;
import io.lakeshift.catalog.testing.TestLog;
import io.lakeshift.catalog.testing.TestingCatalog;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log of 30,000 commits, of which batches end in the middle of many. */
class LongLogIT {
    private static final int COMMITS = 30_000;
    private static final int FILES = 3;
    private static final String LONG_NAME = "n".repeat(700);

    @TempDir
    Path directory;

    @Test
    void everyVersionAndEveryFileArrives() {
        // Given
        TestLog log = TestLog.create(directory.resolve("long"));
        for (int commit = 1; commit < COMMITS; commit++) {
            log.commit(
                    TestLog.commitInfo(1_600_000_000_000L + commit, "WRITE"),
                    TestLog.add(LONG_NAME + commit + "-a"),
                    TestLog.add(LONG_NAME + commit + "-b"),
                    TestLog.add(LONG_NAME + commit + "-c"));
        }

        try (TestingCatalog catalog = new TestingCatalog()) {
            // When
            ImportResult result = new TableImporter(catalog.store())
                    .importTable(ImportRequest.of(log.root().toString()), ImportListener.NONE);

            // Then
            List<String> versions = catalog.query("SELECT version FROM dl_table_versions ORDER BY version");
            assertThat(versions)
                    .isEqualTo(LongStream.range(0, COMMITS)
                            .mapToObj(String::valueOf)
                            .toList());
            assertThat(catalog.query("SELECT count(*) FROM (SELECT version FROM dl_add_files GROUP BY version"
                            + " HAVING count(*) = " + FILES + ") whole"))
                    .containsExactly(String.valueOf(COMMITS - 1));
            assertThat(result.versionsImported()).isEqualTo(COMMITS);
            assertThat(result.activeFiles()).isEqualTo((long) FILES * (COMMITS - 1));
        }
    }
}
