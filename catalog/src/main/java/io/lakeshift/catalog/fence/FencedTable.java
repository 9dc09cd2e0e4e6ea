package io.lakeshift.catalog.fence;

import java.util.OptionalLong;

/**
 * A table whose commits the catalog decides.
 *
 * @param version the head at which the catalog took over
 * @param fenceVersion the fence commit; empty in mode NONE
 * @param versionsCaughtUp versions imported on the way, the fence included
 */
public record FencedTable(long version, OptionalLong fenceVersion, long versionsCaughtUp) {}
