package io.lakeshift.workflows.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaintenanceWindowTest {
    // 2026-11-21 is a Saturday.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Sat 02:00-05:00 Europe/Berlin   | 2026-11-21T00:30:00Z | PT30M
            Sat 02:00-05:00 Europe/Berlin   | 2026-11-21T01:00:00Z | PT0S
            Sat 02:00-05:00 Europe/Berlin   | 2026-11-21T03:59:59Z | PT0S
            Sat 02:00-05:00 Europe/Berlin   | 2026-11-21T04:00:00Z | PT165H
            Mon-Fri 22:00-04:00 UTC         | 2026-11-21T03:00:00Z | PT0S
            Mon-Fri 22:00-04:00 UTC         | 2026-11-21T04:00:00Z | PT66H
            Fri-Mon 10:00-11:00 UTC         | 2026-11-22T11:00:00Z | PT23H
            Sat,Wed 10:00-11:00 UTC         | 2026-11-21T11:00:00Z | PT95H
            daily 01:00-02:00 UTC           | 2026-11-21T02:00:00Z | PT23H
            """)
    void saysHowLongUntilItOpens(String window, Instant now, Duration expected) {
        assertThat(MaintenanceWindow.parse(window).untilOpen(now)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            weekend                        |
            Sat 2-5 UTC                    |
            Sat 02:00-05:00                |
            Sat 02:00-05:00 Mars/Olympus   |  (Unknown time-zone ID: Mars/Olympus)
            Xyz 02:00-05:00 UTC            |  (no weekday is called Xyz)
            """)
    void refusesWhatIsNoWindow(String window, String detail) {
        assertThatThrownBy(() -> MaintenanceWindow.parse(window))
                .hasMessage("policy.approval.window '" + window + "' is not a maintenance window"
                        + (detail == null ? "" : " " + detail)
                        + "; write days, times and a time zone, such as 'Sat 02:00-05:00 Europe/Berlin'.");
    }

    @Test
    void isWrittenAsItWasRead() {
        assertThat(MaintenanceWindow.parse("Sat 02:00-05:00 UTC")).hasToString("Sat 02:00-05:00 UTC");
    }
}
