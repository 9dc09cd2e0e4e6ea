package io.lakeshift.workflows.databricks;

/** How a synced table is kept fresh: Databricks' scheduling policy. */
public enum SyncMode {
    /** All rows, each time somebody or something starts it. */
    SNAPSHOT,
    /** What changed since the last time, each time somebody or something starts it. Needs the change data feed. */
    TRIGGERED,
    /** What changes, at once, by a pipeline that always runs. Needs the change data feed. */
    CONTINUOUS;

    public boolean needsChangeDataFeed() {
        return this != SNAPSHOT;
    }
}
