package io.lakeshift.activities.kinds.syncedtables;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.lakeshift.activities.databricks.CatalogObjects.SourceTable;
import io.lakeshift.activities.databricks.Quoting;
import io.lakeshift.activities.databricks.Warehouse;
import io.lakeshift.activities.databricks.Warehouse.Answer;
import io.lakeshift.activities.databricks.WorkspaceException;
import io.lakeshift.workflows.LakeshiftDataConverter;
import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.databricks.TableName;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A Delta table's commits, read through a warehouse: its newest version, its size, and how much of it changes. */
final class SourceHistory {
    private static final int MOST_COMMITS = 1000;
    private static final Duration WINDOW = Duration.ofDays(7);
    /** After one of these the table's earlier rows are no longer the same table's. */
    private static final Set<String> BEGINNINGS = Set.of("CREATE", "REPLACE", "CLONE", "RESTORE", "TRUNCATE");
    /** Each counts rows that changed; which of them a commit has depends on its operation. */
    private static final List<String> CHANGED_ROWS = List.of(
            "numTargetRowsInserted",
            "numTargetRowsUpdated",
            "numTargetRowsDeleted",
            "numUpdatedRows",
            "numDeletedRows");

    private final Warehouse warehouse;
    private final SyncedTableSpec spec;
    private final SourceTable source;
    private final List<Commit> commits;

    SourceHistory(Warehouse warehouse, SyncedTableSpec spec, SourceTable source) {
        this.warehouse = warehouse;
        this.spec = spec;
        this.source = source;
        Answer history =
                warehouse.ask("DESCRIBE HISTORY " + Quoting.databricks(spec.source()) + " LIMIT " + MOST_COMMITS);
        this.commits = IntStream.range(0, history.rows().size())
                .mapToObj(row -> commit(history, row))
                .toList();
    }

    private record Commit(long version, Optional<Instant> at, String operation, JsonNode metrics, boolean overwrites) {
        boolean begins() {
            return overwrites || BEGINNINGS.stream().anyMatch(operation::startsWith);
        }

        long changed() {
            long counted = CHANGED_ROWS.stream()
                    .mapToLong(name -> metrics.path(name).asLong())
                    .sum();
            return operation.equals("WRITE") || operation.startsWith("STREAMING")
                    ? metrics.path("numOutputRows").asLong()
                    : counted;
        }
    }

    /**
     * @param rows that changed from the one version to the other
     * @param over the time between them
     * @param perRun the part of that time that lies between two runs; 1 where the runs are farther apart
     * @param how it was measured, for people
     */
    record Change(long rows, long from, long to, Duration over, double perRun, String how) {
        double share(long all) {
            return all <= 0 ? 0 : Math.min(1, rows * perRun / all);
        }
    }

    private static Commit commit(Answer history, int row) {
        return new Commit(
                SourceScan.number(history.cell(row, "version")),
                history.cell(row, "timestamp").flatMap(Moments::parse),
                history.cell(row, "operation").orElse(""),
                json(history.cell(row, "operationMetrics").orElse("{}")),
                "Overwrite"
                        .equalsIgnoreCase(
                                json(history.cell(row, "operationParameters").orElse("{}"))
                                        .path("mode")
                                        .asText()));
    }

    private static JsonNode json(String text) {
        try {
            return LakeshiftDataConverter.objectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            return LakeshiftDataConverter.objectMapper().createObjectNode();
        }
    }

    /** The newest; -1 for a table without history. */
    long version() {
        return commits.isEmpty() ? -1 : commits.get(0).version();
    }

    /** When the oldest commit after {@code version} was made; empty where there is none, or where that is not told. */
    Optional<Instant> oldestAfter(long version) {
        return commits.stream()
                .filter(commit -> commit.version() > version)
                .reduce((newer, older) -> older)
                .flatMap(Commit::at);
    }

    /** Of the files of the newest version; -1 where that is not told. */
    long bytes() {
        Answer detail = warehouse.ask("DESCRIBE DETAIL " + Quoting.databricks(spec.source()));
        return detail.rows().isEmpty()
                ? -1
                : detail.cell(0, "sizeInBytes").map(Long::parseLong).orElse(-1L);
    }

    /**
     * What has changed in the last week, since the table was loaded. Empty where nothing has been committed since: that
     * says nothing yet.
     */
    Optional<Change> change(double intervalHours) {
        Optional<Commit> base = base();
        if (base.isEmpty() || base.get().version() == version()) {
            return Optional.empty();
        }
        long from = base.get().version();
        Duration over = base.get()
                .at()
                .flatMap(begin -> commits.get(0).at().map(end -> Duration.between(begin, end)))
                .orElse(Duration.ZERO);
        double hours = over.toMillis() / 3_600_000.0;
        double perRun = hours <= intervalHours ? 1 : intervalHours / hours;
        Optional<Long> fed = source.changeDataFeed() ? byFeed(from + 1, version()) : Optional.empty();
        long rows = fed.orElseGet(() -> byMetrics(from));
        return Optional.of(new Change(
                rows, from, version(), over, perRun, fed.isPresent() ? "by its change data feed" : "by its history"));
    }

    /** The version that the changes are counted from: a week ago, but not before the table's present rows were loaded. */
    private Optional<Commit> base() {
        Optional<Instant> newest = commits.stream().findFirst().flatMap(Commit::at);
        Stream<Commit> recent = commits.stream()
                .takeWhile(commit -> !commit.begins()
                        && (newest.isEmpty()
                                || commit.at().isEmpty()
                                || commit.at().get().isAfter(newest.get().minus(WINDOW))));
        List<Commit> since = recent.toList();
        boolean reachedBeginning =
                since.size() < commits.size() && commits.get(since.size()).begins();
        // The first write into an empty table is its load, and no change.
        boolean loads = reachedBeginning
                && !since.isEmpty()
                && since.get(since.size() - 1).operation().equals("WRITE");
        int index = loads ? since.size() - 1 : since.size();
        return index < commits.size()
                ? Optional.of(commits.get(index))
                : commits.stream().reduce((one, last) -> last);
    }

    /** Keys, so that a row that changed twice counts once, as the sync counts it. Empty where the feed does not reach so far. */
    private Optional<Long> byFeed(long from, long to) {
        TableName name = spec.source();
        String text = name.oddPart().isEmpty() ? name.full() : Quoting.databricks(name);
        String key = Quoting.databricksList(spec.primaryKey());
        try {
            return Optional.of(SourceScan.number(warehouse
                    .run("SELECT COUNT(*) FROM (SELECT DISTINCT " + key + " FROM table_changes('"
                            + text.replace("'", "\\'") + "', " + from + ", " + to
                            + ") WHERE _change_type <> 'update_preimage') AS k")
                    .get(0)
                    .get(0)));
        } catch (WorkspaceException e) {
            if (e.failure() != MigrationFailure.WORKSPACE_REFUSED) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private long byMetrics(long from) {
        return commits.stream()
                .filter(commit -> commit.version() > from)
                .mapToLong(Commit::changed)
                .sum();
    }
}
