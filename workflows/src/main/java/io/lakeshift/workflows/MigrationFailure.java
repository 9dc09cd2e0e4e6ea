package io.lakeshift.workflows;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The closed list of what can go wrong. The name is the failure's type in Temporal, its code in output and in the
 * ledger; the catalog's errors have the same names here. Retryable means: the same call may succeed later.
 */
public enum MigrationFailure {
    NO_LOG_FILES(false),
    VERSION_MISSING(false),
    LOG_CORRUPT(false),
    LOG_INCOMPLETE(true),
    UNSUPPORTED_FEATURE(false, ExitCodes.BLOCKED),
    TABLE_UNKNOWN(false),
    ALIAS_TAKEN(false),
    TABLE_RECREATED(false),
    LOG_FORKED(false),
    TABLE_BUSY(true),
    COMMIT_CONFLICT(false),
    FOREIGN_COMMIT(false),
    NOT_SQL_BACKED(false),
    DATABASE_UNREACHABLE(true),
    DATABASE_REFUSED(false),
    DATABASE_SCHEMA_NEWER(false),
    DATABASE_UNSUPPORTED(false),
    PERMISSION_DENIED(false),
    DISK_FULL(true),
    STORAGE_FAILED(true),
    /** Databricks did not answer, or asked to be left alone for a while. */
    WORKSPACE_UNAVAILABLE(true),
    /** Databricks does not accept who is asking. */
    NOT_AUTHENTICATED(false),
    /** Databricks understood, and said no. */
    WORKSPACE_REFUSED(false),
    /** Only a person can do it, in the workspace's own pages. */
    BY_HAND(false),
    /** Something that Databricks should know is not there. */
    OBJECT_MISSING(false),
    /** Something of that name is there, but not as it was wanted. */
    EXISTS_DIFFERENTLY(false),
    /** A synced table or its pipeline has failed. */
    SYNC_FAILED(false),
    /** A synced table was not ready in time, and nothing moves. */
    SYNC_OVERDUE(false),
    /** An application that was switched does not work; it reads what it read before. */
    SMOKE_TEST_FAILED(false),
    /** Something depends on what is to be removed. */
    DEPENDENTS_EXIST(false),
    INVALID_INPUT(false),

    /** The assessment found a BLOCKER. */
    BLOCKED_BY_ASSESSMENT(false, ExitCodes.BLOCKED),
    /** The plan that was asked for is not the plan that the source now leads to. */
    PLAN_CHANGED(false),
    /** The catalog and the log differ. */
    DRIFT(false, ExitCodes.DRIFT),
    /** Only the lag objective is missed. */
    LAG(false, ExitCodes.LAG),
    /** After the cut over a writer on the plain path was not refused. */
    FENCE_NOT_HOLDING(false),
    APPROVAL_DENIED(false),
    APPROVAL_EXPIRED(false),
    ABORTED(false),
    /** A child of a batch ended without saying how. */
    CHILD_LOST(false),
    /** A failure that nobody foresaw: a defect, or a timeout of the machinery. */
    INTERNAL(true);

    private final boolean retryable;
    private final int exitCode;

    MigrationFailure(boolean retryable) {
        this(retryable, ExitCodes.FAILED);
    }

    MigrationFailure(boolean retryable, int exitCode) {
        this.retryable = retryable;
        this.exitCode = exitCode;
    }

    public boolean retryable() {
        return retryable;
    }

    /** What a command exits with when it ends because of this. */
    public int exitCode() {
        return exitCode;
    }

    /** The types that Temporal must not retry, for retry options. */
    public static String[] nonRetryable() {
        return Arrays.stream(values())
                .filter(failure -> !failure.retryable)
                .map(Enum::name)
                .toArray(String[]::new);
    }

    /** The failure with this code; {@link #INTERNAL} for a code of some other program. */
    public static MigrationFailure of(@Nullable String code) {
        return Arrays.stream(values())
                .filter(failure -> failure.name().equals(code))
                .findFirst()
                .orElse(INTERNAL);
    }

    /** The form in which an activity throws it: the code is the type, the message is for people. */
    public ApplicationFailure asApplicationFailure(String message, @Nullable Throwable cause) {
        return retryable
                ? ApplicationFailure.newFailureWithCause(message, name(), cause)
                : ApplicationFailure.newNonRetryableFailureWithCause(message, name(), cause);
    }

    /** Finds the application failure that a throwable out of an activity or a child carries. */
    public static Optional<ApplicationFailure> applicationFailureIn(@Nullable Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof ApplicationFailure failure) {
                return Optional.of(failure);
            }
        }
        return Optional.empty();
    }

    /** The failure that an activity ended with; {@link #INTERNAL} for time-outs and what nobody foresaw. */
    public static MigrationFailure in(ActivityFailure failure) {
        return applicationFailureIn(failure).map(found -> of(found.getType())).orElse(INTERNAL);
    }
}
