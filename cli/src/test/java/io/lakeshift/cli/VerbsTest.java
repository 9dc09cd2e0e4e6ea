package io.lakeshift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lakeshift.catalog.testing.GoldenTables;
import io.lakeshift.cli.session.Session;
import io.lakeshift.cli.stack.Home;
import io.lakeshift.cli.stack.StackSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verbs as another terminal runs them: this class owns the stack, each command joins it. */
class VerbsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path directory;

    private static Map<String, String> environment = Map.of();
    private static Optional<Session> owner = Optional.empty();

    @BeforeAll
    static void openStack() {
        environment = Map.of("LAKESHIFT_HOME", directory.resolve("home").toString(), "PATH", "/usr/bin:/bin");
        owner = Optional.of(Session.open(
                new StackSettings(Home.of(environment), environment, Optional.empty(), true, System.err::println)));
    }

    @AfterAll
    static void closeStack() {
        owner.ifPresent(Session::close);
    }

    @Test
    void importsATableAndProvesIt() throws IOException {
        // Given
        Path table = GoldenTables.copy("dv-partitioned-with-checkpoint", directory.resolve("proof"));

        // When
        JsonNode imported = json("import", table.toString(), "--output", "json");
        JsonNode again = json("import", table.toString(), "--resume", "--output", "json");
        JsonNode diff = json("diff", table.toString(), "--format", "json", "--metrics-format", "json");

        // Then
        assertThat(names(imported))
                .contains("tableId", "alias", "version", "filesProcessed", "activeFiles", "durationSeconds", "status");
        assertThat(imported.get("alias").asText()).isEqualTo("dv-partitioned-with-checkpoint");
        assertThat(imported.get("version").asLong()).isEqualTo(15);
        assertThat(imported.get("activeFiles").asLong()).isEqualTo(15);
        assertThat(imported.get("status").asText()).isEqualTo("completed");
        assertThat(again.get("versionsImported").asLong()).isZero();
        assertThat(again.get("tableId")).isEqualTo(imported.get("tableId"));
        assertThat(names(diff))
                .contains(
                        "tableId",
                        "status",
                        "sqlVersion",
                        "logVersion",
                        "lagSeconds",
                        "missingInSql",
                        "extraInSql",
                        "mismatchedFiles",
                        "metadataMatches",
                        "protocolMatches");
        assertThat(diff.get("status").asText()).isEqualTo("ok");
        assertThat(diff.get("metrics").get("dl_file_drift_count").asLong()).isZero();
        assertThat(run("validate", table.toString()).out()).isEqualTo("dv-partitioned-with-checkpoint: PASSED\n");
        assertThat(run("verify-rollback", "dv-partitioned-with-checkpoint").exitCode())
                .isZero();
        assertThat(run("migration-status", "--table-id", "dv-partitioned-with-checkpoint")
                        .out())
                .contains("completed");
    }

    @Test
    void aLogThatMovedOnIsDriftUntilItIsImported() throws IOException {
        // Given
        Path table = GoldenTables.copy("snapshot-data3", directory.resolve("drift"));
        Path newest = table.resolve("_delta_log/00000000000000000003.json");
        String commit = Files.readString(newest);
        Files.delete(newest);
        json("import", table.toString(), "--output", "json");
        Files.writeString(newest, commit);
        Path metrics = directory.resolve("drift.prom");

        // When
        Golden.Result diff = run(
                "diff",
                "--table-id",
                "snapshot-data3",
                "--metrics-format",
                "prometheus",
                "--metrics-output",
                metrics.toString());

        // Then
        assertThat(diff.exitCode()).isEqualTo(ExitCode.DRIFT.code());
        assertThat(diff.out()).startsWith("Status            drift\nVersions          catalog 2, log 3\n");
        assertThat(Files.readString(metrics))
                .contains("# TYPE dl_version_delta gauge\ndl_version_delta{table_id=\"")
                .endsWith("\n");
        assertThat(run("validate", table.toString()).exitCode()).isEqualTo(ExitCode.FAILED.code());
        assertThat(run("import", table.toString()).exitCode()).isZero();
        assertThat(run("diff", "--table-id", "snapshot-data3").exitCode()).isZero();
    }

    @Test
    void aDryRunWritesNothing() throws IOException {
        // Given
        Path table = GoldenTables.copy("snapshot-data2", directory.resolve("dry"));

        // When
        JsonNode dry = json("import", table.toString(), "--dry-run", "--output", "json");

        // Then
        assertThat(dry.get("status").asText()).isEqualTo("dry-run");
        assertThat(dry.get("version").asLong()).isEqualTo(2);
        Golden.Result status = run("migration-status", "--table-id", "snapshot-data2");
        assertThat(status.exitCode()).isEqualTo(1);
        assertThat(status.err()).isEqualTo("lakeshift: No migration status found for table: snapshot-data2\n");
    }

    @Test
    void aBatchSkipsFailsAndImportsEachTableByItself() throws IOException {
        // Given
        Path tables = directory.resolve("batch");
        GoldenTables.copy("time-travel-start", tables);
        GoldenTables.copy("time-travel-schema-changes-a", tables);
        GoldenTables.copy("versions-not-contiguous", tables);
        GoldenTables.copy("basic-decimal-table", tables);

        // When
        Golden.Result result = run(
                "batch-import",
                tables.toString(),
                "--batch-size",
                "500",
                "--parallel",
                "2",
                "--exclude",
                "decimal",
                "--output",
                "json");

        // Then
        JsonNode batch = JSON.readTree(result.out());
        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED.code());
        assertThat(batch.get("succeeded").asInt()).isEqualTo(2);
        assertThat(batch.get("failed").asInt()).isEqualTo(1);
        assertThat(batch.get("skipped").asInt()).isEqualTo(1);
        assertThat(batch.get("tables"))
                .filteredOn(table -> table.get("status").asText().equals("failed"))
                .singleElement()
                .satisfies(table -> {
                    assertThat(table.get("alias").asText()).isEqualTo("versions-not-contiguous");
                    assertThat(table.get("error").asText()).startsWith("VERSION_MISSING");
                });
    }

    @Test
    void discoversAssessesAndPlansWithoutWriting() throws IOException {
        // Given
        Path tables = directory.resolve("read");
        Path table = GoldenTables.copy("v2-checkpoint-parquet", tables);
        Path plan = Files.writeString(directory.resolve("plan.yaml"), """
                apiVersion: lakeshift/v1
                kind: SqlDelta
                metadata: { name: read-only }
                spec: { tables: [{ path: "read/*" }] }
                """);

        // When
        JsonNode found = json("discover", tables.toString(), "--output", "json");
        JsonNode assessed = json("assess", table.toString(), "--output", "json");
        JsonNode planned = json("plan", "-f", plan.toString(), "--output", "json");
        JsonNode plannedAgain = json("plan", "-f", plan.toString(), "--output", "json");

        // Then
        assertThat(names(found.get("tables").get(0)))
                .contains("path", "alias", "version", "files", "bytes", "readerFeatures", "writerFeatures");
        assertThat(found.get("tables").get(0).get("version").asLong()).isEqualTo(2);
        assertThat(assessed.get("tables").get(0).get("activeFiles").asLong()).isEqualTo(4);
        assertThat(assessed.get("blocked").asBoolean()).isFalse();
        assertThat(planned.get("id").asText()).isEqualTo("read-only");
        assertThat(planned.get("planHash")).isEqualTo(plannedAgain.get("planHash"));
        assertThat(planned.get("tables").get(0).get("id").asText()).isEqualTo("read-only/v2-checkpoint-parquet");
        assertThat(run("migration-status", "--table-id", "v2-checkpoint-parquet")
                        .exitCode())
                .isEqualTo(1);
        assertThat(run("status", "read-only").err())
                .isEqualTo(
                        "lakeshift: No migration is called read-only. 'lakeshift status' lists those that there are.\n");
    }

    @Test
    void aTableThatCannotBeReadBlocks() {
        // Given
        Path table = GoldenTables.copy("deltalog-invalid-protocol-version", directory.resolve("blocked"));

        // When
        Golden.Result result = run("assess", table.toString());

        // Then
        assertThat(result.exitCode()).isEqualTo(ExitCode.BLOCKED.code());
        assertThat(result.out()).contains("BLOCKER", "To fix:");
    }

    @Test
    void oneBlockedTableNeitherStopsNorHidesTheOthers() throws IOException {
        // Given
        Path tables = directory.resolve("mixed");
        GoldenTables.copy("snapshot-data0", tables);
        GoldenTables.copy("snapshot-data1", tables);
        GoldenTables.copy("deltalog-invalid-protocol-version", tables);
        Path plan = Files.writeString(tables.resolve("plan.yaml"), """
                apiVersion: lakeshift/v1
                kind: SqlDelta
                metadata: { name: mix }
                spec:
                  tables:
                    - { path: snapshot-data0, alias: zero }
                    - { path: snapshot-data1, alias: one }
                    - { path: deltalog-invalid-protocol-version, alias: bad }
                """);

        // When
        Golden.Result migrated = run("migrate", "-f", plan.toString(), "--no-wait");

        // Then
        assertThat(migrated.exitCode()).isEqualTo(ExitCode.BLOCKED.code());
        assertThat(migrated.out())
                .containsPattern("mix/zero +AWAITING_APPROVAL")
                .containsPattern("mix/one +AWAITING_APPROVAL")
                .containsPattern("mix/bad +NEEDS_ATTENTION")
                .contains("UNSUPPORTED_FEATURE", "What to do now: lakeshift explain mix");
        assertThat(run("explain", "mix/bad").out())
                .contains("Ways out: retry, abort", "Next: lakeshift retry mix/bad", "Next: lakeshift abort mix/bad");
        assertThat(act("pause", "mix/zero")).isEqualTo("ACCEPTED PAUSED");
        assertThat(act("resume", "mix/zero")).isEqualTo("ACCEPTED AWAITING_APPROVAL");
        assertThat(act("reject", "mix/one")).isEqualTo("DENIED NEEDS_ATTENTION");
        assertThat(act("abort", "mix/bad")).isEqualTo("ACCEPTED ABORTED");
        assertThat(act("retry", "mix/one")).startsWith("ACCEPTED ");
        assertThat(run("approve", "mix/zero", "--by", "ann").exitCode()).isZero();
        assertThat(run("migrate", "-f", plan.toString(), "--no-wait", "--output", "json")
                        .out())
                .contains("\"phase\":\"ABORTED\"");
        assertThat(run("watch", "mix/bad").out()).isEqualTo("mix/bad: ABORTED\n");
    }

    private static String act(String verb, String id) throws IOException {
        JsonNode table = JSON.readTree(
                        run(verb, id, "--reason", "a test", "--output", "json").out())
                .get("tables")
                .get(0);
        return table.get("code").asText() + " " + table.get("phase").asText();
    }

    @Test
    void nothingFoundIsNoFailure() throws IOException {
        // Given
        Path empty = Files.createDirectories(directory.resolve("empty"));

        // When
        Golden.Result result = run("discover", empty.toString(), "--recursive");

        // Then
        assertThat(result).isEqualTo(new Golden.Result(0, "No Delta tables found\n", ""));
    }

    @Test
    void whatCannotBeDoneIsOneSentenceWithTheNextCommand() {
        assertThat(run("import", "/nowhere"))
                .isEqualTo(
                        new Golden.Result(
                                1,
                                "",
                                "lakeshift: No checkpoint or JSON files found in /nowhere/_delta_log. Verify the table path and that its _delta_log holds commits.\n"));
        assertThat(run("diff", "--table-id", "nobody").exitCode()).isEqualTo(1);
        assertThat(run("rollback", "nobody").err())
                .isEqualTo(
                        "lakeshift: No migration is called nobody. 'lakeshift status' lists those that there are.\n");
    }

    @Test
    void aPasswordIsNeverShown() {
        // Given
        String url = "postgresql://me:s3cr3t@127.0.0.1:1/sales";

        // When
        Golden.Result result = run("migration-status", "--database-url", url, "--verbose");

        // Then
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .startsWith("lakeshift: Database connection failed")
                .contains("postgresql://me@127.0.0.1:1/sales");
        assertThat(result.out() + result.err()).doesNotContain("s3cr3t");
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
