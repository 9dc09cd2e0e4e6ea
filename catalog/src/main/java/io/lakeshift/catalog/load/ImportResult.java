package io.lakeshift.catalog.load;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * @param tableId empty for a dry run
 * @param version the table's newest version in the catalog; for a dry run, in the log
 * @param filesProcessed add, remove and cdc actions of this run
 * @param activeFiles live files at that version
 * @param versionsImported versions of this run; 0 where there was nothing new
 * @param checkpointVersion the checkpoint that this run started from
 */
public record ImportResult(
        Optional<UUID> tableId,
        String alias,
        String location,
        long version,
        long filesProcessed,
        long activeFiles,
        long versionsImported,
        OptionalLong checkpointVersion,
        Duration duration,
        List<String> warnings) {
    public ImportResult {
        warnings = List.copyOf(warnings);
    }
}
