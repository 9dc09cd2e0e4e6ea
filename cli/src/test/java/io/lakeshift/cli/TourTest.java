package io.lakeshift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code plan --tour}: every step, and not one call. */
class TourTest {
    @TempDir
    Path home;

    @Test
    void showsEveryStepAndStartsNothing() throws IOException {
        // Given
        Map<String, String> environment =
                Map.of("LAKESHIFT_HOME", home.resolve("none").toString(), "PATH", "/usr/bin:/bin");

        // When
        Golden.Result result = Golden.run(environment, "plan", "-f", "../docs/examples/fashion-demo.yaml", "--tour");

        // Then
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.err()).isEmpty();
        Golden.assertMatches(
                "plan-tour.txt",
                result.out()
                        .replace(Path.of("../docs/examples").toAbsolutePath().normalize() + "/", ""));
        assertThat(Files.exists(home.resolve("none")))
                .as("no stack, so no call either")
                .isFalse();
    }

    @Test
    void isForSyncedTablesOnly() throws IOException {
        // Given
        Path plan = Files.writeString(home.resolve("plan.yaml"), """
                apiVersion: lakeshift/v1
                kind: SqlDelta
                metadata: { name: a }
                spec: { tables: [{ path: /data/a }] }
                """);

        // Then
        assertThat(Golden.run(Map.of(), "plan", "-f", plan.toString(), "--tour"))
                .isEqualTo(new Golden.Result(
                        64,
                        "",
                        "lakeshift: --tour is for plans of kind SyncedTables. For others see: lakeshift demo\n"));
    }
}
