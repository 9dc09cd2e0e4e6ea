package io.lakeshift.catalog.validate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lakeshift.catalog.CatalogException;
import io.lakeshift.catalog.load.ImportMode;
import io.lakeshift.catalog.testing.GoldenTables;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenParityTest {
    private static final ImportedCatalog FAST = new ImportedCatalog();
    private static final ImportedCatalog FULL = new ImportedCatalog();

    @TempDir
    static Path golden;

    @BeforeAll
    static void copyTables() {
        GoldenTables.copyAll(golden);
    }

    @AfterAll
    static void closeCatalogs() {
        FAST.close();
        FULL.close();
    }

    static Stream<Arguments> tables() {
        return GoldenTables.expectations().entrySet().stream()
                .filter(entry -> entry.getValue().has("version"))
                .flatMap(entry -> Stream.of(ImportMode.values()).map(mode -> Arguments.of(mode, entry)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("tables")
    void findsNoDifferenceInWhatWasImported(ImportMode mode, Map.Entry<String, JsonNode> table) {
        // Given
        Path root = golden.resolve(table.getKey());
        ImportedCatalog catalog = mode == ImportMode.FAST ? FAST : FULL;
        try {
            catalog.importTable(root, mode);
        } catch (CatalogException e) {
            assertThat(mode).as(e.getMessage()).isEqualTo(ImportMode.FULL_HISTORY);
            Assumptions.abort("its first commits are cleaned up: " + e.getMessage());
        }

        // When
        DiffReport report =
                catalog.tableDiff().diff(DiffRequest.of(root.getFileName().toString()));

        // Then
        assertThat(report.findings()).isEmpty();
        assertThat(report.files().samples()).isEmpty();
        assertThat(report.status()).isEqualTo(DiffStatus.OK);
        assertThat(report.verdict()).isEqualTo("PASSED");
        assertThat(report.sqlVersion())
                .isEqualTo(table.getValue().get("version").longValue());
        assertThat(report.files().sqlActiveFiles())
                .isEqualTo(table.getValue().get("activeFiles").longValue());
        assertThat(report.files().logActiveFiles())
                .isEqualTo(table.getValue().get("activeFiles").longValue());
    }
}
