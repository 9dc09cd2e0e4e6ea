package io.lakeshift.worker.kinds.syncedtables;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.databricks.SyncMode;
import io.lakeshift.workflows.databricks.TableName;
import io.lakeshift.workflows.kinds.syncedtables.OnMissingCdf;
import io.lakeshift.workflows.kinds.syncedtables.PlanSyncedTables.Plan;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.kinds.syncedtables.Upkeep;
import io.lakeshift.workflows.lifecycle.Command;
import io.lakeshift.workflows.lifecycle.Policy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is made before the assessment has passed, and then in order. */
@Timeout(240)
class ImportOrderTest {
    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private FashionDemo demo;

    @BeforeEach
    void start() {
        demo = new FashionDemo(folder.resolve("app.env")).withWarehouse();
        demo.source("CREATE TABLE main.fashion_demo.quiet (id bigint, name string)");
        demo.source("INSERT INTO main.fashion_demo.quiet VALUES (1, 'one'), (2, 'two')");
        demo.sandbox.log().clear();
    }

    @AfterEach
    void stop() {
        demo.close();
    }

    @Test
    void theFeedIsEnabledAfterTheChecksAndBeforeTheTable() {
        // Given
        SyncedTableSpec quiet = quiet(OnMissingCdf.ENABLE);
        Plan plan = demo.plan(List.of(quiet));
        assertThat(order()).doesNotContain("ALTER", "POST");

        // When
        demo.migrate(plan, Policy.DEFAULT);
        demo.workers.awaitQuestion(FashionDemo.unit(quiet));

        // Then
        assertThat(order()).containsSubsequence("GET", "ALTER", "POST");
        assertThat(order()).filteredOn("ALTER"::equals).hasSize(1);
        assertThat(order()).filteredOn("POST"::equals).hasSize(1);
        assertThat(demo.effective("POST", "/api/2.0/database/synced_tables")
                        .get(0)
                        .path("body")
                        .path("spec")
                        .path("scheduling_policy")
                        .asText())
                .isEqualTo("TRIGGERED");
    }

    @Test
    void withoutBeingAskedToItChangesNoSource() {
        // Given
        SyncedTableSpec quiet = quiet(OnMissingCdf.SWITCH);

        // When
        demo.migrate(demo.plan(List.of(quiet)), Policy.DEFAULT);
        demo.workers.awaitQuestion(FashionDemo.unit(quiet));

        // Then
        assertThat(order()).doesNotContain("ALTER").contains("POST");
    }

    @Test
    void whatIsBlockedMakesNothingUntilItIsMended() {
        // Given
        demo.source("INSERT INTO main.fashion_demo.quiet VALUES (2, 'two again')");
        SyncedTableSpec quiet = quiet(OnMissingCdf.SWITCH);
        String unit = FashionDemo.unit(quiet);

        // When
        demo.migrate(demo.plan(List.of(quiet)), Policy.DEFAULT);
        var attention =
                demo.workers.awaitPhase(unit, Phase.NEEDS_ATTENTION).attention().orElseThrow();

        // Then
        assertThat(attention.failure()).isEqualTo(MigrationFailure.BLOCKED_BY_ASSESSMENT);
        assertThat(demo.effective("POST", "/api/2.1/unity-catalog")).isEmpty();
        assertThat(order()).doesNotContain("POST", "ALTER");

        // When
        demo.source("DELETE FROM main.fashion_demo.quiet WHERE name = 'two again'");
        demo.workers.control(unit).send("retry", new Command("rita", "cleaned"));
        demo.workers.awaitQuestion(unit);

        // Then
        assertThat(order()).contains("POST");
    }

    /** The reads of the source, the changes of it, and the synced tables that were asked for, in order. */
    private List<String> order() {
        return demo.sandbox.requests().stream()
                .map(request -> {
                    String path = request.path("path").asText();
                    if (path.endsWith("/unity-catalog/tables/main.fashion_demo.quiet")) {
                        return "GET";
                    }
                    if (request.path("body").path("statement").asText().startsWith("ALTER")) {
                        return "ALTER";
                    }
                    boolean asked = path.equals("/api/2.0/database/synced_tables")
                            && request.path("method").asText().equals("POST");
                    return asked ? "POST" : "";
                })
                .filter(what -> !what.isEmpty())
                .toList();
    }

    private static SyncedTableSpec quiet(OnMissingCdf onMissing) {
        return new SyncedTableSpec(
                new TableName("main", "fashion_demo", "quiet"),
                new TableName("main", "fashion_demo_lakebase", "quiet_synced"),
                List.of("id"),
                SyncMode.TRIGGERED,
                Optional.empty(),
                onMissing,
                List.of(),
                Optional.empty(),
                Upkeep.NONE);
    }
}
