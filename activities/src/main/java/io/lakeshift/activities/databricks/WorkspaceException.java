package io.lakeshift.activities.databricks;

import io.lakeshift.workflows.MigrationFailure;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** A call to Databricks that did not go well. The message is for people and holds no secret. */
public final class WorkspaceException extends RuntimeException {
    /** What a caller may want to tell apart. */
    public enum Reason {
        /** There is something of that name already. */
        EXISTS,
        /** Something else is under way, such as another update. */
        CONFLICT,
        /** The call may have had its effect although no answer came. */
        OUTCOME_UNKNOWN,
        /** The cloud's storage does not let Databricks in. */
        STORAGE_DENIED,
        /** This API does not do that for this Lakebase; the other one, or a person in the workspace, may. */
        NOT_BY_THIS_API,
        OTHER
    }

    private final MigrationFailure failure;
    private final Reason reason;
    private final transient Optional<Duration> retryAfter;

    public WorkspaceException(MigrationFailure failure, Reason reason, String message, Optional<Duration> retryAfter) {
        super(message);
        this.failure = failure;
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    public static WorkspaceException of(MigrationFailure failure, String message) {
        return new WorkspaceException(failure, Reason.OTHER, message, Optional.empty());
    }

    public MigrationFailure failure() {
        return failure;
    }

    public Reason reason() {
        return reason;
    }

    /** Whether what was to be deleted still has something in it. */
    public boolean saysNotEmpty() {
        return failure == MigrationFailure.WORKSPACE_REFUSED
                && String.valueOf(getMessage()).toLowerCase(Locale.ROOT).contains("not empty");
    }

    /** How long Databricks asked to be left alone. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
