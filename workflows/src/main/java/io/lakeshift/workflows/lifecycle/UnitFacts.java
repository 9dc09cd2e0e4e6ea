package io.lakeshift.workflows.lifecycle;

import java.util.Optional;

/**
 * What is known of the thing that moves, in numbers that people ask for. Versions and counts are -1 while unknown.
 *
 * @param id the table's UUID in the catalog; empty until it is registered
 * @param uri what writers use: the table's path while files own its commits, {@code deltasql://…} while SQL does; empty
 *     until that has changed once
 * @param version newest version in the catalog
 * @param logVersion newest version in the log
 * @param publishedVersion every version up to here is a file in the log
 * @param filesProcessed file actions that the import has stored
 * @param activeFiles live files at {@code version}
 */
public record UnitFacts(
        Optional<String> id,
        String alias,
        Optional<String> uri,
        long version,
        long logVersion,
        long publishedVersion,
        long filesProcessed,
        long activeFiles) {
    public static UnitFacts unknown(String alias) {
        return new UnitFacts(Optional.empty(), alias, Optional.empty(), -1, -1, -1, -1, -1);
    }

    public UnitFacts withUri(String now) {
        return new UnitFacts(
                id, alias, Optional.of(now), version, logVersion, publishedVersion, filesProcessed, activeFiles);
    }

    public UnitFacts withHeads(long nowVersion, long nowLogVersion, long nowPublishedVersion) {
        return new UnitFacts(
                id, alias, uri, nowVersion, nowLogVersion, nowPublishedVersion, filesProcessed, activeFiles);
    }

    public UnitFacts withFiles(String nowId, long nowProcessed, long nowActive) {
        return new UnitFacts(
                Optional.of(nowId), alias, uri, version, logVersion, publishedVersion, nowProcessed, nowActive);
    }
}
