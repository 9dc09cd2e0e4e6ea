package io.lakeshift.catalog.validate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects what differs: everything is counted, the first differences are kept. */
final class Drift {
    private static final int SAMPLES = 100;
    private static final int DISTINCT_PATHS = 1_000_000;

    private final List<DriftFinding> fileSamples = new ArrayList<>();
    private final List<DriftFinding> findings = new ArrayList<>();
    private final Set<String> driftPaths = new HashSet<>();
    private long missingInSql;
    private long extraInSql;
    private long mismatched;
    private long findingCount;
    private boolean metadataMatches = true;
    private boolean protocolMatches = true;
    private boolean historyMatches = true;

    /** An active file that the catalog lacks. */
    void missingFile(String path) {
        missingInSql++;
        file(new DriftFinding(DriftCode.MISSING_IN_SQL, path, "", "active", ""));
    }

    /** A file that is active in the catalog only. */
    void extraFile(String path) {
        extraInSql++;
        file(new DriftFinding(DriftCode.EXTRA_IN_SQL, path, "", "", "active"));
    }

    /** An active file that both have, with other members. */
    void mismatchedFile(LogAction log, LogAction sql) {
        mismatched++;
        for (String member : log.differences(sql)) {
            file(new DriftFinding(DriftCode.MISMATCH, log.path(), member, log.member(member), sql.member(member)));
        }
    }

    /** A difference about a file that is not, or not only, in the list of active files. */
    void file(DriftFinding finding) {
        boolean known = driftPaths.contains(finding.subject());
        if (!known && driftPaths.size() < DISTINCT_PATHS) {
            driftPaths.add(finding.subject());
        }
        if (fileSamples.size() < SAMPLES && !fileSamples.contains(finding)) {
            fileSamples.add(finding);
        }
    }

    /** A difference that no tolerance for files excuses. */
    void add(DriftFinding finding) {
        findingCount++;
        switch (finding.code()) {
            case METADATA, TABLE_RECREATED -> metadataMatches = false;
            case PROTOCOL -> protocolMatches = false;
            default -> {}
        }
        if (findings.size() < SAMPLES && !findings.contains(finding)) {
            findings.add(finding);
        }
    }

    void historyDiffers() {
        historyMatches = false;
    }

    boolean historyMatches() {
        return historyMatches;
    }

    boolean metadataMatches() {
        return metadataMatches;
    }

    boolean protocolMatches() {
        return protocolMatches;
    }

    boolean isDrift(int maxDriftFiles) {
        return findingCount > 0 || driftPaths.size() > maxDriftFiles;
    }

    boolean isEmpty() {
        return findingCount == 0 && driftPaths.isEmpty();
    }

    List<DriftFinding> findings() {
        return findings;
    }

    DiffReport.FileDrift files(long sqlActiveFiles, long logActiveFiles) {
        return new DiffReport.FileDrift(
                sqlActiveFiles, logActiveFiles, missingInSql, extraInSql, mismatched, driftPaths.size(), fileSamples);
    }
}
