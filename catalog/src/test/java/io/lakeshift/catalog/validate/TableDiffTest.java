package io.lakeshift.catalog.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakeshift.catalog.CatalogError;
import io.lakeshift.catalog.CatalogException;
import io.lakeshift.catalog.load.ImportMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableDiffTest {
    private static final String TABLE = "sales";
    private static final String OF_TABLE = " WHERE table_id = (SELECT table_id FROM dl_tables WHERE name = 'sales')";

    @TempDir
    Path directory;

    private final ImportedCatalog catalog = new ImportedCatalog();
    private Path log = Path.of("unset");

    /** a is removed and comes back, b leaves, c stays. */
    @BeforeEach
    void importTable() throws IOException {
        Path root = directory.resolve(TABLE);
        log = Files.createDirectories(root.resolve("_delta_log"));
        commit(0, """
                {"commitInfo":{"timestamp":1700000000000,"operation":"WRITE"}}
                {"protocol":{"minReaderVersion":1,"minWriterVersion":2}}
                {"metaData":{"id":"m1","format":{"provider":"parquet","options":{}},"schemaString":"{\\"type\\":\\"struct\\",\\"fields\\":[]}","partitionColumns":[],"configuration":{},"createdTime":1}}
                """ + add("a") + add("b"));
        commit(1, info(1) + remove("a") + remove("b") + add("c"));
        commit(2, info(2) + add("a"));
        catalog.importTable(root, ImportMode.FULL_HISTORY);
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    private void commit(long version, String lines) throws IOException {
        Files.writeString(log.resolve("%020d.json".formatted(version)), lines);
    }

    private static String info(long version) {
        return "{\"commitInfo\":{\"timestamp\":%d,\"operation\":\"WRITE\"}}\n".formatted(1_700_000_000_000L + version);
    }

    private static String add(String path) {
        return "{\"add\":{\"path\":\"%s\",\"partitionValues\":{},\"size\":1,\"modificationTime\":1,\"dataChange\":true}}\n"
                .formatted(path);
    }

    private static String remove(String path) {
        return "{\"remove\":{\"path\":\"%s\",\"deletionTimestamp\":1,\"dataChange\":true}}\n".formatted(path);
    }

    /** As if the catalog had decided the table's commits and ratified one that is not yet a file. */
    private void ratify(long version, Duration ago) {
        String body = info(version) + add("r" + version);
        String id = "(SELECT table_id FROM dl_tables WHERE name = 'sales')";
        catalog.execute(
                "UPDATE dl_tables SET authority = 'sql' WHERE name = 'sales'",
                """
                INSERT INTO dl_table_versions (table_id, version, committed_at, operation, commit_info,
                    commit_info_position, origin, content_sha256, body)
                VALUES (%s, %d, now() - interval '%d seconds', 'WRITE', '{"timestamp":%d,"operation":"WRITE"}', 0,
                    'ratified', sha256(convert_to('%s', 'UTF8')), convert_to('%s', 'UTF8'))""".formatted(id, version, ago.toSeconds(), 1_700_000_000_000L + version, body, body),
                """
                INSERT INTO dl_add_files (table_id, version, position, path, size_bytes, partition_values, data_change,
                    modification_time)
                VALUES (%s, %d, 1, 'r%d', 1, '{}', true, 1)""".formatted(id, version, version),
                "UPDATE dl_table_heads SET current_version = " + version + OF_TABLE);
    }

    @Test
    void findsParityWithFilesThatLeaveAndComeBack() {
        // When
        DiffReport report = catalog.diff(TABLE);

        // Then
        assertThat(report.findings()).isEmpty();
        assertThat(report.files().samples()).isEmpty();
        assertThat(report.status()).isEqualTo(DiffStatus.OK);
        assertThat(report.files().sqlActiveFiles()).isEqualTo(2);
        assertThat(report.validatedFromVersion()).isZero();
        assertThat(report.validatedToVersion()).isEqualTo(2);
        assertThat(report.digest()).matches("[0-9a-f]{64}");
    }

    @Test
    void namesTheMemberAndBothValues() {
        // Given
        catalog.execute("UPDATE dl_add_files SET size_bytes = 4711" + OF_TABLE + " AND path = 'c'");

        // When
        DiffReport report = catalog.diff(TABLE);

        // Then
        assertThat(report.status()).isEqualTo(DiffStatus.DRIFT);
        assertThat(report.mismatchedFiles()).isEqualTo(1);
        assertThat(report.files().samples()).contains(new DriftFinding(DriftCode.MISMATCH, "c", "size", "1", "4711"));
        assertThat(report.historyMatches()).isFalse();
        assertThat(report.metadataMatches()).isTrue();
    }

    @Test
    void countsMissingFilesAndToleratesAsManyAsAsked() {
        // Given
        catalog.execute("DELETE FROM dl_add_files" + OF_TABLE + " AND removed_version IS NULL");

        // When
        DiffReport strict = catalog.diff(TABLE);
        DiffReport one = catalog.tableDiff().diff(DiffRequest.of(TABLE).withMaxDriftFiles(1));
        DiffReport two = catalog.tableDiff().diff(DiffRequest.of(TABLE).withMaxDriftFiles(2));

        // Then
        assertThat(strict.missingInSql()).isEqualTo(2);
        assertThat(strict.status()).isEqualTo(DiffStatus.DRIFT);
        assertThat(one.status()).isEqualTo(DiffStatus.DRIFT);
        assertThat(two.status()).isEqualTo(DiffStatus.OK);
        assertThat(two.files().driftFiles()).isEqualTo(2);
    }

    @Test
    void toleratesNoOtherDifferenceThanFiles() {
        // Given
        catalog.execute("UPDATE dl_protocol_updates SET min_writer_version = 3" + OF_TABLE);

        // When
        DiffReport report = catalog.tableDiff().diff(DiffRequest.of(TABLE).withMaxDriftFiles(100));

        // Then
        assertThat(report.status()).isEqualTo(DiffStatus.DRIFT);
        assertThat(report.protocolMatches()).isFalse();
        assertThat(report.metadataMatches()).isTrue();
    }

    @Test
    void findsFilesThatTheLogDoesNotHave() {
        // Given
        catalog.execute("INSERT INTO dl_add_files (table_id, version, position, path, size_bytes)"
                + " SELECT table_id, 2, 9, 'ghost', 1 FROM dl_tables WHERE name = 'sales'");

        // When
        DiffReport report = catalog.diff(TABLE);

        // Then
        assertThat(report.extraInSql()).isEqualTo(1);
        assertThat(report.status()).isEqualTo(DiffStatus.DRIFT);
    }

    @Test
    void findsAFileThatCameBackAndIsStillTakenForRemoved() {
        // Given
        catalog.execute("UPDATE dl_add_files SET removed_version = 3" + OF_TABLE + " AND path = 'a' AND version = 2");

        // When
        DiffReport report = catalog.diff(TABLE);

        // Then
        assertThat(report.status()).isEqualTo(DiffStatus.DRIFT);
        assertThat(report.files().samples())
                .containsExactly(new DriftFinding(DriftCode.DERIVED, "a", "version 2 removed_version", "", "3"));
    }

    @Test
    void takesASchemaInAnotherFormForTheSame() {
        // Given
        catalog.execute(
                "UPDATE dl_metadata_updates SET schema_string = '{ \"fields\":[], \"type\":\"struct\" }'" + OF_TABLE);

        // When
        DiffReport same = catalog.diff(TABLE);
        catalog.execute(
                "UPDATE dl_metadata_updates SET schema_string = '{ \"fields\":[], \"type\":\"map\" }'" + OF_TABLE);
        DiffReport other = catalog.diff(TABLE);

        // Then
        assertThat(same.status()).isEqualTo(DiffStatus.OK);
        assertThat(other.metadataMatches()).isFalse();
        assertThat(other.status()).isEqualTo(DiffStatus.DRIFT);
    }

    @Test
    void tellsLagFromDrift() {
        // Given
        ratify(3, Duration.ofSeconds(60));

        // When
        DiffReport late = catalog.diff(TABLE);
        DiffReport inTime = catalog.tableDiff().diff(DiffRequest.of(TABLE).withLagThreshold(Duration.ofSeconds(3_000)));

        // Then
        assertThat(late.findings()).isEmpty();
        assertThat(late.status()).isEqualTo(DiffStatus.LAG);
        assertThat(late.status().exitCode()).isEqualTo(3);
        assertThat(late.verdict()).isEqualTo("PASSED");
        assertThat(late.lagSeconds()).isBetween(60.0, 1_000.0);
        assertThat(late.versionDelta()).isEqualTo(1);
        assertThat(inTime.status()).isEqualTo(DiffStatus.OK);
        assertThat(inTime.digest()).isEqualTo(late.digest());
    }

    @Test
    void hasNoLagInTheFuture() {
        // Given
        ratify(3, Duration.ofSeconds(-60));

        // When
        DiffReport report = catalog.diff(TABLE);

        // Then
        assertThat(report.lagSeconds()).isZero();
        assertThat(report.status()).isEqualTo(DiffStatus.OK);
    }

    @Test
    void reportsDriftWhereThereIsLagToo() {
        // Given
        ratify(3, Duration.ofSeconds(60));
        catalog.execute("UPDATE dl_add_files SET size_bytes = 2" + OF_TABLE + " AND path = 'c'");

        // When
        DiffReport report = catalog.diff(TABLE);

        // Then
        assertThat(report.lagSeconds()).isGreaterThanOrEqualTo(60);
        assertThat(report.status()).isEqualTo(DiffStatus.DRIFT);
    }

    @Test
    void acceptsAPublishedVersionAndRefusesAnotherOneInItsPlace() throws IOException {
        // Given
        ratify(3, Duration.ofSeconds(60));
        commit(3, info(3) + add("r3"));
        catalog.execute("UPDATE dl_table_heads SET published_version = 3" + OF_TABLE);

        // When
        DiffReport published = catalog.diff(TABLE);
        commit(3, info(3) + add("other"));
        DiffReport other = catalog.diff(TABLE);

        // Then
        assertThat(published.findings()).isEmpty();
        assertThat(published.status()).isEqualTo(DiffStatus.OK);
        assertThat(published.lagSeconds()).isZero();
        assertThat(other.status()).isEqualTo(DiffStatus.DRIFT);
        assertThat(other.historyMatches()).isFalse();
    }

    @Test
    void callsAVersionForeignThatTheOwningCatalogDidNotPublish() throws IOException {
        // Given
        catalog.execute("UPDATE dl_tables SET authority = 'sql' WHERE name = 'sales'");
        commit(3, info(3) + add("foreign"));

        // When
        DiffReport report = catalog.diff(TABLE);

        // Then
        assertThat(report.status()).isEqualTo(DiffStatus.DRIFT);
        assertThat(report.findings())
                .containsExactly(new DriftFinding(DriftCode.FOREIGN_COMMIT, "version 3", "", "head 3", "head 2"));
        assertThat(report.missingInSql()).isZero();
    }

    @Test
    void missesWhatTheLogGainedAndKnowsWhatItLost() throws IOException {
        // Given
        commit(3, info(3) + add("d"));

        // When
        DiffReport gained = catalog.diff(TABLE);
        Files.delete(log.resolve("%020d.json".formatted(3)));
        Files.delete(log.resolve("%020d.json".formatted(2)));
        DiffReport lost = catalog.diff(TABLE);

        // Then
        assertThat(gained.status()).isEqualTo(DiffStatus.DRIFT);
        assertThat(gained.missingInSql()).isEqualTo(1);
        assertThat(gained.findings())
                .containsExactly(new DriftFinding(DriftCode.MISSING_IN_SQL, "version 3", "", "head 3", "head 2"));
        assertThat(lost.status()).isEqualTo(DiffStatus.DRIFT);
        assertThat(lost.findings())
                .contains(new DriftFinding(DriftCode.EXTRA_IN_SQL, "version 2", "", "head 1", "head 2"));
    }

    @Test
    void leavesNewerVersionsAsideAtAGivenVersion() throws IOException {
        // Given
        commit(3, info(3) + add("d"));

        // When
        DiffReport report = catalog.tableDiff().diff(DiffRequest.of(TABLE).atVersion(2));

        // Then
        assertThat(report.findings()).isEmpty();
        assertThat(report.status()).isEqualTo(DiffStatus.OK);
        assertThatThrownBy(() -> catalog.tableDiff().diff(DiffRequest.of(TABLE).atVersion(3)))
                .isInstanceOf(CatalogException.class)
                .hasMessage("Table 'sales' cannot be compared at version 3: the catalog holds versions 0 to 2, the log"
                        + " ends at version 3. Catch up (lakeshift import PATH) or choose a version that both have.");
    }

    @Test
    void startsAfterTheLastProvenVersionUnlessAskedForEverything() {
        // Given
        DiffRequest incremental = DiffRequest.of(TABLE).incremental();
        catalog.tableDiff().diff(incremental);
        catalog.execute("UPDATE dl_remove_files SET deletion_timestamp = 2" + OF_TABLE + " AND path = 'b'");

        // When
        DiffReport skipped = catalog.tableDiff().diff(incremental);
        DiffReport full = catalog.diff(TABLE);
        DiffReport afterDrift = catalog.tableDiff().diff(incremental);

        // Then
        assertThat(skipped.status()).isEqualTo(DiffStatus.OK);
        assertThat(skipped.validatedFromVersion()).isZero();
        assertThat(full.status()).isEqualTo(DiffStatus.DRIFT);
        assertThat(afterDrift.status()).isEqualTo(DiffStatus.DRIFT);
    }

    @Test
    void comparesTheHeadEvenWhenItsHistoryIsProven() {
        // Given
        DiffRequest incremental = DiffRequest.of(TABLE).incremental();
        catalog.tableDiff().diff(incremental);
        catalog.execute("UPDATE dl_add_files SET size_bytes = 2" + OF_TABLE + " AND path = 'c'");

        // When
        DiffReport report = catalog.tableDiff().diff(incremental);

        // Then
        assertThat(report.mismatchedFiles()).isEqualTo(1);
    }

    @Test
    void givesEqualStatesEqualDigests() {
        // Given
        String before = catalog.diff(TABLE).digest();

        // When
        catalog.execute("UPDATE dl_add_files SET size_bytes = 2" + OF_TABLE + " AND path = 'c'");
        String changed = catalog.diff(TABLE).digest();
        catalog.execute("UPDATE dl_add_files SET size_bytes = 1" + OF_TABLE + " AND path = 'c'");
        String restored =
                catalog.tableDiff().diff(DiffRequest.of(TABLE).incremental()).digest();

        // Then
        assertThat(changed).isNotEqualTo(before);
        assertThat(restored).isEqualTo(before);
    }

    @Test
    void keepsParityAfterTheLogIsCleanedUp(@TempDir Path other) throws IOException {
        // Given
        Path root = catalog.importGolden("dv-partitioned-with-checkpoint", ImportMode.FULL_HISTORY, other);
        try (Stream<Path> files = Files.list(root.resolve("_delta_log"))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (file.toString().matches(".*/0{19}\\d\\.json")) {
                    Files.delete(file);
                }
            }
        }

        // When
        DiffReport report = catalog.diff("dv-partitioned-with-checkpoint");

        // Then
        assertThat(report.findings()).isEmpty();
        assertThat(report.files().samples()).isEmpty();
        assertThat(report.status()).isEqualTo(DiffStatus.OK);
    }

    @Test
    void neverTakesAnUnreadableLogForDrift() throws IOException {
        // Given
        Files.write(log.resolve("%020d.json".formatted(1)), "{\"add\":{\"pa".getBytes(StandardCharsets.UTF_8));

        // When / Then
        assertThatThrownBy(() -> catalog.diff(TABLE)).isInstanceOf(CatalogException.class);
        assertThatThrownBy(() -> catalog.diff("nobody"))
                .isInstanceOfSatisfying(
                        CatalogException.class, e -> assertThat(e.error()).isEqualTo(CatalogError.TABLE_UNKNOWN))
                .hasMessage("The catalog knows no table 'nobody'. Import it first (lakeshift import PATH), or list the"
                        + " tables (lakeshift status).");
    }
}
