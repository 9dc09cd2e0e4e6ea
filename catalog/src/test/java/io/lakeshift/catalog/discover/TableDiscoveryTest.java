package io.lakeshift.catalog.discover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.lakeshift.catalog.testing.GoldenTables;
import io.lakeshift.catalog.testing.TestLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableDiscoveryTest {
    @TempDir
    Path directory;

    private final TableDiscovery discovery = new TableDiscovery();

    private List<String> aliases(boolean recursive, String... excludes) {
        return discovery.discover(directory.toString(), recursive, List.of(excludes)).stream()
                .map(table -> table.alias()
                        + table.skippedBy().map(by -> " skipped by " + by).orElse(""))
                .toList();
    }

    @Test
    void looksOneLevelDownOrAllTheWayAndAtThePathItself() {
        // Given
        TestLog.create(directory.resolve("near"));
        TestLog.create(directory.resolve("a/b/far"));
        TestLog.create(directory.resolve("near/inside"));
        TestLog.create(directory.resolve("near/day=1/notATable"));

        // Then
        assertThat(aliases(false)).containsExactly("near");
        assertThat(aliases(true)).containsExactly("far", "near", "inside");
        assertThat(discovery.discover(directory.resolve("near").toString(), false, List.of()))
                .extracting(DiscoveredTable::alias)
                .containsExactly("near", "inside");
    }

    @Test
    void tellsSameNamesApart() {
        // Given
        TestLog.create(directory.resolve("eu/orders"));
        TestLog.create(directory.resolve("us/orders"));
        TestLog.create(directory.resolve("us/customers"));

        // Then
        assertThat(aliases(true)).containsExactly("eu_orders", "customers", "us_orders");
    }

    @Test
    void reportsWhatAPatternLeavesOut() {
        // Given
        TestLog.create(directory.resolve("orders"));
        TestLog.create(directory.resolve("orders_tmp"));
        TestLog.create(directory.resolve("latest_orders"));

        // Then
        assertThat(aliases(true, "_tmp")).containsExactly("latest_orders", "orders", "orders_tmp skipped by _tmp");
        assertThat(aliases(true, "*_orders"))
                .containsExactly("latest_orders skipped by *_orders", "orders", "orders_tmp");
    }

    @Test
    void describesEachTable() {
        // Given
        Path golden = GoldenTables.copy("dv-partitioned-with-checkpoint", directory);
        JsonNode expected = Objects.requireNonNull(GoldenTables.expectations().get("dv-partitioned-with-checkpoint"));
        TestLog broken =
                TestLog.create(directory.resolve("broken")).addFiles(3, 1).delete(2);

        // When
        List<DiscoveredTable> tables = discovery.discover(directory.toString(), false, List.of());

        // Then
        assertThat(tables).hasSize(2);
        assertThat(tables.get(0).problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains("is missing version 2"));
        assertThat(tables.get(0).path()).isEqualTo(broken.root().toString());
        assertThat(tables.get(0).version()).isEqualTo(3);
        DiscoveredTable vectors = tables.get(1);
        assertThat(vectors.path()).isEqualTo(golden.toString());
        assertThat(vectors.version()).isEqualTo(expected.get("version").asLong());
        assertThat(vectors.files()).isEqualTo(expected.get("activeFiles").asLong());
        assertThat(vectors.readerFeatures()).containsExactly("deletionVectors");
        assertThat(vectors.tableId()).isPresent();
        assertThat(vectors.lastModified()).isPresent();
    }

    @Test
    void findsEveryGoldenRoot() {
        // Given
        GoldenTables.copyAll(directory);

        // When
        List<DiscoveredTable> tables = discovery.discover(directory.toString(), true, List.of());

        // Then
        assertThat(tables)
                .extracting(table -> directory.relativize(Path.of(table.path())).toString())
                .containsExactlyInAnyOrderElementsOf(GoldenTables.expectations().keySet());
        assertThat(tables).extracting(DiscoveredTable::alias).doesNotHaveDuplicates();
    }

    @Test
    void anEmptyDirectoryHasNoTablesAndAMissingOneIsAnError() throws IOException {
        // Given
        Path empty = Files.createDirectory(directory.resolve("empty"));

        // Then
        assertThat(discovery.discover(empty.toString(), true, List.of())).isEmpty();
        assertThatThrownBy(() -> discovery.discover(empty.resolve("x").toString(), true, List.of()))
                .hasMessage("There is no directory " + empty.resolve("x") + ". Give a directory that holds tables.");
    }
}
