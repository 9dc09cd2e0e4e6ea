package io.lakeshift.catalog.store;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a run did.
 *
 * @param filesProcessed add, remove and cdc actions written
 * @param summary JSON object for people and tools
 */
public record ImportTotals(
        OptionalLong checkpointVersion,
        OptionalLong startVersion,
        OptionalLong endVersion,
        long filesProcessed,
        Optional<String> summary) {}
