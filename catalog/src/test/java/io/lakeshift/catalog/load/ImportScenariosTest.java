package io.lakeshift.catalog.load;

import static io.lakeshift.catalog.testing.TestLog.add;
import static io.lakeshift.catalog.testing.TestLog.commitInfo;
import static io.lakeshift.catalog.testing.TestLog.metaData;
import static io.lakeshift.catalog.testing.TestLog.remove;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lakeshift.catalog.CatalogError;
import io.lakeshift.catalog.CatalogException;
import io.lakeshift.catalog.postgres.PostgresCatalogStore;
import io.lakeshift.catalog.testing.GoldenTables;
import io.lakeshift.catalog.testing.Rows;
import io.lakeshift.catalog.testing.TestLog;
import io.lakeshift.catalog.testing.TestingPostgres;
import io.lakeshift.catalog.uri.DatabaseUrl;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImportScenariosTest {
    private TestingPostgres database;
    private PostgresCatalogStore store;

    @TempDir
    Path directory;

    @BeforeEach
    void openCatalog() {
        database = TestingPostgres.createCatalog();
        store = PostgresCatalogStore.open(DatabaseUrl.parse(database.url()));
    }

    @AfterEach
    void closeCatalog() {
        store.close();
        database.close();
    }

    private ImportResult importTable(TestLog log) {
        return new TableImporter(store).importTable(ImportRequest.of(log.root().toString()), ImportListener.NONE);
    }

    private ImportResult importTable(ImportRequest request) {
        return new TableImporter(store).importTable(request, ImportListener.NONE);
    }

    private CatalogException refusal(TestLog log) {
        return catchThrowableOfType(CatalogException.class, () -> importTable(log));
    }

    private List<String> livePaths() {
        return Rows.of(database, "SELECT path FROM dl_add_files WHERE removed_version IS NULL ORDER BY path");
    }

    @Test
    void keepsAFileThatWasRemovedAndAddedAgain() {
        // Given
        TestLog log = TestLog.create(directory.resolve("t"))
                .commit(add("a"), add("b"))
                .commit(remove("a"))
                .commit(add("a"));

        // When
        ImportResult result = importTable(log);

        // Then
        assertThat(result.activeFiles()).isEqualTo(2);
        assertThat(Rows.of(database, "SELECT path, version, removed_version FROM dl_add_files ORDER BY path, version"))
                .containsExactly("a|1|2", "a|3|null", "b|1|null");
    }

    @Test
    void endsFilesOfEarlierBatchesAndReplacesOnesThatAreAddedTwice() {
        // Given
        TestLog log = TestLog.create(directory.resolve("t"));
        importTable(log.commit(add("a"), add("b"), add("c")));
        log.commit(remove("a")).commit(add("b").replace("\"size\":100", "\"size\":200"));

        // When
        ImportResult result = importTable(log);

        // Then
        assertThat(result.activeFiles()).isEqualTo(2);
        assertThat(Rows.of(
                        database,
                        "SELECT path, version, size_bytes, removed_version FROM dl_add_files ORDER BY path, version"))
                .containsExactly("a|1|100|2", "b|1|100|3", "b|3|200|null", "c|1|100|null");
    }

    @Test
    void tellsOneFileWithDifferentDeletionVectorsApart() {
        // Given
        String vector = ",\"deletionVector\":{\"storageType\":\"u\",\"pathOrInlineDv\":\"ab^-aqEH.-t@S}K{vb[*k^\","
                + "\"offset\":4,\"sizeInBytes\":40,\"cardinality\":6}}}";
        TestLog log = TestLog.create(directory.resolve("t"))
                .commit(add("a"))
                .commit(remove("a"), add("a").replace("}}", vector));

        // When
        importTable(log);

        // Then
        assertThat(Rows.of(
                        database, "SELECT dv_id, removed_version, deletion_vector FROM dl_add_files ORDER BY version"))
                .containsExactly(
                        "|2|null",
                        "uab^-aqEH.-t@S}K{vb[*k^@4|null|{\"storageType\":\"u\","
                                + "\"pathOrInlineDv\":\"ab^-aqEH.-t@S}K{vb[*k^\",\"offset\":4,\"sizeInBytes\":40,"
                                + "\"cardinality\":6}");
    }

    @ParameterizedTest
    @EnumSource(ImportMode.class)
    void fillsEveryDocumentedTable(ImportMode mode) {
        // Given
        TestLog log = TestLog.create(directory.resolve("t-" + mode))
                .addFiles(1, 2)
                .commit(
                        TestLog.remove("f1-0"),
                        "{\"txn\":{\"appId\":\"stream\",\"version\":5}}",
                        "{\"protocol\":{\"minReaderVersion\":1,\"minWriterVersion\":4}}",
                        TestLog.metaData("t-" + mode)
                                .replace("\"configuration\":{}", "\"configuration\":{\"a\":\"b\"}"));

        // When
        importTable(ImportRequest.of(log.root().toString()).withMode(mode));

        // Then
        for (String table : List.of(
                "dl_tables",
                "dl_table_heads",
                "dl_table_versions",
                "dl_add_files",
                "dl_remove_files",
                "dl_metadata_updates",
                "dl_protocol_updates",
                "dl_txn_actions",
                "dl_import_runs")) {
            assertThat(Rows.of(database, "SELECT count(*) > 0 FROM " + table))
                    .as(table)
                    .containsExactly("t");
        }
    }

    @Test
    void keepsTransactionsWithAndWithoutATime() {
        // Given
        TestLog log = TestLog.create(directory.resolve("t"))
                .commit("{\"txn\":{\"appId\":\"with\",\"version\":7,\"lastUpdated\":1600000000000}}")
                .commit("{\"txn\":{\"appId\":\"without\",\"version\":8}}");

        // When
        importTable(log);

        // Then
        assertThat(Rows.of(database, "SELECT app_id, txn_version, last_update FROM dl_txn_actions ORDER BY version"))
                .containsExactly("with|7|1600000000000", "without|8|null");
    }

    @Test
    void keepsTextsAsTheyWereWritten() {
        // Given
        String stats =
                "{\\\"minValues\\\":{\\\"s\\\":\\\"a\\\\u0000b\\\",\\\"d\\\":1e3,\\\"n\\\":NaN,\\\"l\\\":9007199254740993}}";
        TestLog log = TestLog.create(directory.resolve("t"))
                .commit(
                        "{\"commitInfo\":{\"timestamp\":1,\"operation\":\"WRITE\",\"operationParameters\":{\"p\":\"x\\u0000\"},\"engineInfo\":\"x\"}}",
                        "{\"add\":{\"path\":\"p%20q/é.parquet\",\"partitionValues\":{ \"z\":null, \"a\":\"\" },\"size\":1,"
                                + "\"modificationTime\":1,\"dataChange\":false,\"stats\":\"" + stats + "\","
                                + "\"tags\":{\"k\" : \"v\"},\"future\":{\"x\":[1.50]},\"other\":1e2}}",
                        "{\"newKind\":{\"a\":1.0}}");

        // When
        importTable(log);

        // Then
        assertThat(
                        Rows.of(
                                database,
                                "SELECT path, partition_values, stats, tags, extra, data_change, try_jsonb(stats) FROM dl_add_files"))
                .containsExactly("p%20q/é.parquet|{ \"z\":null, \"a\":\"\" }|"
                        + "{\"minValues\":{\"s\":\"a\\u0000b\",\"d\":1e3,\"n\":NaN,\"l\":9007199254740993}}|"
                        + "{\"k\" : \"v\"}|{\"future\":{\"x\":[1.50]},\"other\":1e2}|f|null");
        assertThat(Rows.of(database, "SELECT name, body, position FROM dl_other_actions"))
                .containsExactly("newKind|{\"a\":1.0}|2");
        assertThat(
                        Rows.of(
                                database,
                                "SELECT operation_params, commit_info, commit_info_position FROM dl_table_versions WHERE version = 1"))
                .containsExactly("null|{\"timestamp\":1,\"operation\":\"WRITE\",\"operationParameters\":"
                        + "{\"p\":\"x\\u0000\"},\"engineInfo\":\"x\"}|0");
    }

    @Test
    void takesTheTimeOfACommitFromTheCommitThenFromTheFile() throws IOException {
        // Given
        TestLog log = TestLog.create(directory.resolve("t"))
                .commit("{\"commitInfo\":{\"inCommitTimestamp\":1700000000123,\"timestamp\":5}}")
                .commit(add("a"));
        Files.setLastModifiedTime(log.commitFile(2), FileTime.from(Instant.parse("2024-05-06T07:08:09.012Z")));

        // When
        importTable(log);

        // Then
        assertThat(Rows.of(
                        database,
                        "SELECT version, to_char(committed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.MS')"
                                + " FROM dl_table_versions ORDER BY version"))
                .containsExactly("0|2020-09-13 12:26:40.000", "1|2023-11-14 22:13:20.123", "2|2024-05-06 07:08:09.012");
    }

    @Test
    void namesTheMissingVersion() {
        // Given
        TestLog log = TestLog.create(directory.resolve("t")).addFiles(5, 1).delete(4);

        // When
        CatalogException refusal = refusal(log);

        // Then
        assertThat(refusal.error()).isEqualTo(CatalogError.VERSION_MISSING);
        assertThat(refusal)
                .hasMessage("The log " + log.logDirectory() + " is missing version 4 (00000000000000000004.json)."
                        + " No readable checkpoint covers it. Restore the commit file from a copy of the log.");
    }

    @Test
    void namesFileAndLineOfWhatIsNotJson() {
        // Given
        TestLog log = TestLog.create(directory.resolve("t")).addFiles(2, 3);
        log.write(1, add("a") + "\n" + "{\"add\":{\"path\"\n" + add("b") + "\n");

        // When
        CatalogException refusal = refusal(log);

        // Then
        assertThat(refusal.error()).isEqualTo(CatalogError.LOG_CORRUPT);
        assertThat(refusal)
                .hasMessageStartingWith(
                        "Line 2 of 00000000000000000001.json in " + log.logDirectory() + " is not JSON (");
        assertThat(Rows.of(database, "SELECT status, error_message FROM migration_status"))
                .containsExactly("failed|" + refusal.getMessage());
        assertThat(Rows.of(database, "SELECT status, finished_at IS NOT NULL FROM dl_import_runs"))
                .containsExactly("failed|t");
    }

    @Test
    void asksToTryAgainWhileTheNewestCommitIsBeingWritten() {
        // Given
        TestLog log = TestLog.create(directory.resolve("t")).addFiles(2, 1);
        log.write(2, add("a") + "\n" + "{\"add\":{\"path\":\"b\",\"par");

        // When
        CatalogException refusal = refusal(log);

        // Then
        assertThat(refusal.error()).isEqualTo(CatalogError.LOG_INCOMPLETE);
        assertThat(refusal.error().retryable()).isTrue();
    }

    @Test
    void refusesAnEmptyLogInTheGuidesWords() throws IOException {
        // Given
        Path root = directory.resolve("empty");
        Files.createDirectories(root.resolve("_delta_log"));

        // When
        CatalogException refusal =
                catchThrowableOfType(CatalogException.class, () -> importTable(ImportRequest.of(root.toString())));

        // Then
        assertThat(refusal).hasMessageStartingWith("No checkpoint or JSON files found");
        assertThat(refusal.error().retryable()).isFalse();
        assertThat(Rows.of(database, "SELECT status, error_message FROM migration_status WHERE table_id = 'empty'"))
                .containsExactly("failed|" + refusal.getMessage());
    }

    @Test
    void refusesAFeatureByItsName() {
        // Given
        TestLog log = TestLog.create(directory.resolve("t"))
                .commit("{\"protocol\":{\"minReaderVersion\":3,\"minWriterVersion\":7,"
                        + "\"readerFeatures\":[\"timeTurner\"],\"writerFeatures\":[\"timeTurner\"]}}");
        TestLog coordinated = TestLog.create(directory.resolve("coordinated"))
                .commit("{\"protocol\":{\"minReaderVersion\":1,\"minWriterVersion\":7,"
                        + "\"writerFeatures\":[\"coordinatedCommits-preview\"]}}");

        // When
        CatalogException unknown = refusal(log);
        CatalogException elsewhere = refusal(coordinated);

        // Then
        assertThat(unknown.error()).isEqualTo(CatalogError.UNSUPPORTED_FEATURE);
        assertThat(unknown).hasMessageContaining("reader feature timeTurner (since version 1)");
        assertThat(elsewhere).hasMessageContaining("feature coordinatedCommits-preview (since version 1)");
    }

    @Test
    void importsACleanedUpLogFromItsCheckpointAndRefusesFullHistory() throws IOException {
        // Given
        Path root = GoldenTables.copy("basic-with-inserts-deletes-checkpoint", directory);
        for (long version = 0; version < 10; version++) {
            Files.delete(root.resolve("_delta_log").resolve(String.format("%020d.json", version)));
        }
        ImportRequest request = ImportRequest.of(root.toString());

        // When
        ImportResult fast = importTable(request);
        CatalogException full = catchThrowableOfType(
                CatalogException.class,
                () -> importTable(ImportRequest.of(GoldenTables.copy("only-checkpoint-files", directory)
                                .toString())
                        .withMode(ImportMode.FAST)));
        CatalogException fullHistory = catchThrowableOfType(
                CatalogException.class,
                () -> TableImporter.dryRun(request.withMode(ImportMode.FULL_HISTORY), ImportListener.NONE));

        // Then
        assertThat(full).isNull();
        assertThat(fast.version()).isEqualTo(13);
        assertThat(fast.activeFiles()).isEqualTo(7);
        assertThat(fast.checkpointVersion()).hasValue(10);
        assertThat(Rows.of(
                        database,
                        "SELECT version, origin FROM dl_table_versions v JOIN dl_tables t USING (table_id)"
                                + " WHERE t.name LIKE 'basic%' ORDER BY version"))
                .containsExactly("10|checkpoint", "11|commit", "12|commit", "13|commit");
        assertThat(fullHistory.error()).isEqualTo(CatalogError.VERSION_MISSING);
        assertThat(fullHistory)
                .hasMessageContaining("is missing version 0")
                .hasMessageContaining("the earliest version that can be recreated is 10");
    }

    @Test
    void fullHistoryKeepsEveryVersion() {
        // Given
        Path root = GoldenTables.copy("basic-with-inserts-deletes-checkpoint", directory);

        // When
        ImportResult result = importTable(ImportRequest.of(root.toString()).withMode(ImportMode.FULL_HISTORY));

        // Then
        assertThat(result.activeFiles()).isEqualTo(7);
        assertThat(Rows.of(database, "SELECT min(version), max(version), count(*) FROM dl_table_versions"))
                .containsExactly("0|13|14");
        assertThat(Rows.of(database, "SELECT baseline_version, import_mode FROM dl_tables"))
                .containsExactly("0|full-history");
    }

    @Test
    void readsAllCommitsWhereTheCheckpointIsBroken() throws IOException {
        // Given
        Path root = GoldenTables.copy("basic-with-inserts-deletes-checkpoint", directory);
        Path checkpoint = root.resolve("_delta_log/00000000000000000010.checkpoint.parquet");
        try (RandomAccessFile file = new RandomAccessFile(checkpoint.toFile(), "rw")) {
            file.setLength(file.length() / 2);
        }

        // When
        ImportResult result = importTable(ImportRequest.of(root.toString()));

        // Then
        assertThat(result.activeFiles()).isEqualTo(7);
        assertThat(result.checkpointVersion()).isEmpty();
        assertThat(result.warnings())
                .singleElement()
                .asString()
                .startsWith("Checkpoint 00000000000000000010.checkpoint.parquet was passed over: ");
        assertThat(Rows.of(database, "SELECT count(*) FROM dl_table_versions")).containsExactly("14");
    }

    @Test
    void catchesUpAndDoesNothingTheSecondTime() {
        // Given
        TestLog log = TestLog.create(directory.resolve("orders")).addFiles(2, 1);
        ImportResult first = importTable(log);
        log.addFiles(3, 2);

        // When
        ImportResult second = importTable(log);
        ImportResult third = importTable(log);

        // Then
        assertThat(first.versionsImported()).isEqualTo(3);
        assertThat(second.versionsImported()).isEqualTo(3);
        assertThat(second.filesProcessed()).isEqualTo(6);
        assertThat(second.tableId()).isEqualTo(first.tableId());
        assertThat(third.versionsImported()).isZero();
        assertThat(third.version()).isEqualTo(5);
        assertThat(third.activeFiles()).isEqualTo(8);
        assertThat(
                        Rows.of(
                                database,
                                "SELECT table_id, status, version, files_processed, completed_at >= started_at FROM migration_status"))
                .containsExactly("orders|completed|5|8|t");
        assertThat(Rows.of(
                        database, "SELECT status, start_version, end_version FROM dl_import_runs ORDER BY started_at"))
                .containsExactly("completed|0|2", "completed|3|5", "completed|null|null");
    }

    @Test
    void goesOnFromACheckpointWhereCommitsAreGone() throws IOException {
        // Given
        Path root = GoldenTables.copy("basic-with-inserts-deletes-checkpoint", directory);
        Path log = root.resolve("_delta_log");
        Path aside = Files.createDirectories(directory.resolve("aside"));
        for (long version = 5; version < 14; version++) {
            String name = String.format("%020d.json", version);
            Files.move(log.resolve(name), aside.resolve(name));
        }
        Files.move(log.resolve("00000000000000000010.checkpoint.parquet"), aside.resolve("checkpoint"));
        importTable(ImportRequest.of(root.toString()));
        Files.move(aside.resolve("checkpoint"), log.resolve("00000000000000000010.checkpoint.parquet"));
        for (long version = 10; version < 14; version++) {
            String name = String.format("%020d.json", version);
            Files.move(aside.resolve(name), log.resolve(name));
        }

        // When
        ImportResult result = importTable(ImportRequest.of(root.toString()));

        // Then
        assertThat(result.version()).isEqualTo(13);
        assertThat(result.activeFiles()).isEqualTo(7);
        assertThat(result.warnings())
                .containsExactly(
                        "Commits after version 4 are gone from the log; the catalog went on from the checkpoint"
                                + " at 10. Versions before it can no longer be recreated.");
        assertThat(Rows.of(database, "SELECT baseline_version FROM dl_tables")).containsExactly("10");
    }

    @Test
    void refusesALogThatTookAnotherTurn() {
        // Given
        TestLog log = TestLog.create(directory.resolve("t")).addFiles(3, 1);
        importTable(log);
        log.write(3, commitInfo(2, "WRITE") + "\n" + add("other") + "\n");

        // When
        CatalogException changed = refusal(log);
        CatalogException shorter = refusal(log.delete(3));

        // Then
        assertThat(changed.error()).isEqualTo(CatalogError.LOG_FORKED);
        assertThat(changed)
                .hasMessageStartingWith("The log of t and the catalog hold different histories from version 3 on:"
                        + " the content of 00000000000000000003.json differs.");
        assertThat(shorter.error()).isEqualTo(CatalogError.LOG_FORKED);
        assertThat(shorter).hasMessageContaining("the log ends at version 2, the catalog at 3");
    }

    @Test
    void noticesATableThatWasDroppedAndCreatedAnew() throws IOException {
        // Given
        TestLog log = TestLog.create(directory.resolve("t"), "old").addFiles(3, 1);
        importTable(log);
        for (long version = 0; version <= 3; version++) {
            log.delete(version);
        }
        log.write(0, TestLog.PROTOCOL + "\n" + metaData("new") + "\n");

        // When
        CatalogException refusal = refusal(log);

        // Then
        assertThat(refusal.error()).isEqualTo(CatalogError.TABLE_RECREATED);
        assertThat(refusal).hasMessageContaining("its id is new, while the catalog knows t as old");
    }

    @Test
    void refusesANameThatAnotherTableHas() {
        // Given
        TestLog one = TestLog.create(directory.resolve("eu/orders"));
        TestLog two = TestLog.create(directory.resolve("us/orders"));
        importTable(one);

        // When
        CatalogException refusal = refusal(two);
        ImportResult other = importTable(ImportRequest.of(two.root().toString()).withAlias("us_orders"));

        // Then
        assertThat(refusal.error()).isEqualTo(CatalogError.ALIAS_TAKEN);
        assertThat(refusal.getSuppressed()).isEmpty();
        assertThat(refusal)
                .hasMessage("The name orders belongs to the table at " + one.root()
                        + ". Choose another name for this one: --table-id NAME.");
        assertThat(other.alias()).isEqualTo("us_orders");
        assertThat(Rows.of(database, "SELECT table_id, status FROM migration_status ORDER BY 1"))
                .containsExactly("orders|completed", "us_orders|completed");
        assertThat(Rows.of(database, "SELECT status FROM dl_import_runs ORDER BY started_at"))
                .containsExactly("completed", "failed", "completed");
    }

    @Test
    void knowsATableBySeveralSpellingsOfItsPlace() {
        // Given
        TestLog log = TestLog.create(directory.resolve("a b")).addFiles(1, 1);
        ImportResult first = importTable(ImportRequest.of(log.root() + "/"));

        // When
        ImportResult uri =
                importTable(ImportRequest.of("file://" + log.root().toString().replace(" ", "%20")));
        ImportResult logDirectory =
                importTable(ImportRequest.of(log.logDirectory().toString()));

        // Then
        assertThat(uri.tableId()).isEqualTo(first.tableId());
        assertThat(logDirectory.tableId()).isEqualTo(first.tableId());
        assertThat(Rows.of(database, "SELECT location FROM dl_tables"))
                .containsExactly(log.root().toString());
    }

    @Test
    void registersTheLocationThatIsGivenApartFromTheLog() {
        // Given
        TestLog log = TestLog.create(directory.resolve("copy"));
        ImportRequest request = ImportRequest.of(log.root().toString())
                .withLog(log.logDirectory().toString(), "s3a://Warehouse/sales/");

        // When
        ImportResult result = importTable(request);

        // Then
        assertThat(result.alias()).isEqualTo("sales");
        assertThat(Rows.of(database, "SELECT location, log_location FROM dl_tables"))
                .containsExactly("s3://warehouse/sales|" + log.logDirectory());
    }

    @Test
    void refusesAFileTwiceInOneCommit() {
        // Given
        TestLog log = TestLog.create(directory.resolve("t")).commit(add("a"), add("a"));

        // When
        CatalogException refusal = refusal(log);

        // Then
        assertThat(refusal.error()).isEqualTo(CatalogError.LOG_CORRUPT);
        assertThat(refusal)
                .hasMessage("A commit in the log of t holds one thing twice: version 1 adds a. A Delta commit may not"
                        + " do that; restore the log from its source.");
    }
}
