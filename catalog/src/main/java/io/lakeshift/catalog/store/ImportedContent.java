package io.lakeshift.catalog.store;

/** @param sha256 of the commit file, as lower-case hex */
public record ImportedContent(long version, String sha256) {}
