package io.lakeshift.workflows.batch;

import com.fasterxml.jackson.databind.JsonNode;
import io.lakeshift.workflows.ChildReport;
import io.lakeshift.workflows.ConnectionName;
import io.lakeshift.workflows.kinds.sqldelta.FenceMode;
import io.lakeshift.workflows.kinds.sqldelta.ImportMode;
import io.lakeshift.workflows.lifecycle.Policy;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Many tables. The workflow id is the migration's: its plan's {@code metadata.name}, or {@code import/<name>} for a
 * batch of imports. Children go on by themselves whatever happens to the batch. It ends when every child has ended.
 */
@WorkflowInterface
public interface MigrationBatch {
    /** More go into several batches: the list travels through Temporal. */
    int MOST_TABLES = 10_000;

    @WorkflowMethod
    Result run(Request request);

    /** A child tells where it stands; repeated and late reports change nothing. */
    @SignalMethod
    void report(ChildReport report);

    @QueryMethod
    Summary summary();

    /** The tables in the order of the request, a page at a time. */
    @QueryMethod
    Page tables(PageRequest request);

    /**
     * @param parallelism how many children work at one time; one that waits for a person does not count
     * @param migrate what each table's migration is asked; exactly one of this, {@code imports} and {@code units}
     * @param imports what each table's import is asked
     * @param units migrations of any kind, by the name of their workflow type
     * @param resumed what an earlier run of this batch carries on; empty at a start
     */
    record Request(
            String name,
            ConnectionName database,
            int parallelism,
            Optional<Migrate> migrate,
            Optional<Imports> imports,
            Optional<Units> units,
            List<Table> tables,
            String requestedBy,
            Optional<Resumed> resumed) {
        public Request {
            tables = List.copyOf(tables);
            if (Stream.of(migrate, imports, units).filter(Optional::isPresent).count() != 1) {
                throw new IllegalArgumentException("a batch migrates, imports, or runs units of a kind");
            }
            if (tables.size() > MOST_TABLES) {
                throw new IllegalArgumentException("a batch has at most " + MOST_TABLES + " tables, not "
                        + tables.size() + "; split it by path or by pattern");
            }
        }

        public static Request migrating(
                String name, ConnectionName database, int parallelism, Migrate migrate, List<Table> tables, String by) {
            return new Request(
                    name,
                    database,
                    parallelism,
                    Optional.of(migrate),
                    Optional.empty(),
                    Optional.empty(),
                    tables,
                    by,
                    Optional.empty());
        }

        public static Request importing(
                String name, ConnectionName database, int parallelism, Imports imports, List<Table> tables, String by) {
            return new Request(
                    name,
                    database,
                    parallelism,
                    Optional.empty(),
                    Optional.of(imports),
                    Optional.empty(),
                    tables,
                    by,
                    Optional.empty());
        }

        public static Request of(String name, int parallelism, Units units, List<Table> tables, String by) {
            return new Request(
                    name,
                    ConnectionName.DEFAULT,
                    parallelism,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(units),
                    tables,
                    by,
                    Optional.empty());
        }

        Request resuming(Resumed from) {
            return new Request(
                    name, database, parallelism, migrate, imports, units, tables, requestedBy, Optional.of(from));
        }
    }

    record Migrate(ImportMode mode, FenceMode fence, Policy policy) {}

    record Imports(ImportMode mode, OptionalInt batchSize, boolean dryRun) {}

    /**
     * Each child gets {@code request} with these members set: {@code migration}, {@code table} (the table's own part),
     * {@code expectedPlanHash}, {@code requestedBy} and {@code batch}. Its workflow id is {@code <migration>/<alias>}.
     *
     * @param workflowType of the children
     * @param request what all tables share
     */
    record Units(String workflowType, JsonNode request) {}

    /**
     * @param path where it is, for people
     * @param own what the kind is asked of this table alone; empty where the kind needs no more than path and alias
     */
    record Table(String path, String alias, Optional<String> expectedPlanHash, Optional<JsonNode> own) {
        public Table(String path, String alias, Optional<String> expectedPlanHash) {
            this(path, alias, expectedPlanHash, Optional.empty());
        }

        public static Table of(String path, String alias) {
            return new Table(path, alias, Optional.empty());
        }
    }

    /**
     * @param name of the batch
     * @param working children that have a place in the window
     * @param waiting children that wait for a person or for their rollback window to pass
     */
    record Summary(String name, int total, int pending, int working, int waiting, int succeeded, int failed) {}

    record PageRequest(int from, int limit) {}

    record Page(List<TableOutcome> tables, Summary summary) {
        public Page {
            tables = List.copyOf(tables);
        }
    }

    /**
     * @param workflowId of the child
     * @param status {@code pending}, {@code running}, {@code waiting}, {@code completed}, {@code failed}
     * @param phase of a migration; empty for an import
     * @param version -1 while unknown; likewise {@code activeFiles}
     */
    record TableOutcome(
            String path,
            String alias,
            String workflowId,
            String status,
            Optional<String> phase,
            long version,
            long activeFiles,
            Optional<String> error) {}

    /** @param tables all, or where there are more than 1000 the failed ones first; {@code tables} of a page has the rest */
    record Result(Summary summary, List<TableOutcome> tables) {
        public Result {
            tables = List.copyOf(tables);
        }
    }

    /** What a run of the batch hands to the next: how far it started children, and how each stands. */
    record Resumed(int started, List<CompactOutcome> outcomes) {
        public Resumed {
            outcomes = List.copyOf(outcomes);
        }
    }

    /** One child in few bytes: 10,000 of them stay below what a payload may weigh. */
    record CompactOutcome(
            int table, ChildReport.Outcome o, long seq, Optional<String> p, long v, long f, Optional<String> e) {}
}
