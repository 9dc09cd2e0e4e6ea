package io.lakeshift.catalog.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.catalog.CatalogError;
import io.lakeshift.catalog.CatalogException;
import io.lakeshift.catalog.store.RowCursor;
import io.lakeshift.catalog.testing.GoldenTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KernelLogTest {
    @TempDir
    static Path golden;

    @BeforeAll
    static void copyTables() {
        GoldenTables.copyAll(golden);
    }

    static Stream<Map.Entry<String, JsonNode>> openedByOthers() {
        return GoldenTables.expectations().entrySet().stream()
                .filter(entry -> entry.getValue().has("version"));
    }

    @ParameterizedTest
    @MethodSource("openedByOthers")
    void seesTheVersionAndFilesThatAnotherReaderSees(Map.Entry<String, JsonNode> table) {
        // Given
        KernelLog log = KernelLog.at(golden.resolve(table.getKey()) + "/_delta_log");

        // When
        KernelSnapshot snapshot = log.latest();

        // Then
        long files = 0;
        long bytes = 0;
        try (RowCursor<ObjectNode> active = snapshot.activeFiles()) {
            while (active.hasNext()) {
                files++;
                bytes += active.next().get("size").longValue();
            }
        }
        assertThat(snapshot.version()).isEqualTo(table.getValue().get("version").longValue());
        assertThat(files).isEqualTo(table.getValue().get("activeFiles").longValue());
        assertThat(bytes).isEqualTo(table.getValue().get("bytes").longValue());
    }

    @Test
    void readsCheckpointsActionByAction() {
        // Given
        KernelLog log = KernelLog.at(golden.resolve("multi-part-checkpoint") + "/_delta_log");
        KernelSnapshot latest = log.latest();
        KernelSnapshot atCheckpoint = log.snapshot(latest.checkpointVersion().orElseThrow());

        // When
        int adds = 0;
        int others = 0;
        try (RowCursor<ObjectNode> actions = atCheckpoint.checkpointActions().orElseThrow()) {
            while (actions.hasNext()) {
                if (actions.next().has("add")) {
                    adds++;
                } else {
                    others++;
                }
            }
        }

        // Then
        assertThat(adds).isPositive();
        assertThat(others).isGreaterThanOrEqualTo(2);
    }

    @Test
    void tellsAMissingLogFromACorruptOne(@TempDir Path directory) throws IOException {
        // Given
        Path corrupt = GoldenTables.copy("snapshot-data0", directory).resolve("_delta_log");
        Path commit = corrupt.resolve("00000000000000000000.json");
        Files.writeString(commit, Files.readString(commit).replaceFirst("\\{", "{{"));
        KernelLog missing = KernelLog.at(directory + "/nowhere/_delta_log");
        KernelLog broken = KernelLog.at(corrupt.toString());

        // When / Then
        assertThatThrownBy(missing::latest)
                .isInstanceOfSatisfying(
                        CatalogException.class, e -> assertThat(e.error()).isEqualTo(CatalogError.NO_LOG_FILES))
                .hasMessage("No checkpoint or JSON files found in " + directory + "/nowhere/_delta_log."
                        + " Check the path, or name another log (--log-dir).");
        assertThatThrownBy(broken::latest).isInstanceOf(CatalogException.class);
        assertThatThrownBy(() -> broken.lines(broken.commits().firstEntry().getValue()))
                .isInstanceOfSatisfying(
                        CatalogException.class, e -> assertThat(e.error()).isEqualTo(CatalogError.LOG_CORRUPT))
                .hasMessageStartingWith(commit + ", line 1: not JSON (");
    }
}
