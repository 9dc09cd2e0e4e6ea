package io.lakeshift.workflows.kinds.syncedtables;

import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.databricks.TableName;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec.Decision;
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
     * @param databaseBytes of the Lakebase's database; -1 where it could not be asked
     */
    record Surveyed(List<Finding> findings, List<OfTable> ofTables, List<Limit> limits, long databaseBytes) {
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
     * @param factsDigest over the facts that change what will be done
     */
    record Assessment(
            TableName source,
            TableName target,
            Decision decision,
            Measured measured,
            Estimate estimate,
            List<Finding> findings,
            String factsDigest) {
        public Assessment {
            findings = List.copyOf(findings);
        }

        /** Newest Delta version of the source; -1 where it is unknown. */
        public long sourceVersion() {
            return measured.version();
        }

        /** That the sync will bring; -1 where they are unknown. */
        public long rows() {
            return measured.rows();
        }

        public Assessment with(Estimate other, List<Finding> all) {
            return new Assessment(source, target, decision, measured, other, all, factsDigest);
        }

        public boolean blocked() {
            return findings.stream().anyMatch(finding -> finding.severity() == Finding.Severity.BLOCKER);
        }
    }

    /**
     * What was measured of a source; each -1 where it is unknown.
     *
     * @param version newest Delta version
     * @param rows that the sync will bring
     * @param bytes of its files
     * @param changed the share of its rows that changes between two runs
     */
    record Measured(long version, long rows, long bytes, double changed) {
        public static final Measured UNKNOWN = new Measured(-1, -1, -1, -1);
    }

    /**
     * @param importSeconds the initial load; -1 while the rows are unknown, like the costs
     * @param formula with its numbers, so that it can be checked by hand
     */
    record Estimate(long importSeconds, double costPerRun, double costPerMonth, String formula) {
        public static final Estimate UNKNOWN = new Estimate(-1, -1, -1, "rows are unknown");
    }
}
