package io.lakeshift.workflows.kinds.sqldelta;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Port: brings a table's log into the catalog. Queue COPY, heartbeats {@link io.lakeshift.workflows.ActivityProgress}. */
@ActivityInterface(namePrefix = "Table")
public interface TableImports {
    /**
     * Imports everything that the catalog does not hold yet, from the last durable version on: the first import and
     * every catch-up alike. Cancelled, it stops after the present slice and what is durable stays. The second time:
     * finds nothing new and says so.
     */
    @ActivityMethod(name = "ImportTable")
    Imported importTable(Import request);

    /**
     * @param batchSize actions per transaction; empty leaves it to the importer
     * @param dryRun reads, counts and checks the whole log, writes nothing
     * @param location where the catalog shall say that the table lies; empty means its path
     * @param requestedBy who asked, for the audit chain; empty where a migration's own record says it
     * @param replaces UUID of a table whose rows are removed first, for an import from scratch; once it is gone, the
     *     import goes on like any other
     */
    record Import(
            TableRef table,
            ImportMode mode,
            OptionalInt batchSize,
            boolean dryRun,
            Optional<String> location,
            Optional<String> requestedBy,
            Optional<String> replaces) {
        public static Import of(TableRef table, ImportMode mode) {
            return new Import(
                    table, mode, OptionalInt.empty(), false, Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    /**
     * @param tableId UUID in the catalog; empty after a dry run of a table that is not registered
     * @param version newest version in the catalog (after a dry run: in the log)
     * @param versionsImported how many this call stored
     * @param filesProcessed add and remove actions that this call stored
     * @param activeFiles live files at {@code version}
     * @param baselineVersion first version that can be recreated
     * @param checkpointVersion the checkpoint that this call read; empty where it read commits only
     */
    record Imported(
            Optional<String> tableId,
            String alias,
            long version,
            long versionsImported,
            long filesProcessed,
            long activeFiles,
            long baselineVersion,
            double durationSeconds,
            OptionalLong checkpointVersion) {}
}
