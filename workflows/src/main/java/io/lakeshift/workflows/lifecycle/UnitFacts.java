package io.lakeshift.workflows.lifecycle;

import java.util.Optional;

/**
 * What is known of the thing that moves, in numbers that people ask for. Versions and counts are -1 while unknown.
 *
 * @param id the table's UUID in the catalog; empty until it is registered
 * @param version newest version in the catalog
 * @param logVersion newest version in the log
 * @param publishedVersion every version up to here is a file in the log
 * @param filesProcessed file actions that the import has stored
 * @param activeFiles live files at {@code version}
 */
public record UnitFacts(
        Optional<String> id,
        String alias,
        long version,
        long logVersion,
        long publishedVersion,
        long filesProcessed,
        long activeFiles) {
    public static UnitFacts unknown(String alias) {
        return new UnitFacts(Optional.empty(), alias, -1, -1, -1, -1, -1);
    }
}
