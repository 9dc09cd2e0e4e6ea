package io.lakeshift.workflows.kinds.sqldelta;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What keeps file writers out after the cut over. */
public enum FenceMode {
    /** Lakeshift's own writer feature: conforming writers refuse, readers go on. */
    @JsonProperty("feature")
    FEATURE,
    /** Delta's own feature, which also shuts out path readers that lack it. */
    @JsonProperty("catalogManaged")
    CATALOG_MANAGED,
    /** Nothing but a person's word that writers are stopped. */
    @JsonProperty("none")
    NONE
}
