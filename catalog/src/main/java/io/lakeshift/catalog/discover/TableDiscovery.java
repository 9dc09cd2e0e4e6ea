package io.lakeshift.catalog.discover;

import java.util.List;

/** Finds Delta tables under a path. */
public final class TableDiscovery {
    /**
     * The path itself where it is a table, its immediate children, or with {@code recursive} every table below. Never
     * looks into a {@code _delta_log}.
     *
     * @param excludes substrings of the alias, or globs where they have a {@code *} or {@code ?}; matches are returned
     *     with {@link DiscoveredTable#skippedBy}
     * @return by path; empty where there is no table
     */
    public List<DiscoveredTable> discover(String path, boolean recursive, List<String> excludes) {
        throw new UnsupportedOperationException("discovering " + path + recursive + excludes);
    }
}
