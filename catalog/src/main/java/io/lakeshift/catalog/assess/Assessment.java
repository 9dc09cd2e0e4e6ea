package io.lakeshift.catalog.assess;

import java.util.List;
import java.util.Optional;

/**
 * @param version newest version, -1 where the log cannot be read
 * @param commitCount commit files in the log now
 * @param oldestVersion oldest version that can be recreated
 * @param estimatedDatabaseBytes for the import in the mode asked about
 * @param estimatedSeconds likely, with {@code estimatedSecondsLow} and {@code High} as its error band
 * @param availableDiskBytes free space where the table lies; empty where unknown
 */
public record Assessment(
        String location,
        Optional<String> tableId,
        long version,
        long oldestVersion,
        long activeFiles,
        long sizeBytes,
        long commitCount,
        long logBytes,
        List<String> readerFeatures,
        List<String> writerFeatures,
        List<Finding> findings,
        long estimatedDatabaseBytes,
        double estimatedSeconds,
        double estimatedSecondsLow,
        double estimatedSecondsHigh,
        int recommendedBatchSize,
        Optional<Long> availableDiskBytes) {
    public Assessment {
        readerFeatures = List.copyOf(readerFeatures);
        writerFeatures = List.copyOf(writerFeatures);
        findings = List.copyOf(findings);
    }

    public boolean blocked() {
        return findings.stream().anyMatch(finding -> finding.severity() == Finding.Severity.BLOCKER);
    }
}
