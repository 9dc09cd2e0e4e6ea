package io.lakeshift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong command lines end before anything is started. */
class UsageTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "import| Say which table: TABLE_PATH, --log-dir or --table-id.",
                "import --table-id t --table-location s3://a/b| --table-location needs TABLE_PATH or --log-dir, where the log is read.",
                "import /t --batch-size 0| --batch-size must be 1 or more, not 0.",
                "import /t --mode x| Invalid value for option '--mode': expected fast or full-history but was 'x'",
                "diff| Say which table: TABLE_PATH, --log-dir or --table-id.",
                "diff /t --log-dir /t/_delta_log| Give TABLE_PATH or --log-dir, not both.",
                "assess| Say which table: TABLE_PATH or --log-dir.",
                "migrate| Name the plan file with -f.",
                "batch-import /t --parallel 0| --parallel must be 1 or more, not 0.",
                "approve| Missing required parameter: 'ID'",
                "audit| Say export or verify.",
                "demo| The demo asks for approval, and there is no terminal to ask at: add --yes.",
            })
    void isAUsageErrorThatNamesWhatIsMissing(String line, String message) {
        // Given
        Path home = directory.resolve("home");

        // When
        Golden.Result result = Golden.run(Map.of("LAKESHIFT_HOME", home.toString()), line.split(" "));

        // Then
        assertThat(result.exitCode()).isEqualTo(64);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .startsWith("lakeshift: " + message.strip() + "\n")
                .contains("--help'.");
        assertThat(home.resolve("postgres")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "mysql://me:s3cr3t@host/db, MySQL",
        "duckdb:///data/catalog.db, DuckDB",
        "sqlite:///var/lib/catalog.db, SQLite",
        "/var/lib/catalog.sqlite, SQLite",
    })
    void aDatabaseThatIsNotSupportedIsRefusedByName(String url, String engine) {
        // Given
        Path home = directory.resolve("home");

        // When
        Golden.Result result =
                Golden.run(Map.of("LAKESHIFT_HOME", home.toString()), "import", "/t", "--database-url", url);

        // Then
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains(engine).doesNotContain("s3cr3t");
        assertThat(home).doesNotExist();
    }

    @Test
    void aPlanFileWithAMistakeIsAUsageError() {
        // When
        Golden.Result result = Golden.run(
                Map.of(), "plan", "-f", directory.resolve("none.yaml").toString());

        // Then
        assertThat(result.exitCode()).isEqualTo(64);
        assertThat(result.err())
                .isEqualTo("lakeshift: %s cannot be read (NoSuchFileException). Name the plan file with -f.\n"
                        .formatted(directory.resolve("none.yaml")));
    }
}
