package io.lakeshift.catalog.load;

import io.lakeshift.catalog.store.ActionRow;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A table as its log has it, found by reading the log.
 *
 * @param files add, remove and cdc actions read
 * @param versions read
 * @param bytesRead of the log
 */
public record LogState(
        long version,
        long activeFiles,
        long sizeBytes,
        long files,
        long adds,
        long removes,
        long versions,
        long bytesRead,
        OptionalLong checkpointVersion,
        Optional<ActionRow.Protocol> protocol,
        Optional<ActionRow.MetaData> metadata,
        List<String> warnings) {
    public LogState {
        warnings = List.copyOf(warnings);
    }
}
