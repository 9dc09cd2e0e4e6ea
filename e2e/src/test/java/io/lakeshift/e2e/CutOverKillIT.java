package io.lakeshift.e2e;

import static io.lakeshift.e2e.KillScene.FENCE_VERSION;
import static io.lakeshift.e2e.KillScene.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.lakeshift.catalog.Authority;
import io.lakeshift.catalog.kernel.PlainPathWriter;
import io.lakeshift.workflows.Phase;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The worker dies while the commits change hands, there and back. They end with one owner, and with one fence or none. */
class CutOverKillIT {
    @RegisterExtension
    final KillScene scene = new KillScene();

    enum FencePoint {
        /** The fence commit is a file in the log, which the catalog does not know yet. */
        FILE_IS_WRITTEN("dl_protocol_updates", "INSERT", "'lakeshift.sqlBacked' = ANY (NEW.writer_features)"),
        /** The catalog knows the fence and is about to take the authority. */
        BEFORE_AUTHORITY("dl_tables", "UPDATE OF authority", "NEW.authority = 'sql'");

        private final String place;
        private final String event;
        private final String condition;

        FencePoint(String place, String event, String condition) {
            this.place = place;
            this.event = event;
            this.condition = condition;
        }
    }

    @ParameterizedTest
    @EnumSource
    void raisesOneFenceThoughTheWorkerIsKilledWhileRaisingIt(FencePoint point) throws IOException {
        // Given
        Migration migration = scene.migrateToQuestion();
        try (HoldPoint hold = scene.holdBefore(point.place, point.event, point.condition)) {
            assertThat(migration.approve().accepted()).isTrue();
            hold.awaitHeld(LIMIT);

            // When
            scene.stack().killWorker();
            hold.abandon();
        }
        scene.stack().startWorker();

        // Then
        migration.awaitPhase(Phase.WATCHING, LIMIT);
        scene.proof().holdsUpTo(FENCE_VERSION);
        scene.proof().hasOneFence();
    }

    @Test
    void takesTheAuthorityOnceThoughTheKilledWorkersStatementStillRuns() throws IOException {
        // Given
        FencePoint point = FencePoint.BEFORE_AUTHORITY;
        Migration migration = scene.migrateToQuestion();
        try (HoldPoint hold = scene.holdBefore(point.place, point.event, point.condition)) {
            migration.approve();
            hold.awaitHeld(LIMIT);

            // When: the server has not noticed that its client is dead
            scene.stack().killWorker();
            hold.release();
        }
        scene.stack().startWorker();

        // Then
        migration.awaitPhase(Phase.WATCHING, LIMIT);
        scene.proof().holdsUpTo(FENCE_VERSION);
        scene.proof().hasOneFence();
    }

    enum RollbackPoint {
        /** The catalog is about to refuse new commits. */
        BEFORE_DRAINING("dl_tables", "UPDATE OF authority", "NEW.authority = 'draining'"),
        /** The commit that lowers the fence is a file in the log; the catalog still has the authority. */
        BEFORE_RELEASE("dl_tables", "UPDATE OF authority", "NEW.authority = 'files'"),
        /** The files have the authority, and the catalog does not know the commit that lowered the fence. */
        BEFORE_TRACKING(
                "dl_protocol_updates",
                "INSERT",
                "NOT coalesce('lakeshift.sqlBacked' = ANY (NEW.writer_features), false)");

        private final String place;
        private final String event;
        private final String condition;

        RollbackPoint(String place, String event, String condition) {
            this.place = place;
            this.event = event;
            this.condition = condition;
        }
    }

    @ParameterizedTest
    @EnumSource
    void handsTheCommitsBackThoughTheWorkerIsKilledWhileLoweringTheFence(RollbackPoint point) throws IOException {
        // Given
        Migration migration = scene.cutOver();
        scene.append(2);
        scene.awaitPublished(FENCE_VERSION + 2);
        try (HoldPoint hold = scene.holdBefore(point.place, point.event, point.condition)) {
            assertThat(migration.rollback().accepted()).isTrue();
            hold.awaitHeld(LIMIT);

            // When
            scene.stack().killWorker();
            hold.abandon();
        }
        scene.stack().startWorker();

        // Then
        migration.awaitPhase(Phase.ROLLED_BACK, LIMIT);
        scene.proof().holdsUpTo(FENCE_VERSION + 3);
        assertThat(scene.state().authority()).isEqualTo(Authority.FILES);
        assertThat(scene.state().fenceVersion()).isEmpty();
        assertThat(PlainPathWriter.at(scene.table().toString()).commitEmpty()).isEqualTo(FENCE_VERSION + 4);
    }
}
