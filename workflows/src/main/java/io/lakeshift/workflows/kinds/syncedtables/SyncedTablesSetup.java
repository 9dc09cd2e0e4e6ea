package io.lakeshift.workflows.kinds.syncedtables;

import io.lakeshift.workflows.databricks.Lakebase;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What all tables of one plan share.
 *
 * @param staging where pipelines keep checkpoints and event logs
 * @param createTargetSchema create the target schema in Unity Catalog where it is missing
 * @param grants who may read in PostgreSQL
 * @param application whose configuration is switched once every table has been cut over
 */
public record SyncedTablesSetup(
        Lakebase lakebase,
        Staging staging,
        boolean createTargetSchema,
        List<String> grants,
        Optional<Application> application,
        Sizing sizing) {
    public SyncedTablesSetup {
        grants = List.copyOf(grants);
    }

    public SyncedTablesSetup withLakebase(Lakebase other) {
        return new SyncedTablesSetup(other, staging, createTargetSchema, grants, application, sizing);
    }

    /** @param createIfMissing otherwise a missing schema blocks the plan */
    public record Staging(String catalog, String schema, boolean createIfMissing) {}

    /**
     * A file of {@code NAME=value} lines.
     *
     * @param file absolute
     * @param set what the names are set to
     * @param units that have to be cut over before the application is switched
     * @param smokeTest that it has to pass then; otherwise it is put back
     */
    public record Application(String file, Map<String, String> set, List<String> units, Optional<SmokeTest> smokeTest) {
        public Application {
            // In order, whichever process it is: its text is part of a plan's hash.
            set = Collections.unmodifiableMap(new TreeMap<>(set));
            units = List.copyOf(units);
        }
    }

    /**
     * What durations and costs are computed from.
     *
     * @param capacityUnits of the Lakebase compute
     * @param pipelineHourlyRate price of one hour of one pipeline
     * @param runsPerMonth of a snapshot or triggered table
     * @param tablesPerPipeline so many continuous tables share a pipeline
     * @param speeds what a capacity unit moves, where the plan knows better than the documentation
     */
    public record Sizing(
            double capacityUnits, double pipelineHourlyRate, int runsPerMonth, int tablesPerPipeline, Speeds speeds) {
        public static final Sizing DEFAULT = new Sizing(1, 2.80, 30, 10, Speeds.DOCUMENTED);

        public Sizing withRunsPerMonth(int runs) {
            return new Sizing(capacityUnits, pipelineHourlyRate, runs, tablesPerPipeline, speeds);
        }
    }

    /**
     * Rows that one capacity unit moves in a second; each empty for what the documentation says of the backend.
     *
     * @param snapshot initial loads and full refreshes
     * @param incremental triggered and continuous updates
     * @param accelerated ask for accelerated syncs, which the workspace has to have enabled; how fast they are is left to
     *     {@code snapshot}
     */
    public record Speeds(Optional<Long> snapshot, Optional<Long> incremental, boolean accelerated) {
        public static final Speeds DOCUMENTED = new Speeds(Optional.empty(), Optional.empty(), false);
    }
}
