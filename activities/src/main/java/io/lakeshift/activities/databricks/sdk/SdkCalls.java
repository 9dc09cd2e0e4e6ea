package io.lakeshift.activities.databricks.sdk;

import io.lakeshift.activities.databricks.WorkspaceException;
import io.lakeshift.workflows.MigrationFailure;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes calls, and turns what the SDK throws into what callers understand. */
final class SdkCalls {
    private final SdkFailures failures;

    SdkCalls(String host, Optional<String> profile) {
        this.failures = new SdkFailures(host, profile);
    }

    String host() {
        return failures.host();
    }

    /** How a person logs in to the right workspace; the one that is known may be the wrong one. */
    String login() {
        return failures.loginElsewhere();
    }

    /** @param act what is done, with what it needs, for messages */
    <T> T call(Act act, Supplier<T> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            throw failures.of(act, e);
        }
    }

    void run(Act act, Runnable call) {
        call(act, () -> {
            call.run();
            return true;
        });
    }

    /** Empty where Databricks says that there is no such thing. */
    <T> Optional<T> find(Act act, Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (RuntimeException e) {
            WorkspaceException mapped = failures.of(act, e);
            if (mapped.failure() == MigrationFailure.OBJECT_MISSING) {
                return Optional.empty();
            }
            throw mapped;
        }
    }

    /**
     * @param what such as {@code read schema main.demo}
     * @param needs the privilege that lets one do it, and who can grant it
     * @param changes whether a lost answer leaves open what happened
     */
    record Act(String what, String needs, boolean changes) {
        static Act reading(String what, String needs) {
            return new Act(what, needs, false);
        }

        static Act changing(String what, String needs) {
            return new Act(what, needs, true);
        }
    }
}
