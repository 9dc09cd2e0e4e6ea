package io.lakeshift.cli;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The wait between two looks at something that nobody tells this process about. */
public final class Pause {
    private Pause() {}

    public static void of(Duration time) {
        try {
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException(ExitCode.FAILED, "Interrupted.", e);
        }
    }
}
