package io.lakeshift.activities.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakeshift.activities.testing.TestingLedger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeasesTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final MovableClock clock = new MovableClock();
    private final TestingLedger database = new TestingLedger(clock);
    private final Leases leases = database.ledger().leases();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void givesNoMoreThanThereAre() {
        assertThat(leases.take("connections", "a", 2, HOUR)).isTrue();
        assertThat(leases.take("connections", "b", 2, HOUR)).isTrue();
        assertThat(leases.take("connections", "c", 2, HOUR)).isFalse();
        assertThat(leases.take("other connections", "c", 2, HOUR)).isTrue();
        assertThat(leases.holders("connections")).containsExactly("a", "b");
    }

    @Test
    void whoeverHasOneKeepsItAlsoWhenThereAreFewer() {
        // Given
        leases.take("connections", "a", 2, HOUR);
        leases.take("connections", "b", 2, HOUR);

        // When
        boolean again = leases.take("connections", "b", 1, HOUR);

        // Then
        assertThat(again).isTrue();
        assertThat(leases.take("connections", "c", 2, HOUR)).isFalse();
    }

    @Test
    void whatIsGivenBackIsFreeForTheNext() {
        // Given
        leases.take("connections", "a", 1, HOUR);

        // When
        leases.giveBack("a");
        leases.giveBack("a");

        // Then
        assertThat(leases.take("connections", "b", 1, HOUR)).isTrue();
    }

    @Test
    void whoeverHasDiedHoldsNothingForEver() {
        // Given
        leases.take("connections", "dead", 2, HOUR);
        leases.take("connections", "alive", 2, HOUR);

        // When
        clock.pass(Duration.ofMinutes(50));
        leases.renew("alive", HOUR);
        clock.pass(Duration.ofMinutes(20));
        leases.renew("dead", HOUR);

        // Then
        assertThat(leases.holders("connections")).containsExactly("alive");
        assertThat(leases.take("connections", "next", 2, HOUR)).isTrue();
    }

    @Test
    void manyAtOneTimeGetNoMoreThanThereAre() throws Exception {
        // Given
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            // When
            List<Future<Boolean>> tries = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                String holder = "unit-" + i;
                tries.add(threads.submit(() -> leases.take("connections", holder, 3, HOUR)));
            }
            int taken = 0;
            for (Future<Boolean> each : tries) {
                taken += each.get() ? 1 : 0;
            }

            // Then
            assertThat(taken).isEqualTo(3);
            assertThat(leases.holders("connections")).hasSize(3);
        } finally {
            threads.shutdownNow();
        }
    }

    private static final class MovableClock extends Clock {
        private Instant now = Instant.parse("2026-01-02T03:04:05Z");

        synchronized void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public synchronized Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
