package io.lakeshift.activities.databricks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RememberedTest {
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void asksOnceWithinItsLife() {
        // Given
        Remembered<Integer> answer = new Remembered<>(Duration.ofHours(1));

        // When
        int first = answer.or(asked::incrementAndGet);
        int second = answer.or(asked::incrementAndGet);

        // Then
        assertThat(first).isEqualTo(1);
        assertThat(second).isEqualTo(1);
    }

    @Test
    void asksAgainAfterItsLife() {
        // Given
        Remembered<Integer> answer = new Remembered<>(Duration.ZERO);

        // When
        answer.or(asked::incrementAndGet);

        // Then
        assertThat(answer.or(asked::incrementAndGet)).isEqualTo(2);
    }

    @Test
    void asksAgainWhereThatIsWanted() {
        // Given
        Remembered<Integer> answer = new Remembered<>(Duration.ofHours(1));
        answer.or(asked::incrementAndGet);

        // When
        int now = answer.anew(asked::incrementAndGet);

        // Then
        assertThat(now).isEqualTo(2);
        assertThat(answer.or(asked::incrementAndGet)).isEqualTo(2);
    }

    @Test
    void asksAgainForWhatWasForgotten() {
        // Given
        Remembered<Integer> answer = new Remembered<>(Duration.ofHours(1));
        answer.or(asked::incrementAndGet);

        // When
        answer.forget();

        // Then
        assertThat(answer.or(asked::incrementAndGet)).isEqualTo(2);
    }

    @Test
    void remembersNoFailure() {
        // Given
        Remembered<Integer> answer = new Remembered<>(Duration.ofHours(1));

        // When
        assertThatThrownBy(() -> answer.or(() -> {
                    throw new IllegalStateException("not logged in");
                }))
                .hasMessage("not logged in");

        // Then
        assertThat(answer.or(asked::incrementAndGet)).isEqualTo(1);
    }
}
