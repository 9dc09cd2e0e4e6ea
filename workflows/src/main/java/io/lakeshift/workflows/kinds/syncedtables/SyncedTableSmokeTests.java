package io.lakeshift.workflows.kinds.syncedtables;

import io.temporal.activity.ActivityInterface;
import java.time.Duration;

/** Port: whether an application works with its new configuration. Queue LIFECYCLE. */
@ActivityInterface(namePrefix = "SmokeTestSynced")
public interface SyncedTableSmokeTests {
    /**
     * Asks every URL, then runs the command, up to the first that does not pass. What an application or a command answers
     * is a result, never a failure. Changes nothing; how often the command may run is the plan's to know.
     */
    Answered ask(Ask request);

    /**
     * @param application with a smoke test
     * @param longest that the command may run
     */
    record Ask(SyncedTablesSetup.Application application, Duration longest) {}

    /**
     * @param again false where asking once more cannot help
     * @param said what was asked and what came back, for people, without secrets
     */
    record Answered(boolean passed, boolean again, String said) {}
}
