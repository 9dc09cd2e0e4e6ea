package io.lakeshift.workflows;

/** Where a migration stands: the same words in code, search attributes, the command line and the documentation. */
public enum Phase {
    ASSESSING,
    PLANNED,
    IMPORTING,
    VALIDATING,
    AWAITING_APPROVAL,
    CUTTING_OVER,
    WATCHING,
    COMPLETED,
    PAUSED,
    NEEDS_ATTENTION,
    ROLLING_BACK,
    ROLLED_BACK,
    ABORTED;

    /** Nothing will happen any more. */
    public boolean terminal() {
        return this == COMPLETED || this == ROLLED_BACK || this == ABORTED;
    }

    /** A person has to act before it goes on. */
    public boolean waiting() {
        return this == AWAITING_APPROVAL || this == PAUSED || this == NEEDS_ATTENTION;
    }

    /** The cut over is behind it, so whoever follows a migration until then may let go. */
    public boolean cutOverProven() {
        return this == WATCHING || this == COMPLETED;
    }

    /** Aside of the order from assess to complete: entered from anywhere, left to where it came from or to an end. */
    public boolean aside() {
        return ordinal() > COMPLETED.ordinal();
    }
}
