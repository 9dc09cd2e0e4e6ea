package io.lakeshift.catalog.discover;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * @param alias unique among the tables found; the leaf directory, with parents where leaves collide
 * @param tableId {@code metaData.id}, where the log can be read
 * @param version newest version in the log, -1 where there is none
 * @param files active files
 * @param bytes of the active files
 * @param problem why the table cannot be imported as it stands
 * @param skippedBy the exclude pattern that the alias matches
 */
public record DiscoveredTable(
        String path,
        String alias,
        Optional<String> tableId,
        long version,
        long files,
        long bytes,
        List<String> readerFeatures,
        List<String> writerFeatures,
        Optional<Instant> lastModified,
        Optional<String> problem,
        Optional<String> skippedBy) {
    public DiscoveredTable {
        readerFeatures = List.copyOf(readerFeatures);
        writerFeatures = List.copyOf(writerFeatures);
    }
}
