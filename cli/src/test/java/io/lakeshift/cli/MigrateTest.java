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
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A migration through several commands: some join a running stack, some find nothing running but the ledger. */
class MigrateTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    @Test
    void goesOnFromTheLedgerWhenTemporalHasForgottenIt() throws IOException {
        // Given
        GoldenTables.copy("dv-partitioned-with-checkpoint", directory);
        GoldenTables.copy("snapshot-data3", directory);
        Path plan = Files.writeString(directory.resolve("plan.yaml"), """
                apiVersion: lakeshift/v1
                kind: SqlDelta
                metadata: { name: two-tables }
                spec:
                  tables:
                    - { path: dv-partitioned-with-checkpoint, alias: orders }
                    - { path: snapshot-data3, alias: sales }
                """);
        try (Session owner = openStack()) {
            assertThat(owner.stack().ownsTemporal()).isTrue();
            Golden.Result waiting = run("migrate", "-f", plan.toString(), "--no-wait", "--output", "json");
            assertThat(waiting.exitCode()).as(waiting.err()).isEqualTo(ExitCode.WAITING_FOR_APPROVAL.code());
            JsonNode view = JSON.readTree(waiting.out());
            assertThat(view.get("id").asText()).isEqualTo("two-tables");
            assertThat(view.get("phase").asText()).isEqualTo("AWAITING_APPROVAL");
            assertThat(view.get("tables").get(0).get("id").asText()).isEqualTo("two-tables/orders");
            assertThat(view.get("tables").get(0).get("version").asLong()).isEqualTo(15);
            assertThat(run("explain", "two-tables/orders").out())
                    .contains("Asked: CUT_OVER, at version 15", "Next: lakeshift approve two-tables/orders");

            Golden.Result early = run("rollback", "two-tables/sales", "--output", "json");
            assertThat(early.exitCode()).isEqualTo(1);
            assertThat(JSON.readTree(early.out())
                            .get("tables")
                            .get(0)
                            .get("accepted")
                            .asBoolean())
                    .isFalse();
        }
        assertThat(run("status", "two-tables").out()).contains("AWAITING_APPROVAL", "rests in the ledger");
        Map<String, String> away = new HashMap<>(environment());
        away.put("TEMPORAL_ADDRESS", "127.0.0.1:1");
        Golden.Result unreachable = Golden.run(away, "status", "two-tables");
        assertThat(unreachable.exitCode()).as(unreachable.err()).isZero();
        assertThat(unreachable.out())
                .contains("AWAITING_APPROVAL")
                .doesNotContain("rests in the ledger")
                .endsWith(
                        "The Temporal server at 127.0.0.1:1 cannot be reached: this is what the ledger recorded last. Whether anything runs is not known. Start the server, or check TEMPORAL_ADDRESS.\n");

        // When
        Golden.Result approved = run("approve", "two-tables", "--by", "ann", "--reason", "checked", "--output", "json");

        // Then
        assertThat(approved.exitCode()).as(approved.err()).isZero();
        assertThat(approved.err())
                .contains("two-tables/orders was resting in the ledger and is taken up again", "CUTTING_OVER");
        assertThat(JSON.readTree(approved.out()).get("tables"))
                .hasSize(2)
                .allSatisfy(table -> assertThat(table.get("phase").asText()).isEqualTo("WATCHING"));
        assertThat(run("diff", "--table-id", "orders").exitCode()).isZero();

        Golden.Result joined = run("migrate", "-f", plan.toString(), "--output", "json");
        assertThat(joined.exitCode()).as(joined.err()).isZero();
        assertThat(JSON.readTree(joined.out()).get("phase").asText()).isEqualTo("WATCHING");

        Golden.Result undone = run("rollback", "two-tables/sales", "--output", "json");
        assertThat(undone.exitCode()).as(undone.err()).isZero();
        assertThat(JSON.readTree(undone.out()).get("tables").get(0).get("phase").asText())
                .isEqualTo("ROLLED_BACK");
        assertThat(run("approve", "two-tables/sales").err())
                .isEqualTo(
                        "lakeshift: two-tables/sales has ended (ROLLED_BACK); there is nothing to approve. See 'lakeshift status two-tables/sales'.\n");
        assertThat(run("audit", "export", "two-tables").out()).contains("\"actor\":\"ann\"", "\"reason\":\"checked\"");
        assertThat(run("audit", "verify").exitCode()).isZero();
    }

    @Test
    void refusesToStartAnotherPlanThanTheOneThatWasSeen() throws IOException {
        // Given
        GoldenTables.copy("snapshot-data2", directory);
        Path plan = Files.writeString(directory.resolve("plan.yaml"), """
                apiVersion: lakeshift/v1
                kind: SqlDelta
                metadata: { name: seen }
                spec: { tables: [{ path: snapshot-data2 }] }
                policy: { approval: { quorum: 0 } }
                """);
        try (Session owner = openStack()) {
            assertThat(owner.stack().ownsTemporal()).isTrue();
            String hash = JSON.readTree(run("plan", "-f", plan.toString(), "--output", "json")
                            .out())
                    .get("planHash")
                    .asText();

            // When
            Golden.Result other = run("migrate", "-f", plan.toString(), "--plan-hash", "feedbeef");
            Golden.Result seen = run("migrate", "-f", plan.toString(), "--plan-hash", hash);

            // Then
            assertThat(other)
                    .isEqualTo(new Golden.Result(
                            1,
                            "",
                            "lakeshift: The plan has changed: it was feedbeef and is now %s, so nothing was started. Look at it with 'lakeshift plan', then start it with its new hash.\n"
                                    .formatted(hash)));
            assertThat(seen.exitCode()).as(seen.err()).isZero();
            assertThat(seen.out())
                    .contains("seen/snapshot-data2  WATCHING")
                    .endsWith(
                            "\nThe commits of these tables are decided in SQL now. To undo it: lakeshift rollback seen\n");
        }
    }

    private Map<String, String> environment() {
        return Map.of("LAKESHIFT_HOME", directory.resolve("home").toString(), "PATH", "/usr/bin:/bin");
    }

    private Session openStack() {
        return Session.open(
                new StackSettings(Home.of(environment()), environment(), Optional.empty(), true, System.err::println));
    }

    private Golden.Result run(String... args) {
        return Golden.run(environment(), args);
    }
}
