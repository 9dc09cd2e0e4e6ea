package io.lakeshift.e2e;

import static io.lakeshift.e2e.KillScene.FENCE_VERSION;
import static io.lakeshift.e2e.KillScene.LAST_FILE_VERSION;
import static io.lakeshift.e2e.KillScene.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.lifecycle.Disposition;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Worker and Temporal server die on the way to the question. Whatever died, the migration goes on soon after the
 * restart, and no version is lost or doubled.
 */
class MigrationKillIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @RegisterExtension
    final KillScene scene = new KillScene();

    @Test
    void assessesAgainThoughTheWorkerIsKilledWhileReadingTheLog() throws Exception {
        // Given
        Migration migration;
        try (HeldFile hold = HeldFile.inPlaceOf(scene.commit(150))) {
            migration = scene.migrate();
            hold.awaitHeld(LIMIT);

            // When
            scene.stack().killWorker();
        }
        Instant restarted = scene.stack().startWorker();

        // Then
        migration.awaitQuestion(LIMIT);
        assertThat(migration.begunAgain()).isBefore(restarted.plus(SOON));
        scene.proof().holdsUpTo(LAST_FILE_VERSION);
    }

    @Test
    void goesOnWithTheImportWhereTheKilledWorkerStopped() throws IOException {
        // Given: some slices are durable, the next one is being written
        Migration migration;
        try (HoldPoint hold = scene.holdBefore("dl_add_files", "INSERT", "NEW.version = 200")) {
            migration = scene.migrate();
            hold.awaitHeld(LIMIT);
            assertThat(scene.proof().head()).isBetween(0L, 199L);

            // When
            scene.stack().killWorker();
            hold.abandon();
        }
        Instant restarted = scene.stack().startWorker();

        // Then
        migration.awaitQuestion(LIMIT);
        assertThat(migration.begunAgain()).isBefore(restarted.plus(SOON));
        scene.proof().holdsUpTo(LAST_FILE_VERSION);
    }

    @Test
    void provesAgainThoughTheWorkerIsKilledBeforeItCouldReport() throws IOException {
        // Given
        Migration migration;
        try (HoldPoint hold = scene.holdBefore("migration_reports", "INSERT", "NEW.kind = 'validation'")) {
            migration = scene.migrate();
            hold.awaitHeld(LIMIT);

            // When
            scene.stack().killWorker();
            hold.abandon();
        }
        Instant restarted = scene.stack().startWorker();

        // Then
        migration.awaitQuestion(LIMIT);
        assertThat(migration.begunAgain()).isBefore(restarted.plus(SOON));
        scene.proof().holdsUpTo(LAST_FILE_VERSION);
    }

    @Test
    void stillKnowsWhatItAskedAfterTheTemporalServerWasKilled() throws IOException {
        // Given
        Migration migration = scene.migrateToQuestion();

        // When
        scene.stack().temporal().kill();
        scene.stack().temporal().restart();

        // Then
        migration.awaitQuestion(LIMIT);
        assertThat(migration.approve().accepted()).isTrue();
        migration.awaitPhase(Phase.WATCHING, LIMIT);
        assertThat(scene.stack().ledger().reader().decisions(migration.unit()))
                .extracting(decided -> decided.decision().approver(), decided -> decided.disposition())
                .containsExactly(tuple(Migration.APPROVER, Disposition.ACCEPTED));
        scene.proof().holdsUpTo(FENCE_VERSION);
        scene.proof().hasOneFence();
    }
}
