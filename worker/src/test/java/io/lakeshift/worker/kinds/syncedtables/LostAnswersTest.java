package io.lakeshift.worker.kinds.syncedtables;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.databricks.SyncMode;
import io.lakeshift.workflows.kinds.syncedtables.OnMissingCdf;
import io.lakeshift.workflows.kinds.syncedtables.RefreshSyncedTable;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.lifecycle.Command;
import io.lakeshift.workflows.lifecycle.Decision;
import io.lakeshift.workflows.lifecycle.Policy;
import io.temporal.client.WorkflowException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every call that makes or removes something goes wrong once, each run in one way: whatever the answer, each thing is made
 * once, and after the rollback nothing of it is left.
 */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(240)
class LostAnswersTest {
    private static final String SCHEMAS = "/api/2.1/unity-catalog/schemas";
    private static final String SYNCED = "/api/2.0/database/synced_tables";
    private static final String STATEMENTS = "/api/2.0/sql/statements";
    private static final String CREDENTIALS = "/api/2.0/database/credentials";
    private static final String UPDATES = "/api/2.0/pipelines/*/updates";
    private static final String BEFORE = "# the shop\nSCHEMA=fashion_demo\nPRODUCTS_TABLE=productsdb\nPORT=8080\n";
    private static final SyncedTableSpec USERS = FashionDemo.tables().get(1);
    /** Its source has no change data feed until the migration enables it. */
    private static final SyncedTableSpec FEATURES =
            enabling(FashionDemo.tables().get(3));

    private static final List<SyncedTableSpec> TABLES = List.of(USERS, FEATURES);

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private FashionDemo demo;

    private final List<String> attention = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void stop() {
        demo.close();
    }

    /** What becomes of a call. */
    enum Loss {
        ANSWER_IS_CUT("cut_after"),
        ERROR_AFTER_THE_EFFECT("status_after"),
        UNAVAILABLE_AFTER_THE_EFFECT("status_after"),
        CUT_BEFORE_THE_EFFECT("cut_before"),
        TOO_MANY_REQUESTS("status"),
        UNAVAILABLE("status"),
        A_WEB_PAGE("html"),
        A_WORD_NOBODY_KNOWS("replace");

        private final String kind;

        Loss(String kind) {
            this.kind = kind;
        }

        ObjectNode script() {
            ObjectNode script = JsonNodeFactory.instance.objectNode().put("kind", kind);
            return switch (this) {
                case ERROR_AFTER_THE_EFFECT -> script.put("status", 500);
                case UNAVAILABLE, UNAVAILABLE_AFTER_THE_EFFECT -> script.put("status", 503);
                case TOO_MANY_REQUESTS -> script.put("status", 429).put("retry_after", "1");
                case A_WORD_NOBODY_KNOWS -> script.put("value", "UNHEARD_OF");
                default -> script;
            };
        }
    }

    /** @param word a field of the answer that is one of a few words */
    private record Call(String method, String path, String containing, String word) {}

    private static List<Call> calls() {
        Stream<Call> creates = Stream.of(
                new Call("POST", SCHEMAS, "fashion_demo_staging", "catalog_type"),
                new Call("POST", SCHEMAS, "fashion_demo_lakebase", "catalog_type"),
                new Call("POST", STATEMENTS, "ALTER TABLE", "status.state"),
                new Call("POST", SYNCED, USERS.target().full(), "data_synchronization_status.detailed_state"),
                new Call("POST", SYNCED, FEATURES.target().full(), "spec.scheduling_policy"),
                new Call("POST", CREDENTIALS, "", "state"),
                new Call("POST", UPDATES, "", "state"));
        Stream<Call> deletes = Stream.of(
                new Call("DELETE", SYNCED + "/" + USERS.target().full(), "", "state"),
                new Call("DELETE", SYNCED + "/" + FEATURES.target().full(), "", "state"),
                new Call("DELETE", SCHEMAS + "/main.fashion_demo_staging", "", "state"),
                new Call("DELETE", SCHEMAS + "/main.fashion_demo_lakebase", "", "state"));
        return Stream.concat(creates, deletes).toList();
    }

    @ParameterizedTest
    @EnumSource
    void makesEachThingOnceAndLeavesNothingBehind(Loss loss) throws Exception {
        // Given
        Path application = folder.resolve("app.env");
        Files.writeString(application, BEFORE);
        demo = new FashionDemo(application).withWarehouse();
        demo.sandbox
                .engine()
                .setProperties(
                        io.lakeshift.sandbox.engine.TableName.parse(
                                FEATURES.source().full()),
                        Map.of("delta.enableChangeDataFeed", "false"),
                        "migrator@example.com");
        var plan = demo.plan(TABLES);
        assertThat(plan.blocked()).as("%s", plan.units()).isFalse();
        List<String> places = places();
        long users = version(USERS);
        long features = version(FEATURES);
        calls().forEach(call -> fault(loss, call));

        // When
        demo.migrate(plan, Policy.DEFAULT);
        for (SyncedTableSpec table : TABLES) {
            untilWithRetries(table, "asks", progress -> progress.approval().isPresent());
            demo.workers.control(FashionDemo.unit(table)).send("approve", Decision.approve("ann", "fine"));
        }
        for (SyncedTableSpec table : TABLES) {
            untilWithRetries(table, "watches", progress -> progress.phase() == Phase.WATCHING);
        }
        demo.source("INSERT INTO main.fashion_demo.usersdb (user_id, user_name) VALUES (9001, 'Zoe')");
        assertThat(refresh().completed()).isTrue();
        String rows = demo.postgres("SELECT count(*) FROM fashion_demo_lakebase.users_synced");
        for (SyncedTableSpec table : TABLES) {
            demo.workers.control(FashionDemo.unit(table)).send("rollback", new Command("rita", "because"));
        }
        for (SyncedTableSpec table : TABLES) {
            untilWithRetries(table, "is rolled back", progress -> progress.phase() == Phase.ROLLED_BACK);
        }

        // Then
        assertThat(rows).isEqualTo("501");
        assertThat(bodies("POST", SYNCED, "name"))
                .containsExactlyInAnyOrder(
                        USERS.target().full(), FEATURES.target().full());
        assertThat(bodies("POST", SCHEMAS, "name"))
                .containsExactlyInAnyOrder("fashion_demo_staging", "fashion_demo_lakebase");
        assertThat(bodies("POST", STATEMENTS, "statement"))
                .filteredOn(statement -> statement.startsWith("ALTER"))
                .hasSize(1);
        assertThat(demo.effective("POST", "/api/2.0/pipelines")).hasSize(1);
        assertThat(places()).isEqualTo(places);
        assertThat(Files.readString(application)).isEqualTo(BEFORE);
        assertThat(version(USERS)).as("our own insert").isEqualTo(users + 1);
        assertThat(version(FEATURES)).as("the feed enabled").isEqualTo(features + 1);
        assertThat(demo.workers.ledger().audit().verify().firstBreak()).isEmpty();
        assertThat(faulted()).as("every call was hit").hasSize(calls().size());
        assertThat(attention)
                .allSatisfy(message -> assertThat(message).contains("is no Databricks workspace: asked to"));
        assertThat(attention.isEmpty()).isEqualTo(loss != Loss.A_WEB_PAGE);
    }

    private void fault(Loss loss, Call call) {
        demo.sandbox
                .faults()
                .set(loss.script()
                        .put("method", call.method())
                        .put("path", call.path())
                        .put("containing", call.containing())
                        .put("field", call.word()));
    }

    /** As a person would: what needs attention is told to try again. */
    private void untilWithRetries(
            SyncedTableSpec table,
            String what,
            java.util.function.Predicate<io.lakeshift.workflows.lifecycle.Progress> reached) {
        String unit = FashionDemo.unit(table);
        Awaitility.await(unit + " " + what)
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(() -> {
                    var progress = demo.workers.control(unit).progress();
                    if (progress.phase() == Phase.NEEDS_ATTENTION) {
                        attention.add(progress.attention().orElseThrow().message());
                        demo.workers.control(unit).send("retry", new Command("rita", "it answers again"));
                    }
                    return reached.test(progress);
                });
    }

    private RefreshSyncedTable.Result refresh() {
        try {
            return tryToRefresh();
        } catch (WorkflowException e) {
            attention.add(MigrationFailure.applicationFailureIn(e)
                    .orElseThrow(() -> e)
                    .getOriginalMessage());
            return tryToRefresh();
        }
    }

    private RefreshSyncedTable.Result tryToRefresh() {
        return demo.workers
                .stub(RefreshSyncedTable.class, RefreshSyncedTable.workflowId(USERS.target()))
                .refresh(new RefreshSyncedTable.Request(
                        demo.setup.lakebase(),
                        USERS.target(),
                        true,
                        Optional.of(demo.setup),
                        Optional.of(USERS),
                        Optional.empty()));
    }

    private List<String> bodies(String method, String path, String field) {
        return demo.effective(method, path).stream()
                .map(request -> request.path("body").path(field).asText())
                .toList();
    }

    private List<String> faulted() {
        return demo.sandbox.requests().stream()
                .filter(request -> !request.path("fault").isMissingNode())
                .map(JsonNode::toString)
                .toList();
    }

    /** Where something could be left: schemas and tables of PostgreSQL, and Unity Catalog's of {@code main}. */
    private List<String> places() {
        List<String> places = new ArrayList<>();
        places.add(demo.postgres("""
                SELECT string_agg(n.nspname || '.' || coalesce(c.relname, ''), ' ' ORDER BY 1)
                FROM pg_namespace n LEFT JOIN pg_class c ON c.relnamespace = n.oid
                WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'"""));
        for (String schema : List.of("fashion_demo", "fashion_demo_lakebase", "fashion_demo_staging")) {
            places.add(schema + ": " + demo.unityTables(schema));
        }
        return places;
    }

    private long version(SyncedTableSpec table) {
        return demo.sandbox
                .engine()
                .version(io.lakeshift.sandbox.engine.TableName.parse(
                        table.source().full()));
    }

    private static SyncedTableSpec enabling(SyncedTableSpec table) {
        return new SyncedTableSpec(
                table.source(),
                table.target(),
                table.primaryKey(),
                SyncMode.TRIGGERED,
                table.timeseriesKey(),
                OnMissingCdf.ENABLE,
                table.indexes(),
                table.decision(),
                table.upkeep());
    }
}
