package io.lakeshift.workflows.lifecycle;

/** What the audit chain tells of. */
public enum AuditEvent {
    STARTED,
    TAKEN_UP,
    PHASE_ENTERED,
    APPROVAL_ASKED,
    APPROVAL_EXPIRED,
    /** Yeses that were counted lost their object, because the head moved. */
    APPROVAL_STALE,
    DECISION,
    COMMAND,
    FAILED
}
