package io.lakeshift.workflows.syncedtables;

import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.syncedtables.SyncedTableSpec.Decision;
import io.temporal.activity.ActivityInterface;
import java.util.List;

/** Port: looks at a source, its target and the workspace without changing anything. Queue LIFECYCLE. */
@ActivityInterface(namePrefix = "AssessSynced")
public interface SyncedTableAssessments {
    /** A table that cannot be looked at is an assessment with a BLOCKER, unless a later look may succeed. */
    Assessment assess(Assess request);

    /**
     * @param sharingSource how many tables of the plan have this source, this one included
     * @param planned how many tables the plan has, for the connections that they need together
     */
    record Assess(SyncedTablesSetup setup, SyncedTableSpec table, int sharingSource, int planned) {}

    /**
     * @param decision what will be done about the mode
     * @param sourceVersion newest Delta version of the source; -1 where it is unknown, like {@code rows}
     * @param factsDigest over the facts that change what will be done
     */
    record Assessment(
            TableName source,
            TableName target,
            Decision decision,
            long sourceVersion,
            long rows,
            Estimate estimate,
            List<Finding> findings,
            String factsDigest) {
        public Assessment {
            findings = List.copyOf(findings);
        }

        public boolean blocked() {
            return findings.stream().anyMatch(finding -> finding.severity() == Finding.Severity.BLOCKER);
        }
    }

    /**
     * @param importSeconds the initial load; -1 while the rows are unknown, like the costs
     * @param formula with its numbers, so that it can be checked by hand
     */
    record Estimate(long importSeconds, double costPerRun, double costPerMonth, String formula) {
        public static final Estimate UNKNOWN = new Estimate(-1, -1, -1, "rows are unknown");
    }
}
