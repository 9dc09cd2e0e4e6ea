package io.lakeshift.e2e;

import static io.lakeshift.e2e.SyncedScene.LIMIT;
import static io.lakeshift.e2e.SyncedScene.SYNCED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.kinds.syncedtables.RefreshSyncedTable;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Worker and Temporal server die while Unity Catalog tables come to Lakebase and while they are taken back. Each thing is
 * made once, and after the rollback nothing is left.
 */
class SyncedTablesKillIT {
    @RegisterExtension
    final SyncedScene scene = new SyncedScene();

    /** Steps that have had their effect when the worker dies, one on the way there and one on the way back. */
    enum Done {
        SCHEMA("CATALOG_SCHEMA_CREATED", false, "CATALOG_SCHEMA_DELETED%"),
        SYNCED_TABLE("SYNCED_TABLE_CREATED", false, "SYNCED_TABLE_DELETED"),
        INDEX_AND_POSTGRES_TABLE("WIRED index%", true, "POSTGRES_TABLE_DROPPED"),
        APPLICATION("APPLICATION_SWITCHED", true, "APPLICATION_SWITCHED_BACK");

        private final String there;
        private final boolean afterApproval;
        private final String back;

        Done(String there, boolean afterApproval, String back) {
            this.there = there;
            this.afterApproval = afterApproval;
            this.back = back;
        }
    }

    @ParameterizedTest
    @EnumSource
    void doesNothingTwiceThoughTheWorkerIsKilledBeforeItCouldSayThatItIsDone(Done done) throws Exception {
        // Given
        Migration migration;
        try (HoldPoint hold = scene.holdWhenDone(done.there)) {
            migration = scene.migrate();
            if (done.afterApproval) {
                migration.awaitQuestion(LIMIT);
                approve(migration);
            }
            hold.awaitHeld(LIMIT);

            // When
            scene.stack().killWorker();
            hold.abandon();
        }
        scene.stack().startWorker();
        if (!done.afterApproval) {
            migration.awaitQuestion(LIMIT);
            approve(migration);
        }

        // Then
        migration.awaitPhase(Phase.WATCHING, LIMIT);
        scene.isWired();

        // When: it dies on the way back, too
        try (HoldPoint hold = scene.holdWhenDone(done.back)) {
            assertThat(migration.rollback().accepted()).isTrue();
            hold.awaitHeld(LIMIT);
            scene.stack().killWorker();
            hold.abandon();
        }
        scene.stack().startWorker();

        // Then
        migration.awaitPhase(Phase.ROLLED_BACK, LIMIT);
        scene.nothingIsLeft();
    }

    @Test
    void waitsOnThoughWorkerAndServerAreKilledWhileTheTableLoads() throws Exception {
        // Given
        scene.sandbox().hold(scene.target().full(), "SYNCED_TABLE_PROVISIONING");
        Migration migration = scene.migrate();
        awaitLooks(1);

        // When
        scene.stack().killWorker();
        scene.stack().temporal().kill();
        scene.stack().temporal().restart();
        long looked = looks();
        scene.stack().startWorker();
        awaitLooks(looked + 1);
        scene.sandbox().release();

        // Then
        migration.awaitQuestion(LIMIT);
        scene.wasMadeOnce();
        takesEverythingBack(migration);
    }

    @Test
    void comparesAgainThoughTheWorkerIsKilledWhileComparing() throws Exception {
        // Given
        scene.sandbox().answerLate("POST", "/api/2.0/sql/statements", "VERSION AS OF");
        Migration migration = scene.migrate();
        scene.sandbox().awaitLateAnswer(LIMIT);

        // When
        scene.stack().killWorker();
        scene.stack().startWorker();

        // Then
        migration.awaitQuestion(LIMIT);
        approve(migration);
        migration.awaitPhase(Phase.WATCHING, LIMIT);
        scene.isWired();
        takesEverythingBack(migration);
    }

    @Test
    void bringsOneValidIndexThoughTheWorkerIsKilledWhileBuildingIt() throws Exception {
        // Given: a reader whose snapshot is older than the index keeps it from becoming valid
        Migration migration = scene.migrateToQuestion();
        try (Connection reader = scene.sandbox().postgres();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            statement.execute("SELECT count(*) FROM pg_class");
            approve(migration);
            await("an index that is not valid yet")
                    .atMost(LIMIT)
                    .until(() -> scene.query("SELECT count(*) FROM pg_index WHERE NOT indisvalid")
                            .equals("1"));

            // When
            scene.stack().killWorker();
            reader.rollback();
        }
        scene.stack().startWorker();

        // Then
        migration.awaitPhase(Phase.WATCHING, LIMIT);
        scene.isWired();
        takesEverythingBack(migration);
    }

    @Test
    void startsOneUpdateThoughTheWorkerIsKilledBeforeItsAnswerCame() throws Exception {
        // Given
        Migration migration = scene.cutOver();
        scene.sandbox().answerLate("POST", "/api/2.0/pipelines/*/updates", "");
        int before = scene.sandbox().effective("POST", "/api/2.0/pipelines").size();
        CompletableFuture<RefreshSyncedTable.Result> refresh = scene.refresh();
        scene.sandbox().awaitLateAnswer(LIMIT);

        // When
        scene.stack().killWorker();
        scene.stack().startWorker();

        // Then
        assertThat(refresh.get(LIMIT.toSeconds(), TimeUnit.SECONDS).completed()).isTrue();
        await("the late answer has been given")
                .atMost(LIMIT)
                .until(() ->
                        scene.sandbox().effective("POST", "/api/2.0/pipelines").size() > before);
        assertThat(scene.sandbox().effective("POST", "/api/2.0/pipelines")).hasSize(before + 1);
        takesEverythingBack(migration);
    }

    @Test
    void takesEverythingBackThoughTheServerIsKilledWhileRollingBack() throws Exception {
        // Given
        Migration migration = scene.cutOver();
        scene.sandbox().answerLate("DELETE", SYNCED + "/*", "");
        assertThat(migration.rollback().accepted()).isTrue();
        scene.sandbox().awaitLateAnswer(LIMIT);

        // When
        scene.stack().temporal().kill();
        scene.stack().temporal().restart();

        // Then
        migration.awaitPhase(Phase.ROLLED_BACK, LIMIT);
        scene.nothingIsLeft();
    }

    private static void approve(Migration migration) throws Exception {
        assertThat(migration.approve().accepted()).isTrue();
    }

    private void takesEverythingBack(Migration migration) throws Exception {
        assertThat(migration.rollback().accepted()).isTrue();
        migration.awaitPhase(Phase.ROLLED_BACK, LIMIT);
        scene.nothingIsLeft();
    }

    private void awaitLooks(long more) {
        await("looks at the table").atMost(LIMIT).until(() -> looks() >= more);
    }

    /** How often the table was found, and looked at. */
    private long looks() {
        return scene.sandbox().requests().stream()
                .filter(request -> request.path("method").asText().equals("GET")
                        && request.path("status").asInt() == 200
                        && request.path("path")
                                .asText()
                                .equals(SYNCED + "/" + scene.target().full()))
                .count();
    }
}
