package io.lakeshift.workflows.kinds.syncedtables;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What to do about a source without change data feed whose mode needs one. */
public enum OnMissingCdf {
    /** Take SNAPSHOT instead, and say so. */
    @JsonProperty("switch")
    SWITCH,
    /** Enable it on the source before the synced table is created. */
    @JsonProperty("enable")
    ENABLE,
    /** Refuse the table. */
    @JsonProperty("fail")
    FAIL
}
