package io.lakeshift.catalog.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** How far ratified versions have become files: the table {@code dl_mirror_status}. */
public interface PublishStore {
    /** A version is a file now; the table's published version follows. Repeating it changes nothing. */
    void published(UUID tableId, long version);

    /** A version could not be written; it stays in line. */
    void failed(UUID tableId, long version, String problem);

    void checkpointed(UUID tableId, long version);

    /** Newest version with a checkpoint that this program wrote. */
    OptionalLong newestCheckpoint(UUID tableId);

    /** When the oldest version that is not yet a file was ratified; empty when none waits. */
    Optional<Instant> oldestUnpublished(UUID tableId);

    /** When a version was ratified; empty for one that was not ratified here. */
    Optional<Instant> ratifiedAt(UUID tableId, long version);

    /** Tables with versions that wait to be published, whoever decides their commits now. */
    List<UUID> waiting();

    /** Begins to listen for commits. The caller closes it. */
    CommitWatch watch();
}
