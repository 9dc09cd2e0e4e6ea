package io.lakeshift.catalog.store;

import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;

/** A table's state at a version, from rows. Callers check that the version is between baseline and head. */
public interface SnapshotStore {
    /** The newest version that was committed at or before an instant, by Delta's rule of ever growing times. */
    OptionalLong versionAt(UUID tableId, Instant instant);

    /** The protocol action's JSON object in force at a version, as published. */
    Optional<String> protocol(UUID tableId, long version);

    /** The metaData action's JSON object in force at a version, as published. */
    Optional<String> metadata(UUID tableId, long version);

    /**
     * Streams the actions that make up the state at a version, in bounded memory: protocol, metaData, txn,
     * domainMetadata, the live files' add, and remove actions younger than the horizon.
     *
     * @param tombstoneHorizon remove actions with an older deletionTimestamp (milliseconds) are left out
     */
    <T> T withState(UUID tableId, long version, long tombstoneHorizon, Function<Iterator<StateAction>, T> use);

    /** Number of live files at a version. */
    long activeFiles(UUID tableId, long version);
}
