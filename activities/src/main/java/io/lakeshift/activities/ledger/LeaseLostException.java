package io.lakeshift.activities.ledger;

/** A later attempt of the same step has begun: whoever gets this must stop and write nothing more. */
public final class LeaseLostException extends RuntimeException {
    public LeaseLostException(StepLease lease) {
        super("A later attempt has taken over step %s (this one held lease %d)".formatted(lease.key(), lease.lease()));
    }
}
