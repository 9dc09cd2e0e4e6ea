package io.lakeshift.workflows.databricks;

/** What a synced table's state means to whoever waits for it. */
public enum Standing {
    /** There is no such synced table. */
    ABSENT,
    /** It is on its way, or in a state that this program does not know: wait. */
    WAITING,
    /** Its rows are served and fresh. */
    READY,
    /** Its rows are served, but the last update failed. Not good enough for a cut over. */
    DEGRADED,
    /** It will not get there by itself. */
    FAILED
}
