package io.lakeshift.workflows.kinds.syncedtables;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often a workspace is asked while a table loads. */
class SyncWaitTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void looksAreNeverLessThanASecondApartAndGetRarer() {
        // Given
        SyncWait wait = new SyncWait(NOW, 3_600);

        // When
        List<Duration> waits = looks(wait, Duration.ofHours(1));

        // Then
        assertThat(waits.get(0)).isEqualTo(Duration.ofSeconds(1));
        assertThat(waits).isSorted();
        assertThat(waits.get(waits.size() - 1)).isEqualTo(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @CsvSource({"-1, PT1M, 12", "60, PT1M, 12", "3600, PT1H, 130", "86400, PT24H, 200", "360000, PT100H, 770"})
    void aLoadThatTakesWhatWasExpectedCostsNoMoreThan(long expectedSeconds, Duration takes, int most) {
        // Given
        SyncWait wait = new SyncWait(NOW, expectedSeconds);

        // When
        List<Duration> waits = looks(wait, takes);

        // Then
        assertThat(waits).hasSizeBetween(2, most);
    }

    @ParameterizedTest
    @CsvSource({"-1, PT30H, 620", "60, PT100H, 1200"})
    void aLoadOfUnforeseenLengthCostsNoHistoryThatIsTooLong(long expectedSeconds, Duration takes, int most) {
        // Given
        SyncWait wait = new SyncWait(NOW, expectedSeconds);

        // When
        List<Duration> waits = looks(wait, takes);

        // Then
        assertThat(waits).hasSizeBetween(2, most);
        assertThat(waits.get(waits.size() - 1)).isEqualTo(Duration.ofMinutes(8));
    }

    private static List<Duration> looks(SyncWait wait, Duration load) {
        List<Duration> waits = new ArrayList<>();
        Duration total = Duration.ZERO;
        while (total.compareTo(load) < 0) {
            Duration next = wait.untilNextLook(NOW.plus(total));
            waits.add(next);
            total = total.plus(next);
        }
        return waits;
    }
}
