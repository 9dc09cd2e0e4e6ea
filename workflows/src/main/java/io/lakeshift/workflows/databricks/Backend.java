package io.lakeshift.workflows.databricks;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The two control planes of Lakebase, with what one capacity unit of each moves in a second. An autoscaling unit is an
 * eighth of a provisioned one.
 *
 * @see <a href="https://docs.databricks.com/aws/en/oltp/">Lakebase documentation</a>
 */
public enum Backend {
    @JsonProperty("provisioned")
    PROVISIONED(15_000, 1_200),
    @JsonProperty("autoscaling")
    AUTOSCALING(2_000, 150);

    private final long snapshotRowsPerSecond;
    private final long incrementalRowsPerSecond;

    Backend(long snapshotRowsPerSecond, long incrementalRowsPerSecond) {
        this.snapshotRowsPerSecond = snapshotRowsPerSecond;
        this.incrementalRowsPerSecond = incrementalRowsPerSecond;
    }

    /** Initial loads and full refreshes, by one capacity unit. */
    public long snapshotRowsPerSecond() {
        return snapshotRowsPerSecond;
    }

    /** Triggered and continuous updates, by one capacity unit. */
    public long incrementalRowsPerSecond() {
        return incrementalRowsPerSecond;
    }
}
