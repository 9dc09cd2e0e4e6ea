package io.lakeshift.sandbox.lakebase;

/** When a synced table is brought up to date. */
public enum Policy {
    SNAPSHOT,
    TRIGGERED,
    CONTINUOUS
}
