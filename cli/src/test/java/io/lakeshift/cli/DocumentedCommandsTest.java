package io.lakeshift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lakeshift.catalog.testing.GoldenTables;
import io.lakeshift.catalog.testing.TestingPostgres;
import io.lakeshift.cli.session.Session;
import io.lakeshift.cli.stack.Home;
import io.lakeshift.cli.stack.StackSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command lines that guides tell people to type, as they are written there, on a database that people name. */
class DocumentedCommandsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TestingPostgres DATABASE = TestingPostgres.createDatabase();
    private static final String URL = DATABASE.url();

    @TempDir
    static Path directory;

    private static Map<String, String> environment = Map.of();
    private static Optional<Session> owner = Optional.empty();

    @BeforeAll
    static void openStack() {
        environment = Map.of("LAKESHIFT_HOME", directory.resolve("home").toString(), "PATH", "/usr/bin:/bin");
        owner = Optional.of(Session.open(
                new StackSettings(Home.of(environment), environment, Optional.of(URL), true, System.err::println)));
    }

    @AfterAll
    static void closeStack() {
        owner.ifPresent(Session::close);
    }

    @Test
    void theStepsOfTheGuideLeaveTheTableAsItWas() throws Exception {
        // Given
        Path table = GoldenTables.copy("dv-partitioned-with-checkpoint", directory.resolve("guide"));
        SortedMap<String, String> before = checksums(table);

        // When
        Golden.Result tried = run("import", table.toString(), "--database-url", URL, "--dry-run", "--verbose");
        Golden.Result imported = run("import", table.toString(), "--database-url", URL, "--batch-size", "1000");
        Golden.Result validated = run("validate", table.toString(), "--database-url", URL);

        // Then
        assertThat(tried.exitCode()).isZero();
        assertThat(tried.out()).contains("can be imported; nothing was written.", "Files processed", "Version ");
        assertThat(imported.exitCode()).isZero();
        assertThat(imported.out())
                .startsWith("dv-partitioned-with-checkpoint is imported.\n")
                .containsPattern("Table ID +[0-9a-f-]{36}\n")
                .containsPattern("Version +15\n")
                .containsPattern("Files processed +\\d+\n")
                .containsPattern("Duration +\\S+");
        assertThat(validated).isEqualTo(new Golden.Result(0, "dv-partitioned-with-checkpoint: PASSED\n", ""));
        assertThat(run("migration-status", "--database-url", URL).out()).contains("dv-partitioned-with-checkpoint");
        assertThat(run("verify-rollback", "dv-partitioned-with-checkpoint", "--database-url", URL)
                        .exitCode())
                .isZero();
        assertThat(checksums(table)).isEqualTo(before);
        assertThat(query("SELECT count(*) FROM dl_add_files JOIN dl_tables USING (table_id)"
                        + " WHERE name = 'dv-partitioned-with-checkpoint' AND removed_version IS NULL"))
                .containsExactly("15");
    }

    @Test
    void validationNamesTheFileThatTheCatalogLost() throws Exception {
        // Given
        Path table = GoldenTables.copy("snapshot-data1", directory.resolve("lost"));
        run("import", table.toString(), "--database-url", URL);
        assertThat(run("validate", table.toString(), "--database-url", URL).exitCode())
                .isZero();
        String lost = query("DELETE FROM dl_add_files WHERE (table_id, version, position) IN ("
                        + "SELECT table_id, version, position FROM dl_add_files JOIN dl_tables USING (table_id)"
                        + " WHERE name = 'snapshot-data1' AND removed_version IS NULL LIMIT 1) RETURNING path")
                .get(0);

        // When
        Golden.Result validated = run("validate", table.toString(), "--database-url", URL);

        // Then
        assertThat(validated.exitCode()).isEqualTo(1);
        assertThat(validated.out()).contains(lost).endsWith("snapshot-data1: FAILED\n");
    }

    @Test
    void saysWhetherATableCouldGoBackAndWhyNot() throws IOException {
        // Given
        Path table = GoldenTables.copy("snapshot-data3", directory.resolve("back"));
        Path log = table.resolve("_delta_log");
        run("import", table.toString(), "--database-url", URL, "--table-id", "my_table");
        Golden.Result possible = run("verify-rollback", "my_table", "--database-url", URL);
        Path newest = log.resolve("00000000000000000003.json");

        // When
        Files.move(newest, table.resolve("kept.json"));
        Golden.Result withoutTheNewest = run("verify-rollback", "my_table", "--database-url", URL);
        Files.move(log, table.resolve("away"));
        Golden.Result withoutTheLog = run("verify-rollback", "my_table", "--database-url", URL);

        // Then
        assertThat(possible)
                .isEqualTo(new Golden.Result(
                        0, "my_table can go back to its log files: every version up to 3 is there.\n", ""));
        assertThat(withoutTheNewest.exitCode()).isEqualTo(1);
        assertThat(withoutTheNewest.out())
                .endsWith("The newest version that readers of the log can get to is 2; that is where a rollback would"
                        + " leave them.\n");
        assertThat(withoutTheNewest.out())
                .startsWith("my_table cannot go back to its log files (catalog at version 3):\n"
                        + "  Version 3 is in the catalog but not in " + log + ",");
        assertThat(withoutTheLog.exitCode()).isEqualTo(1);
        assertThat(withoutTheLog.out()).contains("No checkpoint or JSON files found in " + log);
    }

    @Test
    void importsALogForATableThatLiesElsewhereAndComparesThem() throws Exception {
        // Given
        Path table = GoldenTables.copy("snapshot-data0", directory.resolve("elsewhere"));
        String log = table.resolve("_delta_log").toString();
        Path summary = directory.resolve("import.json");
        Path metrics = directory.resolve("tmp/sales_metrics.prom");

        // When
        Golden.Result imported = run(
                "import",
                "--database",
                URL,
                "--log-dir",
                log,
                "--table-location",
                "s3://warehouse/sales/",
                "--mode",
                "fast",
                "--json-output",
                summary.toString());
        JsonNode kept = JSON.readTree(Files.readString(summary));
        String id = kept.get("table_id").asText();
        Golden.Result again = run(
                "import",
                "--database",
                URL,
                "--table-id",
                id,
                "--log-dir",
                log,
                "--table-location",
                "s3://warehouse/sales");
        Golden.Result diff = run(
                "diff",
                "--database",
                URL,
                "--table-id",
                id,
                "--log-dir",
                log,
                "--lag-threshold-seconds",
                "5",
                "--max-drift-files",
                "0",
                "--metrics-format",
                "prometheus",
                "--metrics-output",
                metrics.toString());

        // Then
        assertThat(imported.exitCode()).as(imported.err()).isZero();
        assertThat(names(kept))
                .containsExactly(
                        "table_id",
                        "versions_imported",
                        "latest_version",
                        "checkpoint_version",
                        "duration_seconds",
                        "summary");
        assertThat(kept.get("versions_imported").asLong()).isEqualTo(1);
        assertThat(kept.get("latest_version").asLong()).isZero();
        assertThat(kept.get("checkpoint_version").isNull()).isTrue();
        assertThat(kept.get("summary").get("alias").asText()).isEqualTo("sales");
        assertThat(again.out()).startsWith("sales was up to date.\n");
        assertThat(query("SELECT location, table_id FROM dl_tables WHERE name LIKE 'sales%'"))
                .containsExactly("s3://warehouse/sales|" + id);
        assertThat(diff.exitCode()).as(diff.err()).isZero();
        assertThat(Files.readString(metrics)).contains("dl_file_drift_count{table_id=\"" + id + "\"} 0\n");
    }

    @Test
    void aNameBesideALogSaysWhichTableIsComparedWithIt() {
        // Given
        Path table = GoldenTables.copy("snapshot-data2", directory.resolve("named"));
        Path other = GoldenTables.copy("time-travel-start", directory.resolve("named"));
        run("import", table.toString(), "--database-url", URL);

        // When
        Golden.Result same =
                run("diff", "--database", URL, "--table-id", "snapshot-data2", "--log-dir", table + "/_delta_log");
        Golden.Result another =
                run("diff", "--database", URL, "--table-id", "snapshot-data2", "--log-dir", other + "/_delta_log");

        // Then
        assertThat(same.exitCode()).isZero();
        assertThat(another.exitCode()).isEqualTo(ExitCode.DRIFT.code());
    }

    @Test
    void catchesUpByItsNameAloneAndOverwritesNothing() throws Exception {
        // Given
        Path table = GoldenTables.copy("dv-partitioned-with-checkpoint", directory.resolve("later"));
        List<Path> late = heldBack(table, directory.resolve("held"), 13, 14, 15);
        String id = json("import", table.toString(), "--database-url", URL, "--table-id", "later", "--output", "json")
                .get("tableId")
                .asText();
        String rows = "SELECT md5(string_agg(f::text, ',' ORDER BY version, position)) FROM dl_add_files f"
                + " WHERE version <= 12 AND removed_version IS NULL AND table_id = '" + id + "'";
        String old = "SELECT md5(string_agg(concat_ws('|', version, position, path, stats), ',' ORDER BY version,"
                + " position)) FROM dl_add_files WHERE version <= 12 AND table_id = '" + id + "'";
        List<String> before = query(old);
        for (Path commit : late) {
            Files.move(commit, table.resolve("_delta_log").resolve(commit.getFileName()));
        }

        // When
        JsonNode caughtUp = json("import", "--table-id", id, "--database-url", URL, "--output", "json");
        List<String> after = query(rows);
        JsonNode again = json("import", "--table-id", "later", "--database-url", URL, "--output", "json");

        // Then
        assertThat(caughtUp.get("versionsImported").asLong()).isEqualTo(3);
        assertThat(caughtUp.get("version").asLong()).isEqualTo(15);
        assertThat(caughtUp.get("tableId").asText()).isEqualTo(id);
        assertThat(query(old)).isEqualTo(before);
        assertThat(again.get("versionsImported").asLong()).isZero();
        assertThat(query(rows)).isEqualTo(after);
    }

    @Test
    void theReportThatIsKeptIsTheOneThatIsPrinted() throws IOException {
        // Given
        Path table = GoldenTables.copy("time-travel-schema-changes-a", directory.resolve("kept"));
        run("import", table.toString(), "--database-url", URL);
        Path rollback = directory.resolve("rollback_report.json");
        Path validation = directory.resolve("validation.json");

        // When
        Golden.Result diff = run(
                "diff",
                table.toString(),
                "--database",
                URL,
                "--format",
                "json",
                "--metrics-format",
                "json",
                "--json-output",
                rollback.toString());
        run("validate", table.toString(), "--database-url", URL, "--json-output", validation.toString());

        // Then
        assertThat(Files.readString(rollback)).isEqualTo(diff.out());
        assertThat(JSON.readTree(diff.out())
                        .get("metrics")
                        .get("dl_file_drift_count")
                        .asLong())
                .isZero();
        assertThat(JSON.readTree(Files.readString(validation)).get("verdict").asText())
                .isEqualTo("PASSED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"import", "diff", "validate"})
    void aFileThatCouldNotBeWrittenIsSaidBeforeAnythingIsDone(String verb) {
        // Given
        Path table = GoldenTables.copy("snapshot-data2", directory.resolve("unwritten-" + verb));
        Path folder = directory.resolve("nowhere");

        // When
        Golden.Result result = run(
                verb,
                table.toString(),
                "--table-id",
                "unwritten-" + verb,
                "--database-url",
                URL,
                "--json-output",
                folder.resolve("report.json").toString());

        // Then
        assertThat(result)
                .isEqualTo(new Golden.Result(
                        64,
                        "",
                        ("lakeshift: --json-output %s/report.json cannot be written: there is no folder %s. Create it,"
                                        + " or name another file.\nTry 'lakeshift %s --help'.\n")
                                .formatted(folder, folder, verb)));
        assertThat(run("migration-status", "--database-url", URL, "--table-id", "unwritten-" + verb)
                        .exitCode())
                .isEqualTo(1);
    }

    @Test
    void aFreshBootstrapReplacesWhatTheCatalogHeldAndKeepsTheArchivedReport() throws Exception {
        // Given
        Path table = GoldenTables.copy("snapshot-data1", directory.resolve("fresh"));
        String old = json(
                        "import", table.toString(), "--database-url", URL, "--table-id", "stalled", "--output", "json")
                .get("tableId")
                .asText();
        query("DELETE FROM dl_add_files WHERE table_id = '" + old + "' RETURNING path");
        Path archived = directory.resolve("rollback.json");
        Golden.Result drift =
                run("diff", "--table-id", "stalled", "--database-url", URL, "--json-output", archived.toString());

        // When
        Golden.Result unconfirmed = run("import", "--table-id", "stalled", "--database-url", URL, "--fresh");
        JsonNode fresh =
                json("import", "--table-id", "stalled", "--database-url", URL, "--fresh", "--yes", "--output", "json");

        // Then
        assertThat(drift.exitCode()).isEqualTo(ExitCode.DRIFT.code());
        assertThat(unconfirmed.exitCode()).isEqualTo(64);
        assertThat(unconfirmed.err())
                .startsWith("lakeshift: --fresh removes what the catalog holds of the table: add --yes.\n");
        assertThat(fresh.get("tableId").asText()).isNotEqualTo(old);
        assertThat(fresh.get("alias").asText()).isEqualTo("stalled");
        assertThat(run("diff", "--table-id", "stalled", "--database-url", URL).exitCode())
                .isZero();
        assertThat(query("SELECT location FROM dl_tables WHERE name = 'stalled'"))
                .containsExactly(table.toString());
        assertThat(JSON.readTree(Files.readString(archived)).get("tableId").asText())
                .isEqualTo(old);
        assertThat(run("audit", "export", "--database-url", URL).out()).contains("in place of table " + old);
    }

    @Test
    void readTimesAreComparedOnlyWhereBothListTheSameFiles() throws Exception {
        // Given
        Path table = GoldenTables.copy("snapshot-data2", directory.resolve("speed"));
        run("import", table.toString(), "--database-url", URL, "--table-id", "speed");

        // When
        Golden.Result compared = run("performance-compare", table.toString(), "--database-url", URL);
        JsonNode asJson = json("performance-compare", "--table-id", "speed", "--database-url", URL, "--output", "json");
        query("DELETE FROM dl_add_files WHERE (table_id, version, position) IN ("
                + "SELECT table_id, version, position FROM dl_add_files JOIN dl_tables USING (table_id)"
                + " WHERE name = 'speed' AND removed_version IS NULL LIMIT 1) RETURNING path");
        Golden.Result tampered = run("performance-compare", table.toString(), "--database-url", URL, "--rounds", "1");

        // Then
        long files = asJson.get("reads").get("logFiles").asLong();
        assertThat(compared.exitCode()).isZero();
        assertThat(compared.out())
                .startsWith("speed, median of 5 reads\n")
                .containsPattern("Through the log +\\d+\\.\\d ms +" + files + " files at version 2\n")
                .containsPattern("Through the catalog +\\d+\\.\\d ms +" + files + " files at version 2\n")
                .containsPattern("Speedup +\\d+\\.\\d\\d\n")
                .doesNotContain("WARNING");
        assertThat(asJson.get("recommendation").asText()).endsWith(".");
        assertThat(asJson.get("speedup").asDouble())
                .isEqualTo(asJson.get("reads").get("logSeconds").asDouble()
                        / asJson.get("reads").get("sqlSeconds").asDouble());
        assertThat(tampered.exitCode()).isEqualTo(1);
        assertThat(tampered.out())
                .endsWith(("WARNING: the log lists %d files and the catalog %d, so the times cannot be compared."
                                + " See what differs: lakeshift diff --table-id speed\n")
                        .formatted(files, files - 1))
                .doesNotContain("Read this table", "no reason");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import",
                "validate",
                "batch-import",
                "migration-status",
                "verify-rollback",
                "diff",
                "performance-compare"
            })
    void theDatabaseIsAnOptionOfEveryVerbThatNeedsOne(String verb) {
        assertThat(run(verb, "--help").out())
                .contains("--database, --database-url=URL", "Default: $LAKESHIFT_DATABASE_URL, else a PostgreSQL");
    }

    @Test
    void discoverTakesNoDatabase() {
        // Given
        Path tables = directory.resolve("discovered");
        GoldenTables.copy("snapshot-data2", tables);

        // When
        Golden.Result with =
                run("discover", tables.toString(), "--database-url", "postgresql://me:s3cr3t@localhost/sales");
        Golden.Result without = run("discover", tables.toString());

        // Then
        assertThat(with.exitCode()).isEqualTo(64);
        assertThat(with.err())
                .isEqualTo("lakeshift: Unknown options: '--database-url', 'postgresql://me:***@localhost/sales'\n"
                        + "Try 'lakeshift discover --help'.\n");
        assertThat(without.exitCode()).isZero();
        assertThat(without.out()).contains("snapshot-data2");
    }

    @Test
    void whoImportedIsOnRecord() {
        // Given
        Path table = GoldenTables.copy("basic-decimal-table", directory.resolve("recorded"));

        // When
        run("import", table.toString(), "--database-url", URL, "--by", "ann");
        run("import", table.toString(), "--database-url", URL);

        // Then
        assertThat(run("audit", "export", "--database-url", URL).out().lines())
                .filteredOn(line -> line.contains("import/basic-decimal-table"))
                .hasSize(2)
                .satisfiesExactly(
                        line -> assertThat(line).contains("\"IMPORTED\"", "\"ann\""),
                        line -> assertThat(line)
                                .contains("\"IMPORTED\"", "\"" + System.getProperty("user.name") + "\""));
        assertThat(run("audit", "verify", "--database-url", URL).exitCode()).isZero();
    }

    private static List<Path> heldBack(Path table, Path place, int... versions) throws IOException {
        Files.createDirectories(place);
        List<Path> held = new ArrayList<>();
        for (int version : versions) {
            Path commit = table.resolve("_delta_log/%020d.json".formatted(version));
            held.add(Files.move(commit, place.resolve(commit.getFileName())));
        }
        return held;
    }

    private static SortedMap<String, String> checksums(Path table) throws Exception {
        SortedMap<String, String> sums = new TreeMap<>();
        try (Stream<Path> files = Files.walk(table)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                byte[] sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                sums.put(table.relativize(file).toString(), HexFormat.of().formatHex(sum));
            }
        }
        return sums;
    }

    private static List<String> query(String sql) throws SQLException {
        try (Connection connection = DATABASE.connect();
                Statement statement = connection.createStatement()) {
            connection.setSchema("lakeshift");
            List<String> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    List<String> row = new ArrayList<>();
                    for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                        row.add(String.valueOf(rows.getString(column)));
                    }
                    found.add(String.join("|", row));
                }
            }
            return found;
        }
    }

    private static Golden.Result run(String... args) {
        return Golden.run(environment, args);
    }

    private static JsonNode json(String... args) throws IOException {
        Golden.Result result = run(args);
        assertThat(result.exitCode()).as(result.err()).isZero();
        return JSON.readTree(result.out());
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
