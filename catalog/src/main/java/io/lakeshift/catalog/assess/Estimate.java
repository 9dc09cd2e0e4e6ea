package io.lakeshift.catalog.assess;

import io.lakeshift.catalog.load.LogState;

/**
 * What an import costs, from how many rows it writes. Rates are what a small machine with two cores and a local database
 * does; the band around the seconds is as wide as machines differ.
 */
record Estimate(long databaseBytes, double seconds, int batchSize) {
    private static final double START_SECONDS = 0.5;
    private static final double FILES_PER_SECOND = 60_000;
    private static final double VERSIONS_PER_SECOND = 20_000;
    private static final long BYTES_PER_FILE = 250;
    private static final long BYTES_PER_CHECKPOINT_FILE = 1_000;
    private static final long BYTES_PER_VERSION = 400;
    private static final double LOWEST = 0.5;
    private static final double HIGHEST = 3.0;

    static Estimate of(LogState state) {
        boolean fromCheckpoint = state.checkpointVersion().isPresent();
        long fileBytes = fromCheckpoint
                ? state.files() * BYTES_PER_CHECKPOINT_FILE
                : state.bytesRead() + state.files() * BYTES_PER_FILE;
        return new Estimate(
                fileBytes + state.versions() * BYTES_PER_VERSION,
                START_SECONDS + state.files() / FILES_PER_SECOND + state.versions() / VERSIONS_PER_SECOND,
                batchSize(state.activeFiles()));
    }

    /** The guides' advice: 100 to 500 for a small table, 500 to 1000 for a middling, 1000 to 2000 for a large one. */
    private static int batchSize(long files) {
        if (files < 100) {
            return 250;
        }
        return files <= 1_000 ? 750 : 1_500;
    }

    double lowSeconds() {
        return seconds * LOWEST;
    }

    double highSeconds() {
        return seconds * HIGHEST;
    }
}
