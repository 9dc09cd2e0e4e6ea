package io.lakeshift.activities.ledger;

/** What an attempt finds when it begins: either the work is its own, or it was done before. */
public sealed interface StepAttempt {
    record Begun(StepLease lease) implements StepAttempt {}

    /** @param result the JSON that the finishing attempt left */
    record AlreadyFinished(String result) implements StepAttempt {}
}
