package io.lakeshift.e2e;

import static io.lakeshift.e2e.KillScene.FENCE_VERSION;
import static io.lakeshift.e2e.KillScene.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The worker dies while what is ratified is published. Each version becomes a file, once, in order. */
class PublishKillIT {
    @RegisterExtension
    final KillScene scene = new KillScene();

    @Test
    void publishesWhatWasRatifiedWhileNoWorkerWasAlive() throws IOException {
        // Given
        scene.cutOver();

        // When
        scene.stack().killWorker();
        scene.append(3);
        assertThat(scene.state().publishedVersion()).isEqualTo(FENCE_VERSION);
        scene.stack().startWorker();

        // Then
        scene.awaitPublished(FENCE_VERSION + 3);
        scene.proof().holdsUpTo(FENCE_VERSION + 3);
    }

    @Test
    void publishesWhatIsRatifiedThoughTheWorkerIsKilledBeforeItWritesAFile() throws IOException {
        // Given: the worker has seen the new commits and is about to publish the first
        scene.cutOver();
        try (HoldPoint hold = HoldPoint.whoeverTakes(
                scene.stack().database(), "lakeshift publish " + scene.state().tableId())) {
            scene.append(3);
            hold.awaitHeld(LIMIT);
            assertThat(scene.commit(FENCE_VERSION + 1)).doesNotExist();

            // When
            scene.stack().killWorker();
            hold.abandon();
        }
        scene.stack().startWorker();

        // Then
        scene.awaitPublished(FENCE_VERSION + 3);
        scene.proof().holdsUpTo(FENCE_VERSION + 3);
    }

    @Test
    void publishesEachVersionOnceThoughTheWorkerIsKilledInTheMiddle() throws IOException {
        // Given: the second of four versions is a file already, but not recorded as published
        scene.cutOver();
        try (HoldPoint hold = scene.holdBefore(
                "dl_mirror_status", "UPDATE", "NEW.status = 'PUBLISHED' AND NEW.version = " + (FENCE_VERSION + 2))) {
            scene.append(4);
            hold.awaitHeld(LIMIT);
            assertThat(scene.commit(FENCE_VERSION + 2)).exists();

            // When
            scene.stack().killWorker();
            hold.abandon();
        }
        scene.stack().startWorker();

        // Then
        scene.awaitPublished(FENCE_VERSION + 4);
        scene.proof().holdsUpTo(FENCE_VERSION + 4);
    }
}
