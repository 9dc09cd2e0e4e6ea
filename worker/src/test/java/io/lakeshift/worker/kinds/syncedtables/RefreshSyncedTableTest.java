package io.lakeshift.worker.kinds.syncedtables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.lakeshift.activities.databricks.SyncedTables.SyncedTable;
import io.lakeshift.activities.kinds.syncedtables.SyncedTableRefreshesImpl;
import io.lakeshift.workflows.databricks.Index;
import io.lakeshift.workflows.databricks.SyncMode;
import io.lakeshift.workflows.kinds.syncedtables.RefreshSyncedTable;
import io.lakeshift.workflows.kinds.syncedtables.RefreshSyncedTable.Request;
import io.lakeshift.workflows.kinds.syncedtables.RefreshSyncedTable.Result;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableRefreshes;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import io.temporal.client.WorkflowClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** The verb {@code refresh} against the sandbox, in each of the three modes. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefreshSyncedTableTest {
    private static final String PIPELINES = "/api/2.0/pipelines/";

    @SuppressWarnings("NullAway.Init")
    private SyncedLab lab;

    @BeforeAll
    void start() {
        lab = new SyncedLab("");
    }

    @AfterEach
    void clear() {
        lab.sandbox.faults().clear();
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    private SyncedTableSpec table(String name, SyncMode mode, Index... indexes) {
        lab.source(
                "CREATE TABLE main.fashion_demo." + name + " (id bigint, name string) TBLPROPERTIES"
                        + " ('delta.enableChangeDataFeed' = 'true')",
                "INSERT INTO main.fashion_demo." + name + " VALUES (1, 'one'), (2, 'two'), (3, 'three')");
        SyncedTableSpec spec = SyncedLab.spec(name, mode, List.of("id"), indexes);
        lab.sync(spec);
        return spec;
    }

    private Request request(SyncedTableSpec spec) {
        return new Request(
                lab.setup().lakebase(),
                spec.target(),
                true,
                Optional.of(lab.setup()),
                Optional.of(spec),
                Optional.of("m"));
    }

    private Result refresh(SyncedTableSpec spec) {
        return lab.workers()
                .stub(RefreshSyncedTable.class, RefreshSyncedTable.workflowId(spec.target()))
                .refresh(request(spec));
    }

    private String name(SyncedTableSpec spec, int id) {
        return lab.postgres("SELECT name FROM fashion_demo." + spec.target().table() + " WHERE id = " + id);
    }

    private long requests(String method, String path) {
        return lab.sandbox.requests().stream()
                .filter(request -> request.path("method").asText().equals(method)
                        && request.path("path").asText().startsWith(path)
                        && request.path("effect").asBoolean())
                .count();
    }

    private List<String> paths(int since) {
        return lab.sandbox.requests().stream()
                .skip(since)
                .map((JsonNode request) -> request.path("method").asText() + " "
                        + request.path("path").asText())
                .toList();
    }

    @Test
    void aTriggeredTableTakesOnlyWhatHasChanged() {
        // Given
        SyncedTableSpec spec = table("changes", SyncMode.TRIGGERED);
        SyncedTable before = lab.look(spec);
        String untouched = lab.postgres("SELECT xmin FROM fashion_demo.changes_synced WHERE id = 1");
        lab.source(
                "UPDATE main.fashion_demo.changes SET name = 'zwei' WHERE id = 2",
                "DELETE FROM main.fashion_demo.changes WHERE id = 3",
                "INSERT INTO main.fashion_demo.changes VALUES (4, 'four')");
        assertThat(name(spec, 2)).isEqualTo("two");
        int since = lab.sandbox.requests().size();

        // When
        Result result = refresh(spec);

        // Then
        assertThat(result.completed()).isTrue();
        assertThat(result.state()).isEqualTo("COMPLETED");
        assertThat(name(spec, 2)).isEqualTo("zwei");
        assertThat(name(spec, 3)).isEqualTo("no row");
        assertThat(name(spec, 4)).isEqualTo("four");
        assertThat(lab.postgres("SELECT xmin FROM fashion_demo.changes_synced WHERE id = 1"))
                .isEqualTo(untouched);
        assertThat(lab.look(spec).version()).isEqualTo(before.version() + 3);
        assertThat(paths(since))
                .containsSubsequence(
                        "GET /api/2.0/database/synced_tables/" + spec.target().full(),
                        "POST " + PIPELINES + result.pipelineId() + "/updates");
    }

    @Test
    void aSnapshotTableIsRewrittenAndGetsItsIndexesAndReadersBack() {
        // Given
        SyncedTableSpec spec = table("rewritten", SyncMode.SNAPSHOT, new Index("idx_name", List.of("name")));
        refresh(spec);
        String before = lab.postgres("SELECT 'fashion_demo.rewritten_synced'::regclass::oid");
        lab.source("DELETE FROM main.fashion_demo.rewritten WHERE id = 3");

        // When
        Result result = refresh(spec);

        // Then
        assertThat(name(spec, 3)).isEqualTo("no row");
        assertThat(lab.postgres("SELECT 'fashion_demo.rewritten_synced'::regclass::oid"))
                .isNotEqualTo(before);
        assertThat(result.message())
                .contains(
                        "Brought back: index idx_name, SELECT on fashion_demo.rewritten_synced to reader@example.com.");
        assertThat(
                        lab.postgres(
                                "SELECT indisvalid FROM pg_index WHERE indexrelid = 'fashion_demo.idx_name'::regclass AND indrelid = 'fashion_demo.rewritten_synced'::regclass"))
                .isEqualTo("t");
        assertThat(lab.postgres(
                        "SELECT has_table_privilege('reader@example.com', 'fashion_demo.rewritten_synced', 'SELECT')"))
                .isEqualTo("t");
    }

    @Test
    void aContinuousTableFollowsByItselfAndRefusesToBeRefreshed() {
        // Given
        SyncedTableSpec spec = table("following", SyncMode.CONTINUOUS);

        // When
        lab.source("UPDATE main.fashion_demo.following SET name = 'drei' WHERE id = 3");

        // Then
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> name(spec, 3).equals("drei"));
        assertThatThrownBy(() -> refresh(spec))
                .hasRootCauseMessage(
                        "message='main.fashion_demo.following_synced is CONTINUOUS: its pipeline always runs and brings every"
                                + " change by itself; there is nothing to refresh.', type='INVALID_INPUT',"
                                + " nonRetryable=true");
    }

    @Test
    void anUpdateThatIsUnderWayIsWaitedForAndNotFailed() {
        // Given
        SyncedTableSpec spec = table("busy", SyncMode.TRIGGERED);
        lab.sandbox
                .syncFaults()
                .set(JsonNodeFactory.instance
                        .objectNode()
                        .put("table", spec.target().full())
                        .put("stuck_in", "SYNCED_TABLE_ONLINE_UPDATING_PIPELINE_RESOURCES"));
        String pipeline = lab.look(spec).pipelineId().orElseThrow();
        String other = lab.workspace().pipelines().startUpdate(pipeline, false);

        // When
        CompletableFuture<Result> waiting = CompletableFuture.supplyAsync(() -> refresh(spec));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> lab
                                .workers()
                                .client()
                                .fetchHistory(RefreshSyncedTable.workflowId(spec.target()))
                                .getHistory()
                                .getEventsList()
                                .stream()
                                .filter(event -> event.hasTimerStartedEventAttributes())
                                .count()
                        >= 2);
        lab.sandbox.syncFaults().clear();
        Result result = waiting.join();

        // Then
        assertThat(result.completed()).isTrue();
        assertThat(result.updateId()).isPresent().get().isNotEqualTo(other);
    }

    @Test
    void twoRefreshesAtOnceAreTwoUpdatesOneAfterTheOther() {
        // Given
        SyncedTableSpec spec = table("twice", SyncMode.TRIGGERED);
        long before = requests("POST", PIPELINES);

        // When
        CompletableFuture<Result> one =
                WorkflowClient.execute(lab.workers().stub(RefreshSyncedTable.class, "one")::refresh, request(spec));
        CompletableFuture<Result> two =
                WorkflowClient.execute(lab.workers().stub(RefreshSyncedTable.class, "two")::refresh, request(spec));

        // Then
        assertThat(one.join().completed()).isTrue();
        assertThat(two.join().completed()).isTrue();
        assertThat(one.join().updateId()).isNotEqualTo(two.join().updateId());
        assertThat(requests("POST", PIPELINES) - before).isEqualTo(2);
    }

    @Test
    void aTableWithoutAPipelineYetIsTriedAgain() {
        // Given
        SyncedTableSpec spec = table("early", SyncMode.TRIGGERED);
        SyncedTableRefreshes refreshes = lab.stub(
                SyncedTableRefreshes.class,
                new SyncedTableRefreshesImpl(
                        lab.workspaces, lab.steps, lab.ledger.createdObjects(), Clock.systemUTC()));
        lab.sandbox
                .faults()
                .set(JsonNodeFactory.instance
                        .objectNode()
                        .put("method", "GET")
                        .put(
                                "path",
                                "/api/2.0/database/synced_tables/"
                                        + spec.target().full())
                        .put("kind", "replace")
                        .put("field", "data_synchronization_status.pipeline_id")
                        .putNull("value")
                        .put("times", 2));

        // When, Then
        assertThatThrownBy(() -> refreshes.start(
                        new SyncedTableRefreshes.Start(lab.setup().lakebase(), spec.target(), Optional.empty())))
                .hasRootCauseMessage(
                        "message='" + spec.target() + " has no pipeline yet, it is still being provisioned."
                                + " It is tried again.', type='WORKSPACE_UNAVAILABLE', nonRetryable=false");
        assertThat(refresh(spec).completed()).isTrue();
        assertThat(lab.workers()
                        .client()
                        .fetchHistory(RefreshSyncedTable.workflowId(spec.target()))
                        .getHistory()
                        .getEventsList())
                .filteredOn(event -> event.hasActivityTaskStartedEventAttributes())
                .first()
                .satisfies(event -> assertThat(
                                event.getActivityTaskStartedEventAttributes().getAttempt())
                        .isEqualTo(2));
    }

    @Test
    void saysWhomASharedPipelineRefreshesToo() {
        // Given
        SyncedTableSpec spec = table("leader", SyncMode.TRIGGERED);
        lab.source("CREATE TABLE main.fashion_demo.mate (id bigint, name string) TBLPROPERTIES"
                + " ('delta.enableChangeDataFeed' = 'true')");
        SyncedTableSpec mate = SyncedLab.spec("mate", SyncMode.TRIGGERED, List.of("id"));
        lab.sync(mate, lab.look(spec).pipelineId());
        SyncedTableSpec stranger = table("stranger", SyncMode.TRIGGERED);
        for (SyncedTableSpec made : List.of(spec, mate, stranger)) {
            lab.workers()
                    .ledger()
                    .createdObjects()
                    .note(
                            "m",
                            "m/" + made.alias(),
                            "SYNCED_TABLE",
                            made.target().full(),
                            Optional.empty());
        }

        // When
        Result result = refresh(spec);

        // Then
        assertThat(result.message())
                .contains(" It refreshes these too: main.fashion_demo.mate_synced.")
                .contains("See " + lab.sandbox.host() + "/pipelines/" + result.pipelineId());
    }

    @Test
    void asksWhyItIsRefreshedSoSoon() {
        // Given
        SyncedTableSpec spec = table("often", SyncMode.TRIGGERED);
        refresh(spec);

        // When
        Result result = refresh(spec);

        // Then
        assertThat(result.message())
                .containsPattern(
                        " The update before ended only \\d+ s ago: for changes that often, CONTINUOUS costs less"
                                + " than one update after the other\\.");
    }

    @Test
    void saysWhichNewColumnsCameAndWhichChangesCannotCome() {
        // Given
        SyncedTableSpec spec = table("altered", SyncMode.TRIGGERED);
        lab.source(
                "ALTER TABLE main.fashion_demo.altered SET TBLPROPERTIES ('delta.columnMapping.mode' = 'name')",
                "ALTER TABLE main.fashion_demo.altered ADD COLUMN note string");

        // When
        Result added = refresh(spec);
        lab.source("ALTER TABLE main.fashion_demo.altered RENAME COLUMN name TO title");
        Result renamed = refresh(spec);

        // Then
        assertThat(added.completed()).isTrue();
        assertThat(added.message()).doesNotContain("note");
        assertThat(lab.postgres("SELECT count(*) FROM information_schema.columns WHERE table_name = 'altered_synced'"))
                .isEqualTo("3");
        assertThat(renamed.completed()).isFalse();
        assertThat(renamed.message()).contains("Column 'name' was dropped or renamed in the source table");
    }
}
