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

    /** What the tables of a plan have in common: the workspace, the Lakebase, and the limits that they share. */
    Surveyed survey(Survey request);

    record Assess(SyncedTablesSetup setup, SyncedTableSpec table) {}

    record Survey(SyncedTablesSetup setup, List<SyncedTableSpec> tables) {
        public Survey {
            tables = List.copyOf(tables);
        }
    }

    /**
     * @param findings about the place, rather than about a table
     * @param ofTables what the shared limits mean for single tables
     * @param limits how much of each limit is used, and how much of it the plan takes
     */
    record Surveyed(List<Finding> findings, List<OfTable> ofTables, List<Limit> limits) {
        public Surveyed {
            findings = List.copyOf(findings);
            ofTables = List.copyOf(ofTables);
            limits = List.copyOf(limits);
        }
    }

    record OfTable(TableName target, Finding finding) {}

    /** @param value with its numbers, for people */
    record Limit(String name, String value) {}

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
