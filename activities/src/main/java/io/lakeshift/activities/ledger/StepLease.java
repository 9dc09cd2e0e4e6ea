package io.lakeshift.activities.ledger;

/** The right of one attempt to do a step and to say that it is done; lost as soon as a later attempt begins. */
public record StepLease(StepKey key, long lease) {}
