package io.lakeshift.workflows.kinds.sqldelta;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How much history an import takes over. */
public enum ImportMode {
    /** From the newest checkpoint on. */
    @JsonProperty("fast")
    FAST,
    /** Every version that can be recreated. */
    @JsonProperty("full-history")
    FULL_HISTORY
}
