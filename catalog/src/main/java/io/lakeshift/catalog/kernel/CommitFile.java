package io.lakeshift.catalog.kernel;

/** A commit file in the log. */
public record CommitFile(long version, String path, long size, long modificationTime) {}
