package io.lakeshift.catalog.assess;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakeshift.catalog.load.ImportMode;
import io.lakeshift.catalog.load.ImportRequest;
import io.lakeshift.catalog.testing.GoldenTables;
import io.lakeshift.catalog.testing.TestLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableAssessorTest {
    @TempDir
    Path directory;

    private Assessment assess(Path root) {
        return new TableAssessor().assess(ImportRequest.of(root.toString()));
    }

    @Test
    void describesAHealthyTable() {
        // Given
        Path root = GoldenTables.copy("basic-with-inserts-deletes-checkpoint", directory);

        // When
        Assessment assessment = assess(root);

        // Then
        assertThat(assessment.blocked()).isFalse();
        assertThat(assessment.version()).isEqualTo(13);
        assertThat(assessment.activeFiles()).isEqualTo(7);
        assertThat(assessment.sizeBytes()).isEqualTo(3549);
        assertThat(assessment.commitCount()).isEqualTo(14);
        assertThat(assessment.oldestVersion()).isZero();
        assertThat(assessment.logBytes()).isPositive();
        assertThat(assessment.findings()).isEmpty();
        assertThat(assessment.estimatedSecondsLow()).isLessThan(assessment.estimatedSeconds());
        assertThat(assessment.estimatedSecondsHigh()).isGreaterThan(assessment.estimatedSeconds());
        assertThat(assessment.recommendedBatchSize()).isBetween(100, 500);
        assertThat(assessment.availableDiskBytes()).isPresent();
    }

    @Test
    void estimatesTheDatabaseWithinAFactorOfThree() {
        // Given
        TestLog log = TestLog.create(directory.resolve("t")).addFiles(100, 100);

        // When
        Assessment assessment = assess(log.root());

        // Then
        assertThat(assessment.recommendedBatchSize()).isBetween(1000, 2000);
        // 10,000 rows of this shape take about 3 MB with their indexes in PostgreSQL 17.
        assertThat(assessment.estimatedDatabaseBytes()).isBetween(1_000_000L, 9_000_000L);
    }

    @Test
    void whatAnImportWouldRefuseIsABlocker() {
        // Given
        TestLog gap = TestLog.create(directory.resolve("gap")).addFiles(3, 1).delete(2);
        TestLog feature = TestLog.create(directory.resolve("feature"))
                .commit("{\"protocol\":{\"minReaderVersion\":3,\"minWriterVersion\":7,"
                        + "\"readerFeatures\":[\"timeTurner\"],\"writerFeatures\":[\"timeTurner\"]}}");

        // When
        Assessment missing = assess(gap.root());
        Assessment unsupported = assess(feature.root());
        Assessment nothing = assess(directory.resolve("nothing"));

        // Then
        assertThat(missing.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Finding.Severity.BLOCKER);
            assertThat(finding.code()).isEqualTo("VERSION_MISSING");
            assertThat(finding.evidence()).contains("is missing version 2");
            assertThat(finding.fix()).isNotEmpty();
        });
        assertThat(unsupported.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.evidence()).contains("timeTurner"));
        assertThat(nothing.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.code()).isEqualTo("NO_LOG_FILES"));
        assertThat(nothing.blocked()).isTrue();
    }

    @Test
    void namesWhatIsWorthKnowing() throws IOException {
        // Given
        Path cleaned = GoldenTables.copy("basic-with-inserts-deletes-checkpoint", directory);
        for (long version = 0; version < 10; version++) {
            Files.delete(cleaned.resolve("_delta_log").resolve(String.format("%020d.json", version)));
        }
        TestLog fenced = TestLog.create(directory.resolve("fenced"))
                .commit("{\"protocol\":{\"minReaderVersion\":1,\"minWriterVersion\":7,"
                        + "\"writerFeatures\":[\"lakeshift.sqlBacked\",\"someday\"]}}");

        // When
        Assessment history = assess(cleaned);
        Assessment features = assess(fenced.root());
        Assessment full =
                new TableAssessor().assess(ImportRequest.of(cleaned.toString()).withMode(ImportMode.FULL_HISTORY));

        // Then
        assertThat(history.findings()).extracting(Finding::code).containsExactly("HISTORY_CLEANED_UP");
        assertThat(features.findings())
                .extracting(Finding::code)
                .containsExactly("FENCE_UP", "WRITER_FEATURE_UNKNOWN", "TABLE_EMPTY");
        assertThat(full.blocked()).isTrue();
    }
}
