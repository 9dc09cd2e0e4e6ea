package io.lakeshift.worker.kinds.syncedtables;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.lakeshift.activities.databricks.SyncedTables;
import io.lakeshift.sandbox.SandboxOptions;
import io.lakeshift.sandbox.state.Pace;
import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.databricks.Standing;
import io.lakeshift.workflows.databricks.TableName;
import io.lakeshift.workflows.kinds.syncedtables.PlanSyncedTables.Plan;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.lifecycle.Command;
import io.lakeshift.workflows.lifecycle.Policy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sixteen connections per load, of a PostgreSQL that has fifty. */
@Timeout(300)
class SyncSlotsTest {
    private static final String SYNCED = "/api/2.0/database/synced_tables";
    private static final Pace VISIBLE = new Pace(Duration.ofMillis(150), Duration.ZERO, 2, 2, Duration.ofMillis(100));

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private FashionDemo demo;

    @BeforeEach
    void start() {
        demo = new FashionDemo(
                folder.resolve("app.env"),
                SandboxOptions.fast().withMaxConnections(50).withPace(VISIBLE));
    }

    @AfterEach
    void stop() {
        demo.close();
    }

    @Test
    void ofTenTablesNeverMoreThanTwoAreLoadedAtOneTimeAndAllOfThemGetThere() {
        // Given
        List<SyncedTableSpec> tables = users(10);
        Plan plan = demo.plan(tables);
        tables.forEach(table -> stuck(table.target()));

        // When
        demo.migrate(plan, Policy.DEFAULT, 10);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> posted().size() == 2);

        // Then
        Awaitility.await()
                .during(Duration.ofSeconds(4))
                .atMost(Duration.ofSeconds(30))
                .until(() -> posted().size() == 2);
        assertThat(waitingOnes())
                .hasSize(8)
                .allSatisfy(text -> assertThat(text)
                        .startsWith("connections: max_connections 50, 3 reserved, ")
                        .endsWith(" in use: room for 2 loads at a time, 16 connections each, 2 under way"));

        // When
        demo.sandbox.syncFaults().clear();
        SyncedTables live =
                demo.workspace(Optional.empty(), demo.sandbox.adminToken()).syncedTables(demo.setup.lakebase());
        List<String> ready = new ArrayList<>();
        AtomicLong most = new AtomicLong();
        Awaitility.await()
                .atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    long loading = posted().stream()
                            .filter(name -> !ready.contains(name))
                            .filter(name -> !isReady(live, name, ready))
                            .count();
                    most.accumulateAndGet(loading, Math::max);
                    return ready.size() == tables.size();
                });
        for (SyncedTableSpec table : tables) {
            demo.workers.awaitQuestion(FashionDemo.unit(table));
        }

        // Then
        assertThat(most).hasValue(2);
        assertThat(posted()).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void thePlanSaysHowManyFitAndWhatIsInUse() {
        // When
        Plan plan = demo.plan(users(3));

        // Then
        assertThat(plan.blocked()).isFalse();
        assertThat(plan.findings())
                .filteredOn(finding -> finding.code().equals("FEW_CONNECTIONS"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.message())
                            .isEqualTo("A load takes up to 16 connections, so 2 of the plan's 3 tables can be loaded at"
                                    + " one time; the others wait for their turn.");
                    assertThat(finding.remedy().orElseThrow())
                            .isEqualTo("Close connections that nobody needs, or take a larger compute: max_connections"
                                    + " grows with it.");
                });
    }

    @Test
    void withoutRoomForASingleLoadThePlanIsBlocked() throws Exception {
        // Given
        List<Connection> application = new ArrayList<>();
        try {
            for (int i = 0; i < 34; i++) {
                application.add(demo.sandbox.connect(FashionDemo.INSTANCE, FashionDemo.DATABASE));
            }

            // When
            Plan plan = demo.plan(users(1));

            // Then
            assertThat(plan.blocked()).isTrue();
            assertThat(plan.findings())
                    .filteredOn(finding -> finding.severity() == Finding.Severity.BLOCKER)
                    .extracting(Finding::message)
                    .containsExactly(
                            "A load takes up to 16 connections, so 0 of the plan's 1 tables can be loaded at one time.");
        } finally {
            for (Connection connection : application) {
                close(connection);
            }
        }
    }

    @Test
    void aLoadThatFailsOrIsTakenBackMakesRoomForTheNext() {
        // Given
        List<SyncedTableSpec> tables = users(4);
        Plan plan = demo.plan(tables);
        tables.forEach(table -> stuck(table.target()));
        demo.migrate(plan, Policy.DEFAULT, 4);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> posted().size() == 2);
        String unit = FashionDemo.NAME + "/" + TableName.parse(posted().get(0)).table();

        // When
        demo.workers.control(unit).send("abort", new Command("rita", "because"));
        demo.workers.awaitPhase(unit, Phase.ROLLED_BACK);

        // Then
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> posted().size() == 3);
    }

    private static boolean isReady(SyncedTables live, String name, List<String> ready) {
        boolean is = live.find(TableName.parse(name))
                .filter(table -> table.standing() == Standing.READY)
                .isPresent();
        if (is) {
            ready.add(name);
        }
        return is;
    }

    private List<String> waitingOnes() {
        return users(10).stream()
                .flatMap(table -> demo.workers.control(FashionDemo.unit(table)).progress().facts().details().stream())
                .filter(detail -> detail.name().equals("waits for"))
                .map(detail -> detail.value())
                .toList();
    }

    private void stuck(TableName target) {
        demo.sandbox
                .syncFaults()
                .set(JsonNodeFactory.instance
                        .objectNode()
                        .put("table", target.full())
                        .put("stuck_in", "SYNCED_TABLE_PROVISIONING"));
    }

    private List<String> posted() {
        return demo.effective("POST", SYNCED).stream()
                .map(request -> request.path("body").path("name").asText())
                .toList();
    }

    private static List<SyncedTableSpec> users(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> FashionDemo.table("usersdb", "users_" + i, "user_id"))
                .toList();
    }

    private static void close(Connection connection) throws SQLException {
        connection.close();
    }
}
