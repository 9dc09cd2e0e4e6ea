package io.lakeshift.catalog.store;

import java.time.Instant;

/** A ratified commit without its body. */
public record RatifiedVersion(long version, Instant committedAt, long size) {}
