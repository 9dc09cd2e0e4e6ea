package io.lakeshift.workflows.lifecycle;

/** What became of a decision. */
public enum Disposition {
    /** Counted: the quorum is one closer, or reached. */
    ACCEPTED,
    /** A no that ends the question. */
    DENIED,
    /** Nothing was being asked yet. */
    EARLY,
    /** This approver's yes to this question is already counted, or the question is already decided. */
    DUPLICATE,
    /** Bound to a plan, head or validation that is not the one being asked about (any more). */
    STALE,
    /** Bound to another unit. */
    FOREIGN,
    /** The policy does not let this person decide. */
    NOT_ALLOWED,
    /** Without an approver's name. */
    MALFORMED
}
