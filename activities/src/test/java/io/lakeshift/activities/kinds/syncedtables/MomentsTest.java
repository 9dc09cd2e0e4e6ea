package io.lakeshift.activities.kinds.syncedtables;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-21T10:15:30.250Z",
                "2026-11-21T10:15:30.250",
                "2026-11-21 10:15:30.250",
            })
    void withAndWithoutAZoneIsTheSameMoment(String text) {
        assertThat(Moments.parse(text)).contains(Instant.parse("2026-11-21T10:15:30.250Z"));
    }

    @Test
    void whatIsNoMomentIsNone() {
        assertThat(Moments.parse("yesterday")).isEmpty();
    }
}
