package io.lakeshift.catalog.store;

import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;

/** What reading a snapshot asks beyond {@link RowStore}. Callers check that a version is between baseline and head. */
public interface SnapshotStore {
    /** The newest version that was committed at or before an instant, by Delta's rule of ever growing times. */
    OptionalLong versionAt(UUID tableId, Instant instant);

    /** Number of live files at a version. */
    long activeFiles(UUID tableId, long version);

    /**
     * The newest remove action of every file that is not live at a version.
     *
     * @param horizon actions with an older deletionTimestamp (milliseconds) are left out
     */
    RowCursor<ActionRow.Remove> tombstones(UUID tableId, long version, long horizon);
}
