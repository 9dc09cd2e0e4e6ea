package io.lakeshift.catalog.store;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where a slice leaves the table.
 *
 * @param version the new head
 * @param versions that were read since the last slice was made durable
 * @param actions that were read since then, commitInfo not counted
 * @param baseline set by the slice that starts the table's history, or starts it anew at a checkpoint
 * @param protocol at the head; empty where the slice changed none
 * @param metadata at the head; empty where the slice changed none
 * @param totals of the run so far
 */
public record SliceEnd(
        long version,
        long versions,
        long actions,
        OptionalLong baseline,
        Optional<HeadProtocol> protocol,
        Optional<HeadMetadata> metadata,
        ImportTotals totals) {
    public record HeadProtocol(int minReaderVersion, int minWriterVersion) {}

    /** @param configuration JSON object as written */
    public record HeadMetadata(Optional<String> deltaTableId, Optional<String> configuration) {}
}
