package io.lakeshift.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void doublesUpToTheLongestAndStaysThere() {
        // Given
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(5));

        // When
        List<Duration> waits = Stream.generate(backoff::next).limit(5).toList();

        // Then
        assertThat(waits)
                .containsExactly(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5));
    }

    @Test
    void aFirstWaitAboveTheLongestIsTheLongest() {
        assertThat(new Backoff(Duration.ofMinutes(1), Duration.ofSeconds(5)).next())
                .isEqualTo(Duration.ofSeconds(5));
    }
}
