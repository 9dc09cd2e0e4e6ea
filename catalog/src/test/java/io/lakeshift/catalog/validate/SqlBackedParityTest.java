package io.lakeshift.catalog.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakeshift.catalog.fence.Fence;
import io.lakeshift.catalog.fence.LowerFence;
import io.lakeshift.catalog.publish.Publisher;
import io.lakeshift.catalog.testing.GoldenTables;
import io.lakeshift.catalog.testing.TestingCatalog;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlBackedParityTest {
    private final TestingCatalog catalog = new TestingCatalog();

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        catalog.close();
    }

    private DiffReport diff(UUID table) {
        return new TableDiff(catalog.store(), Clock.systemUTC())
                .diff(DiffRequest.of(table.toString()).withLagThreshold(Duration.ofMinutes(5)));
    }

    private static void assertParity(DiffReport report) {
        assertThat(report.findings()).isEmpty();
        assertThat(report.files().samples()).isEmpty();
        assertThat(report.status()).isEqualTo(DiffStatus.OK);
    }

    private void ratifySomething(UUID table) {
        catalog.ratifyNext(
                table,
                "{\"commitInfo\":{\"timestamp\":1700000000000,\"userName\":\"ann\",\"operation\":\"WRITE\","
                        + "\"operationParameters\":{\"mode\":\"Append\"},\"txnId\":\"t-" + UUID.randomUUID() + "\"}}",
                "{\"txn\":{\"appId\":\"app\",\"version\":3,\"lastUpdated\":5}}",
                "{\"domainMetadata\":{\"domain\":\"d\",\"configuration\":\"c\",\"removed\":false}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "basic-with-inserts-updates",
                "dv-partitioned-with-checkpoint",
                "v2-checkpoint-json",
                "multi-part-checkpoint",
                "table-with-columnmapping-mode-name"
            })
    void keepsParityFromTheCutOverToTheRollback(String name) {
        // Given
        UUID table = catalog.importTable(GoldenTables.copy(name, directory));
        assertParity(diff(table));
        catalog.cutOver(table);
        assertParity(diff(table));
        ratifySomething(table);
        DiffReport waiting = diff(table);
        assertParity(waiting);
        assertThat(waiting.versionDelta()).isEqualTo(1);
        new Publisher(catalog.store()).publishPending(table);
        assertParity(diff(table));

        // When
        new Fence(catalog.store()).lower(new LowerFence(table, "a test"));

        // Then
        assertParity(diff(table));
        assertThat(diff(table).versionDelta()).isZero();
    }

    @Test
    void keepsParityWhenTheProtocolChangesUnderTheFence() {
        // Given
        UUID table = catalog.importTable(GoldenTables.copy("basic-with-inserts-updates", directory));
        catalog.cutOver(table);

        // When
        catalog.ratifyNext(table, "{\"protocol\":{\"minReaderVersion\":1,\"minWriterVersion\":4}}");
        new Publisher(catalog.store()).publishPending(table);

        // Then
        assertParity(diff(table));
    }

    @Test
    void seesAChangedBodyOfARatifiedVersion() {
        // Given
        UUID table = catalog.importTable(GoldenTables.copy("basic-with-inserts-updates", directory));
        catalog.cutOver(table);
        ratifySomething(table);
        new Publisher(catalog.store()).publishPending(table);

        // When
        catalog.database()
                .execute(
                        "UPDATE lakeshift.dl_table_versions SET body = body || '\\x20'::bytea WHERE origin = 'ratified'");
        DiffReport changed = diff(table);

        // Then
        assertThat(changed.status()).isEqualTo(DiffStatus.DRIFT);
        assertThat(changed.findings()).extracting(DriftFinding::field).contains("content_sha256");
    }
}
