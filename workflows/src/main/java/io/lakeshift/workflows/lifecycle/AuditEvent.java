package io.lakeshift.workflows.lifecycle;

/** What the audit chain tells of. */
public enum AuditEvent {
    STARTED,
    TAKEN_UP,
    PHASE_ENTERED,
    APPROVAL_ASKED,
    APPROVAL_EXPIRED,
    DECISION,
    COMMAND,
    FAILED
}
