package io.lakeshift.workflows.kinds.syncedtables;

import io.lakeshift.workflows.Backoff;
import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSmokeTests.Answered;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTablesSetup.Application;
import io.lakeshift.workflows.lifecycle.MigrationPhases.Checked;
import io.lakeshift.workflows.lifecycle.UnitFacts;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;

/** Asks an application that has just been switched whether it works, until it does; one that does not is put back. */
final class ApplicationProof {
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);
    private static final Duration LONGEST_COMMAND = Duration.ofMinutes(5);

    private final SyncedTableSmokeTests tests = SyncedTableStubs.smokeTests();
    private final SyncedTableRemovals removals = SyncedTableStubs.removals();
    private final String migration;
    private final String unit;

    ApplicationProof(String migration, String unit) {
        this.migration = migration;
        this.unit = unit;
    }

    /** With trouble, the application reads what it read before. One that has no smoke test is taken at its word. */
    Checked of(UnitFacts facts, Application application) {
        if (application.smokeTest().isEmpty()) {
            return Checked.fine(facts);
        }
        SmokeTest test = application.smokeTest().get();
        Answered last = asked(application, test);
        UnitFacts tested = SyncedTableFacts.smokeTested(facts, last);
        if (last.passed()) {
            return Checked.fine(tested);
        }
        removals.switchApplicationBack(new SyncedTableRemovals.SwitchBack(migration, unit, application));
        return Checked.trouble(
                tested, MigrationFailure.SMOKE_TEST_FAILED, SyncedTableErrors.smokeTestFailed(application, test, last));
    }

    private Answered asked(Application application, SmokeTest test) {
        Instant until = now().plus(test.within());
        Backoff wait = new Backoff(FIRST_WAIT, LONGEST_WAIT);
        while (true) {
            Answered answered = ask(application, Backoff.longer(left(until), FIRST_WAIT));
            Duration left = left(until);
            if (answered.passed() || !answered.again() || left.isZero()) {
                return answered;
            }
            Workflow.sleep(Backoff.shorter(wait.next(), left));
        }
    }

    /** Nobody knows then whether the application works, which is no reason to leave it switched. */
    private Answered ask(Application application, Duration left) {
        try {
            return tests.ask(new SyncedTableSmokeTests.Ask(application, Backoff.shorter(left, LONGEST_COMMAND)));
        } catch (ActivityFailure e) {
            return new Answered(
                    false,
                    false,
                    MigrationFailure.applicationFailureIn(e)
                            .map(failure -> failure.getOriginalMessage())
                            .orElse("no worker has finished it"));
        }
    }

    private static Duration left(Instant until) {
        return Backoff.longer(Duration.between(now(), until), Duration.ZERO);
    }

    private static Instant now() {
        return Instant.ofEpochMilli(Workflow.currentTimeMillis());
    }
}
