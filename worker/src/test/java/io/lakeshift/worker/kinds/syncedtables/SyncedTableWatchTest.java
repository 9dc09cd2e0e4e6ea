package io.lakeshift.worker.kinds.syncedtables;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.lakeshift.activities.kinds.syncedtables.SyncedTableWatchesImpl;
import io.lakeshift.workflows.databricks.Standing;
import io.lakeshift.workflows.databricks.SyncMode;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableWatches;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableWatches.Watch;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableWatches.Watched;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What a look at a table in use tells: its state, its pipeline, its columns, its age. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SyncedTableWatchTest {
    @SuppressWarnings("NullAway.Init")
    private SyncedLab lab;

    @SuppressWarnings("NullAway.Init")
    private SyncedTableWatches watches;

    /** An hour from now, so that everything is an hour old. */
    private final Clock later = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));

    @BeforeAll
    void start() {
        lab = new SyncedLab("");
        watches = lab.stub(
                SyncedTableWatches.class,
                new SyncedTableWatchesImpl(lab.workspaces, lab.connections, lab.steps, later));
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    private Watched watch(SyncedTableSpec spec) {
        return watches.watch(new Watch(lab.setup(), spec));
    }

    private SyncedTableSpec table(String name) {
        lab.source(
                "CREATE TABLE main.fashion_demo." + name + " (id bigint, name string, amount int) TBLPROPERTIES"
                        + " ('delta.enableChangeDataFeed' = 'true', 'delta.columnMapping.mode' = 'name')",
                "INSERT INTO main.fashion_demo." + name + " VALUES (1, 'one', 10), (2, 'two', 20)");
        SyncedTableSpec spec = SyncedLab.spec(name, SyncMode.TRIGGERED, List.of("id"));
        lab.sync(spec);
        return spec;
    }

    @Test
    void anAddedColumnPropagatesAndARenamedOneTakesAnotherTable() {
        // Given
        SyncedTableSpec spec = table("drifting");
        assertThat(watch(spec).columns()).isEqualTo(SyncedTableWatches.Columns.ALIKE);

        // When
        lab.source("ALTER TABLE main.fashion_demo.drifting ADD COLUMN note string");
        SyncedTableWatches.Columns added = watch(spec).columns();
        lab.update(spec);
        SyncedTableWatches.Columns arrived = watch(spec).columns();
        lab.source("ALTER TABLE main.fashion_demo.drifting RENAME COLUMN amount TO price");
        SyncedTableWatches.Columns renamed = watch(spec).columns();

        // Then
        assertThat(added.added()).containsExactly("note (string)");
        assertThat(added.recreate()).isEmpty();
        assertThat(arrived).isEqualTo(SyncedTableWatches.Columns.ALIKE);
        assertThat(renamed.recreate())
                .containsExactly("column amount is not in the source any more: it was dropped or renamed");
    }

    @Test
    void aChangedTypeOrKeyTakesAnotherTable() {
        // Given
        SyncedTableSpec spec = table("retyped");
        lab.source(
                "DROP TABLE main.fashion_demo.retyped",
                "CREATE TABLE main.fashion_demo.retyped (id string, name string, amount int)");
        SyncedTableSpec other = SyncedLab.spec("retyped", SyncMode.TRIGGERED, List.of("id", "name"));

        // When, Then
        assertThat(watch(spec).columns().recreate())
                .containsExactly("column id is string in the source and bigint in PostgreSQL");
        assertThat(watch(other).columns().recreate())
                .contains("the key is [id, name] in the plan and [id] in PostgreSQL");
    }

    @Test
    void tellsHowFarItIsBehindItsSource() {
        // Given
        SyncedTableSpec spec = table("behind");
        assertThat(watch(spec).lag()).isEmpty();

        // When
        lab.source("INSERT INTO main.fashion_demo.behind VALUES (3, 'three', 30)");
        SyncedTableWatches.Lag lag = watch(spec).lag().orElseThrow();

        // Then
        assertThat(lag.exact()).isTrue();
        assertThat(lag.age()).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(65));
    }

    @Test
    void readsTheTableAndItsSourceOnceEach() {
        // Given
        SyncedTableSpec spec = table("counted");
        int before = lab.sandbox.requests().size();

        // When
        watch(spec);

        // Then
        assertThat(lab.sandbox.requests().stream()
                        .skip(before)
                        .map(request -> request.path("method").asText() + " "
                                + request.path("path").asText()))
                .filteredOn(request -> request.contains("/synced_tables/") || request.contains("/tables/"))
                .containsExactly(
                        "GET /api/2.0/database/synced_tables/" + spec.target().full(),
                        "GET /api/2.1/unity-catalog/tables/" + spec.source().full());
    }

    @Test
    void tellsOfAnIndexThatNobodyWhoReadsUses() {
        // Given
        SyncedTableSpec spec = table("read_much");
        lab.postgresExecute("CREATE INDEX idx_unused ON fashion_demo.read_much_synced (name)");
        assertThat(watch(spec).hints()).isEmpty();

        // When
        lab.postgresExecute("DO $$ BEGIN FOR n IN 1..1000 LOOP PERFORM amount FROM fashion_demo.read_much_synced"
                + " WHERE id = 1; END LOOP; END $$");

        // Then
        List<String> hints = Awaitility.await("the reads to be counted")
                .atMost(Duration.ofSeconds(30))
                .until(() -> watch(spec).hints(), told -> !told.isEmpty());
        assertThat(hints)
                .singleElement()
                .asString()
                .startsWith("Index idx_unused has not been used by any of 1,0")
                .endsWith("DROP INDEX CONCURRENTLY \"fashion_demo\".\"idx_unused\";");
    }

    @Test
    void pointsToThePipelineAndItsLastErrors() {
        // Given
        SyncedTableSpec spec = table("piped");
        lab.sandbox
                .syncFaults()
                .set(JsonNodeFactory.instance
                        .objectNode()
                        .put("table", spec.target().full())
                        .put("error", "SYNCED_TABLE_USER_ERROR.LOCK_TIMEOUT")
                        .put("message", "canceling statement due to lock timeout"));
        Watched fine = watch(spec);

        // When
        lab.update(spec);
        Watched failed = watch(spec);

        // Then
        SyncedTableWatches.Pipeline pipeline = fine.pipeline().orElseThrow();
        assertThat(pipeline.name()).isEqualTo("synced_table_main_fashion_demo_piped_synced");
        assertThat(pipeline.url()).isEqualTo(lab.sandbox.host() + "/pipelines/" + pipeline.id());
        assertThat(pipeline.errors()).isEmpty();
        assertThat(fine.lastSync()).isPresent();
        assertThat(failed.seen().standing()).isEqualTo(Standing.DEGRADED);
        assertThat(failed.seen().state()).isEqualTo("SYNCED_TABLE_ONLINE_PIPELINE_FAILED");
        assertThat(failed.pipeline().orElseThrow().errors())
                .anySatisfy(error -> assertThat(error).contains("canceling statement due to lock timeout"));
    }

    @Test
    void aTableThatIsGoneIsAbsent() {
        // When
        Watched watched = watch(SyncedLab.spec("never_made", SyncMode.TRIGGERED, List.of("id")));

        // Then
        assertThat(watched.seen().standing()).isEqualTo(Standing.ABSENT);
        assertThat(watched.pipeline()).isEmpty();
    }
}
