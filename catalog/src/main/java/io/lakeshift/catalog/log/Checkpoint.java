package io.lakeshift.catalog.log;

import java.util.List;

/**
 * A checkpoint whose files are all there, by their names.
 *
 * @param files in order; for V2 the one top-level file, which names its sidecars
 */
public record Checkpoint(long version, Kind kind, List<String> files) {
    /** In the order of preference, least first. */
    public enum Kind {
        MULTI_PART,
        CLASSIC,
        V2
    }

    public Checkpoint {
        files = List.copyOf(files);
    }
}
