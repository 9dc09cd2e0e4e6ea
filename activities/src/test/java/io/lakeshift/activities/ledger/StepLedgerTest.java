package io.lakeshift.activities.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakeshift.activities.testing.TestingLedger;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StepLedgerTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.123456Z");
    private static final StepKey IMPORT = new StepKey("sales/orders", "run-1/5");

    private final TestingLedger database = new TestingLedger(Clock.fixed(NOW, ZoneOffset.UTC));
    private final StepLedger steps = database.ledger().steps();
    private final LedgerReader reader = database.ledger().reader();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void handsBackTheResultOfAFinishedStep() {
        // Given
        steps.finish(begin("w1/1"), "{\"version\":4}");

        // When
        StepAttempt again = steps.begin(IMPORT, "TableImportTable", "w2/2");

        // Then
        assertThat(again).isEqualTo(new StepAttempt.AlreadyFinished("{\"version\":4}"));
    }

    @Test
    void refusesTheResultOfAnAttemptThatWasOvertaken() {
        // Given
        StepLease zombie = begin("w1/1");
        StepLease current = begin("w2/2");

        // When
        assertThatThrownBy(() -> steps.finish(zombie, "{\"version\":1}"))
                // Then
                .isInstanceOf(LeaseLostException.class)
                .hasMessage("A later attempt has taken over step sales/orders#run-1/5 (this one held lease 1)");
        assertThatThrownBy(() -> steps.requireHeld(zombie)).isInstanceOf(LeaseLostException.class);
        steps.requireHeld(current);
        steps.finish(current, "{\"version\":2}");
        assertThat(reader.steps("sales/orders"))
                .containsExactly(new Step(
                        IMPORT, "TableImportTable", 2, "w2/2", Optional.of("{\"version\":2}"), NOW, Optional.of(NOW)));
    }

    @Test
    void refusesAResultAfterTheStepWasFinished() {
        // Given
        StepLease lease = begin("w1/1");
        steps.finish(lease, "{\"version\":1}");

        // When
        assertThatThrownBy(() -> steps.finish(lease, "{\"version\":9}"))
                // Then
                .isInstanceOf(LeaseLostException.class);
        assertThat(steps.begin(IMPORT, "TableImportTable", "w1/2"))
                .isEqualTo(new StepAttempt.AlreadyFinished("{\"version\":1}"));
    }

    @Test
    void letsExactlyOneOfManyAttemptsFinish() throws Exception {
        // Given
        List<Callable<Boolean>> attempts = new ArrayList<>();
        for (int number = 0; number < 24; number++) {
            String holder = "attempt-" + number;
            attempts.add(() -> steps.begin(IMPORT, "TableImportTable", holder) instanceof StepAttempt.Begun begun
                    && finishes(begun.lease(), holder));
        }
        ExecutorService pool = Executors.newFixedThreadPool(6);

        // When
        long finished = 0;
        for (var attempt : pool.invokeAll(attempts)) {
            finished += attempt.get() ? 1 : 0;
        }
        pool.shutdown();

        // Then
        assertThat(finished).isEqualTo(1);
    }

    private StepLease begin(String holder) {
        return ((StepAttempt.Begun) steps.begin(IMPORT, "TableImportTable", holder)).lease();
    }

    private boolean finishes(StepLease lease, String holder) {
        try {
            steps.finish(lease, '"' + holder + '"');
            return true;
        } catch (LeaseLostException e) {
            return false;
        }
    }
}
