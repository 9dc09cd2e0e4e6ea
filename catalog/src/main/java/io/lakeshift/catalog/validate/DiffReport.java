package io.lakeshift.catalog.validate;

import java.util.List;

/**
 * How the catalog and the log of a table compare.
 *
 * @param sqlVersion newest version in the catalog
 * @param logVersion newest version in the log
 * @param lagSeconds age of the oldest version in the catalog that is not yet in the log; 0 when none
 * @param files how the active files compare
 * @param metadataMatches schema, partition columns, properties, id, name, and what is recomputed from them
 * @param historyMatches every version that both sides hold as a commit has the same actions
 * @param validatedFromVersion first version whose commit was compared, now or by the proof this run builds on
 * @param validatedToVersion last one; smaller than validatedFromVersion when the log holds no commit to compare
 * @param findings the first differences that are not about files
 * @param digest SHA-256 over the compared state on both sides: equal states have equal digests
 */
public record DiffReport(
        String tableId,
        String alias,
        DiffStatus status,
        long sqlVersion,
        long logVersion,
        double lagSeconds,
        FileDrift files,
        boolean metadataMatches,
        boolean protocolMatches,
        boolean historyMatches,
        long validatedFromVersion,
        long validatedToVersion,
        List<DriftFinding> findings,
        String digest) {
    public DiffReport {
        findings = List.copyOf(findings);
    }

    /** Positive while the catalog is ahead of the log. */
    public long versionDelta() {
        return sqlVersion - logVersion;
    }

    /** {@code PASSED} or {@code FAILED}: lag alone does not fail a validation. */
    public String verdict() {
        return status == DiffStatus.DRIFT ? "FAILED" : "PASSED";
    }

    public long missingInSql() {
        return files.missingInSql();
    }

    public long extraInSql() {
        return files.extraInSql();
    }

    public long mismatchedFiles() {
        return files.mismatched();
    }

    /**
     * Counts are of files that are active at the compared version; a difference in a file action of an older commit
     * counts in {@code driftFiles} only.
     *
     * @param driftFiles number of different files with any difference: what {@code maxDriftFiles} is measured against
     * @param samples the first differences about files
     */
    public record FileDrift(
            long sqlActiveFiles,
            long logActiveFiles,
            long missingInSql,
            long extraInSql,
            long mismatched,
            long driftFiles,
            List<DriftFinding> samples) {
        public FileDrift {
            samples = List.copyOf(samples);
        }
    }
}
