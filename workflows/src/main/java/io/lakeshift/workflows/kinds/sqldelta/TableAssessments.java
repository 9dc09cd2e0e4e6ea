package io.lakeshift.workflows.kinds.sqldelta;

import io.lakeshift.workflows.Finding;
import io.temporal.activity.ActivityInterface;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Port: looks at a table without changing anything, neither its log nor the catalog. Queue LIFECYCLE. */
@ActivityInterface(namePrefix = "Table")
public interface TableAssessments {
    /** What a migration of this table would meet. A table that cannot be read is a BLOCKER, not an exception. */
    Assessment assess(Assess request);

    record Assess(TableRef table, ImportMode mode) {}

    /**
     * @param factsDigest SHA-256, hex, over what would change the plan: table id, features, checkpoint kind, blockers;
     *     not over what changes with every commit
     * @param findings at most 100, BLOCKERs first
     */
    record Assessment(
            String path,
            String alias,
            OptionalLong version,
            Optional<String> deltaTableId,
            Size size,
            List<String> readerFeatures,
            List<String> writerFeatures,
            Estimate estimate,
            String factsDigest,
            List<Finding> findings) {
        public Assessment {
            readerFeatures = List.copyOf(readerFeatures);
            writerFeatures = List.copyOf(writerFeatures);
            findings = List.copyOf(findings);
        }

        public boolean blocked() {
            return findings.stream().anyMatch(finding -> finding.severity() == Finding.Severity.BLOCKER);
        }
    }

    /** Counts at the head; {@code bytes} are the data files', {@code logBytes} the log's. */
    record Size(long versions, long activeFiles, long bytes, long logBytes) {}

    /** How long the import takes, with its error bars, in seconds. */
    record Estimate(double low, double likely, double high) {}
}
