package io.lakeshift.activities.failure;

import io.lakeshift.activities.databricks.WorkspaceException;
import io.lakeshift.activities.ledger.LeaseLostException;
import io.lakeshift.activities.ledger.LedgerFailures;
import io.lakeshift.catalog.CatalogError;
import io.lakeshift.catalog.CatalogException;
import io.lakeshift.workflows.MigrationFailure;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityWorkerShutdownException;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import java.time.Duration;
import java.util.Objects;

/**
 * Turns what an activity throws into what its workflow sees: a code of {@link MigrationFailure}, a message for people,
 * and nothing else. Causes and stack traces stay in the worker's log, because they can hold secrets.
 */
public final class FailureMapping {
    private static final Duration UNTIL_WORKER_IS_GONE = Duration.ofSeconds(2);

    private FailureMapping() {}

    /** The catalog's errors have the same names as the failures, but for the head that moved under an approval. */
    public static MigrationFailure of(CatalogError error) {
        return error == CatalogError.HEAD_MOVED
                ? MigrationFailure.COMMIT_CONFLICT
                : MigrationFailure.valueOf(error.name());
    }

    /** Cancellations and Temporal's own failures pass unchanged. */
    public static RuntimeException map(Throwable thrown) {
        if (thrown instanceof ActivityWorkerShutdownException) {
            return workerStopping();
        }
        if (thrown instanceof ActivityCompletionException cancelled) {
            return cancelled;
        }
        if (thrown instanceof TemporalFailure known) {
            return known;
        }
        if (thrown instanceof WorkspaceException workspace) {
            return of(workspace);
        }
        if (thrown instanceof CatalogException catalog) {
            return of(catalog.error()).asApplicationFailure(message(catalog), null);
        }
        if (thrown instanceof LeaseLostException lost) {
            return MigrationFailure.TABLE_BUSY.asApplicationFailure(message(lost), null);
        }
        return LedgerFailures.databaseError(thrown)
                .map(error -> of(error)
                        .asApplicationFailure(
                                "The ledger's database failed: " + message(thrown)
                                        + ". It is tried again; check that the server is running.",
                                null))
                .orElseGet(() -> MigrationFailure.INTERNAL.asApplicationFailure(
                        "Unexpected " + thrown.getClass().getSimpleName() + ": " + message(thrown)
                                + ". The worker's log has the details.",
                        null));
    }

    /** Where Databricks asked to be left alone for a while, that is how long the next attempt waits. */
    private static ApplicationFailure of(WorkspaceException workspace) {
        ApplicationFailure.Builder failure = ApplicationFailure.newBuilder()
                .setType(workspace.failure().name())
                .setMessage(message(workspace))
                .setNonRetryable(!workspace.failure().retryable());
        workspace.retryAfter().ifPresent(failure::setNextRetryDelay);
        return failure.build();
    }

    /** A stopping worker still takes retries from its open poll, so the next attempt waits until it is gone. */
    private static ApplicationFailure workerStopping() {
        return ApplicationFailure.newBuilder()
                .setType("WORKER_STOPPING")
                .setMessage("The worker is stopping; another one goes on.")
                .setNextRetryDelay(UNTIL_WORKER_IS_GONE)
                .setCategory(ApplicationErrorCategory.BENIGN)
                .build();
    }

    private static String message(Throwable thrown) {
        return Secrets.scrub(Objects.requireNonNullElse(thrown.getMessage(), "no message"));
    }
}
