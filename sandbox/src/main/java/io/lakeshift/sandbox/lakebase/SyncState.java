package io.lakeshift.sandbox.lakebase;

/** The states of a synced table, without the prefix that the wire values have. */
public enum SyncState {
    PROVISIONING,
    PROVISIONING_PIPELINE_RESOURCES,
    PROVISIONING_INITIAL_SNAPSHOT,
    ONLINE,
    ONLINE_CONTINUOUS_UPDATE,
    ONLINE_TRIGGERED_UPDATE,
    ONLINE_NO_PENDING_UPDATE,
    ONLINE_UPDATING_PIPELINE_RESOURCES,
    ONLINE_PIPELINE_FAILED,
    OFFLINE_FAILED,
    OFFLINE;

    /** The provisioned plane really spells its OFFLINE with one letter more. */
    public String wire(Home.Plane plane) {
        return this == OFFLINE && plane == Home.Plane.PROVISIONED ? "SYNCED_TABLED_OFFLINE" : "SYNCED_TABLE_" + name();
    }

    public boolean online() {
        return name().startsWith("ONLINE");
    }
}
