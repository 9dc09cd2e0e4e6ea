package io.lakeshift.workflows.lifecycle;

import java.util.List;
import java.util.Objects;
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
 * @param activeFiles live files at {@code version}; -1 for a kind that moves no files
 * @param details what else a kind wants people to see, in its order; empty where the numbers say it all
 */
public record UnitFacts(
        Optional<String> id,
        String alias,
        Optional<String> uri,
        long version,
        long logVersion,
        long publishedVersion,
        long filesProcessed,
        long activeFiles,
        List<Detail> details) {
    /** One line of the status page. */
    public record Detail(String name, String value) {}

    public UnitFacts {
        // States that were recorded before there were details have none.
        details =
                Objects.requireNonNullElse(details, List.<Detail>of()).stream().toList();
    }

    public static UnitFacts unknown(String alias) {
        return new UnitFacts(Optional.empty(), alias, Optional.empty(), -1, -1, -1, -1, -1, List.of());
    }

    public UnitFacts withUri(String now) {
        return new UnitFacts(
                id,
                alias,
                Optional.of(now),
                version,
                logVersion,
                publishedVersion,
                filesProcessed,
                activeFiles,
                details);
    }

    public UnitFacts withDetails(List<Detail> now) {
        return new UnitFacts(id, alias, uri, version, logVersion, publishedVersion, filesProcessed, activeFiles, now);
    }

    public UnitFacts withHeads(long nowVersion, long nowLogVersion, long nowPublishedVersion) {
        return new UnitFacts(
                id, alias, uri, nowVersion, nowLogVersion, nowPublishedVersion, filesProcessed, activeFiles, details);
    }

    public UnitFacts withFiles(String nowId, long nowProcessed, long nowActive) {
        return new UnitFacts(
                Optional.of(nowId),
                alias,
                uri,
                version,
                logVersion,
                publishedVersion,
                nowProcessed,
                nowActive,
                details);
    }
}
