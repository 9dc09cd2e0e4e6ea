package io.lakeshift.e2e;

import static io.lakeshift.e2e.KillScene.FENCE_VERSION;
import static io.lakeshift.e2e.KillScene.LAST_FILE_VERSION;
import static io.lakeshift.e2e.KillScene.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lakeshift.workflows.Phase;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** PostgreSQL crashes and comes back under a worker that lives on. Nobody has to do anything. */
class DatabaseCrashIT {
    @RegisterExtension
    final KillScene scene = new KillScene();

    @Test
    void goesOnWithTheImportAfterPostgresHasCrashed() throws IOException {
        // Given
        Migration migration;
        try (HoldPoint hold = scene.holdBefore("dl_add_files", "INSERT", "NEW.version = 200")) {
            migration = scene.migrate();
            hold.awaitHeld(LIMIT);

            // When: it stays away until the worker has met its absence
            scene.stack().postgres().crash();
            migration.awaitRetry(LIMIT);
            scene.stack().postgres().start();
        }

        // Then
        migration.awaitQuestion(LIMIT);
        assertThat(scene.stack().workerIsAlive()).isTrue();
        scene.proof().holdsUpTo(LAST_FILE_VERSION);
    }

    @Test
    void raisesOneFenceThoughPostgresCrashesWhileItIsRaised() throws IOException {
        // Given
        Migration migration = scene.migrateToQuestion();
        try (HoldPoint hold = scene.holdBefore("dl_tables", "UPDATE OF authority", "NEW.authority = 'sql'")) {
            migration.approve();
            hold.awaitHeld(LIMIT);

            // When
            scene.stack().postgres().crash();
            migration.awaitRetry(LIMIT);
            scene.stack().postgres().start();
        }

        // Then
        migration.awaitPhase(Phase.WATCHING, LIMIT);
        assertThat(scene.stack().workerIsAlive()).isTrue();
        scene.proof().holdsUpTo(FENCE_VERSION);
        scene.proof().hasOneFence();
    }

    @Test
    void publishesEachVersionOnceThoughPostgresCrashesInTheMiddle() throws IOException {
        // Given
        scene.cutOver();
        try (HoldPoint hold = scene.holdBefore(
                "dl_mirror_status", "UPDATE", "NEW.status = 'PUBLISHED' AND NEW.version = " + (FENCE_VERSION + 2))) {
            scene.append(4);
            hold.awaitHeld(LIMIT);

            // When
            scene.stack().postgres().crash();
            await("the worker has met its absence")
                    .atMost(LIMIT)
                    .until(() -> !scene.stack().workerIsHealthy());
            scene.stack().postgres().start();
        }

        // Then
        scene.awaitPublished(FENCE_VERSION + 4);
        assertThat(scene.stack().workerIsAlive()).isTrue();
        scene.proof().holdsUpTo(FENCE_VERSION + 4);
    }
}
