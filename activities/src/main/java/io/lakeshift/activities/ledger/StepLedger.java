package io.lakeshift.activities.ledger;

/** Makes a step happen once, however many attempts there are. Every call is one transaction. */
public interface StepLedger {
    /**
     * Begins an attempt of a step, or hands back the result of the attempt that finished it. A new attempt takes the
     * lease from every earlier one.
     *
     * @param activity what kind of step it is, for people who look
     * @param holder worker and attempt, for people who look
     */
    StepAttempt begin(StepKey key, String activity, String holder);

    /** @throws LeaseLostException if a later attempt has begun */
    void requireHeld(StepLease lease);

    /** @throws LeaseLostException if a later attempt has begun: the result is not stored */
    void finish(StepLease lease, String result);
}
