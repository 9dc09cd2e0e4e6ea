package io.lakeshift.catalog.fence;

/**
 * A table whose commits the log decides again.
 *
 * @param version the head: the commit that removed the fence
 * @param publishedVersions ratified versions that were published on the way
 */
public record UnfencedTable(long version, long publishedVersions) {}
