package io.lakeshift.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
    @TempDir
    private Path directory;

    @Test
    void tellsTheWholeStoryOnRealTables() throws IOException {
        // Given
        Map<String, String> environment =
                Map.of("LAKESHIFT_HOME", directory.resolve("home").toString(), "PATH", "/usr/bin:/bin");
        String scratch = directory.resolve("scratch").toString();

        // When
        Golden.Result result = Golden.run(environment, "demo", "--yes", "--directory", scratch, "--output", "json");

        // Then
        assertThat(result.exitCode()).as(result.err()).isZero();
        JsonNode tables = new ObjectMapper().readTree(result.out()).get("tables");
        assertThat(tables)
                .extracting(
                        table -> table.get("name").asText(),
                        table -> table.get("phase").asText(),
                        table -> table.get("version").asLong(),
                        table -> table.get("activeFiles").asLong(),
                        table -> table.get("publishedVersions").asLong(),
                        table -> table.get("fileWriter").asText(),
                        table -> table.get("parity").asText())
                .containsExactly(
                        tuple("sales", "COMPLETED", 6L, 6L, 2L, "refused", "ok"),
                        tuple("orders", "COMPLETED", 18L, 17L, 2L, "refused", "ok"),
                        tuple("customers", "ROLLED_BACK", 7L, 7L, 2L, "accepted", "ok"));
        assertThat(result.err())
                .contains("table requires feature \"lakeshift.sqlBacked\" which is unsupported by this version");
    }
}
