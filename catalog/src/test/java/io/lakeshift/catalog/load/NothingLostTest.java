package io.lakeshift.catalog.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lakeshift.catalog.CatalogException;
import io.lakeshift.catalog.store.ActionRow;
import io.lakeshift.catalog.store.ImportBatch;
import io.lakeshift.catalog.store.ImportSession;
import io.lakeshift.catalog.store.ImportTarget;
import io.lakeshift.catalog.store.ImportTotals;
import io.lakeshift.catalog.store.SliceEnd;
import io.lakeshift.catalog.testing.Rows;
import io.lakeshift.catalog.testing.TestLog;
import io.lakeshift.catalog.testing.TestingCatalog;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the log holds, the catalog holds; the right answer is how many lines the test wrote, counted in the database. */
class NothingLostTest {
    private static final String LONG_STATS = "{\\\"note\\\":\\\"" + "x".repeat(8_000) + "\\\"}";

    private final TestingCatalog catalog = new TestingCatalog();

    @TempDir
    Path directory;

    @AfterEach
    void closeCatalog() {
        catalog.close();
    }

    private static String largeAdd(String path) {
        return "{\"add\":{\"path\":\"" + path
                + "\",\"partitionValues\":{},\"size\":100,\"modificationTime\":1600000000000,"
                + "\"dataChange\":true,\"stats\":\"" + LONG_STATS + "\"}}";
    }

    private static String[] largeAdds(int version, int files) {
        return Stream.concat(
                        Stream.of(TestLog.commitInfo(1_600_000_000_000L, "WRITE")),
                        IntStream.range(0, files).mapToObj(file -> largeAdd("f" + version + "-" + file)))
                .toArray(String[]::new);
    }

    private ImportResult importAll(TestLog log) {
        return new TableImporter(catalog.store())
                .importTable(ImportRequest.of(log.root().toString()), ImportListener.NONE);
    }

    private List<String> versions() {
        return catalog.query("SELECT version FROM dl_table_versions ORDER BY version");
    }

    private static List<String> upTo(long head) {
        return LongStream.rangeClosed(0, head).mapToObj(String::valueOf).toList();
    }

    @Test
    void aCommitLargerThanABatchKeepsItsVersion() {
        // Given
        TestLog log = TestLog.create(directory.resolve("large"));
        for (int version = 1; version <= 4; version++) {
            log.commit(largeAdds(version, 1_300));
        }

        // When
        ImportResult result = importAll(log);

        // Then
        assertThat(versions()).isEqualTo(upTo(4));
        assertThat(catalog.query("SELECT count(*) FROM dl_add_files")).containsExactly("5200");
        assertThat(result.versionsImported()).isEqualTo(5);
        assertThat(result.filesProcessed()).isEqualTo(5_200);
    }

    @Test
    void aBatchThatIsFullInTheMiddleOfASmallCommitKeepsItsVersion() {
        // Given
        TestLog log = TestLog.create(directory.resolve("many"));
        for (int version = 1; version <= 900; version++) {
            log.commit(largeAdds(version, 3));
        }

        // When
        ImportResult result = importAll(log);

        // Then
        assertThat(versions()).isEqualTo(upTo(900));
        assertThat(catalog.query("SELECT count(*) FROM dl_add_files")).containsExactly("2700");
        assertThat(result.versionsImported()).isEqualTo(901);
    }

    @Test
    void aBatchThatWasGivenAwayCannotBeChanged() {
        try (ImportSession session = session("given")) {
            // Given
            ImportBatch batch = session.newBatch();
            batch.action(new ActionRow.Other(0, 0, "first", "{}"));

            // When
            batch.handOver();

            // Then
            assertThatThrownBy(() -> batch.action(new ActionRow.Other(0, 1, "late", "{}")))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(batch::handOver).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void rowsThatDoNotArriveKeepTheHeadWhereItIs() {
        CatalogException missing;
        try (ImportSession session = session("missing")) {
            // Given
            ImportBatch batch = session.newBatch();
            batch.action(new ActionRow.Other(0, 0, "first", "{}"));
            batch.handOver();
            session.write(batch);

            // When
            missing = catchThrowableOfType(CatalogException.class, () -> session.commitSlice(endOf(0, 1, 1)));
            session.rollbackSlice();
        }

        // Then
        assertThat(missing)
                .hasMessage(
                        "Up to version 0 of missing, the log holds 1 versions with 1 actions more than the catalog did,"
                                + " but 0 versions with 1 actions were written. Nothing of this batch was kept. Run again;"
                                + " should it be so again, report it with this message.");
        assertThat(Rows.of(catalog.database(), "SELECT count(*) FROM dl_tables"))
                .containsExactly("0");
    }

    private ImportSession session(String name) {
        String root = directory.resolve(name).toString();
        return catalog.store().imports().start(new ImportTarget(root, root + "/_delta_log", Optional.empty(), "fast"));
    }

    private static SliceEnd endOf(long version, long versions, long actions) {
        return new SliceEnd(
                version,
                versions,
                actions,
                OptionalLong.of(version),
                Optional.empty(),
                Optional.empty(),
                new ImportTotals(
                        OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), 0, Optional.empty()));
    }
}
