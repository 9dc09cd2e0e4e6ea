package io.lakeshift.catalog.validate;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What to compare, and what to tolerate.
 *
 * @param table the table's UUID or alias
 * @param maxDriftFiles how many differing files are tolerated; it excuses files only
 * @param lagThreshold a greater lag is reported as lag
 * @param logLocation read this log instead of the registered one
 * @param full compare the whole history, not only what is newer than the last proven version
 * @param version compare at this version and leave aside what is newer on either side; empty: at the head
 */
public record DiffRequest(
        String table,
        int maxDriftFiles,
        Duration lagThreshold,
        Optional<String> logLocation,
        boolean full,
        OptionalLong version) {
    public static final Duration DEFAULT_LAG_THRESHOLD = Duration.ofSeconds(5);

    public DiffRequest {
        if (maxDriftFiles < 0) {
            throw ValidateErrors.negativeMaxDriftFiles(maxDriftFiles);
        }
        if (lagThreshold.isNegative()) {
            throw ValidateErrors.negativeLagThreshold(lagThreshold);
        }
    }

    /** Everything compared, nothing tolerated. */
    public static DiffRequest of(String table) {
        return new DiffRequest(table, 0, DEFAULT_LAG_THRESHOLD, Optional.empty(), true, OptionalLong.empty());
    }

    public DiffRequest withMaxDriftFiles(int files) {
        return new DiffRequest(table, files, lagThreshold, logLocation, full, version);
    }

    public DiffRequest withLagThreshold(Duration threshold) {
        return new DiffRequest(table, maxDriftFiles, threshold, logLocation, full, version);
    }

    public DiffRequest withLogLocation(String log) {
        return new DiffRequest(table, maxDriftFiles, lagThreshold, Optional.of(log), full, version);
    }

    /** Skips the history up to the last proven version; the files and metadata are compared all the same. */
    public DiffRequest incremental() {
        return new DiffRequest(table, maxDriftFiles, lagThreshold, logLocation, false, version);
    }

    public DiffRequest atVersion(long at) {
        return new DiffRequest(table, maxDriftFiles, lagThreshold, logLocation, full, OptionalLong.of(at));
    }
}
