package io.lakeshift.activities.syncedtables;

import io.lakeshift.activities.databricks.CatalogObjects.Column;
import io.lakeshift.activities.databricks.CatalogObjects.SourceTable;
import io.lakeshift.activities.databricks.Quoting;
import io.lakeshift.activities.databricks.Warehouse;
import io.lakeshift.workflows.syncedtables.SyncedTableSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the source through a SQL warehouse: how much there is, and what the sync would stumble over. */
final class SourceScan {
    private static final int SAMPLES = 3;
    private static final int MOST_COMMITS = 1000;

    private final Warehouse warehouse;
    private final SyncedTableSpec spec;

    SourceScan(Warehouse warehouse, SyncedTableSpec spec) {
        this.warehouse = warehouse;
        this.spec = spec;
    }

    /** @param nullBytes per text column, in the order of {@code textColumns} */
    record Counts(long rows, long nullKeys, List<String> textColumns, List<Long> nullBytes) {}

    /** One pass over the table. */
    Counts counts(SourceTable source) {
        List<String> texts = source.columns().stream()
                .filter(column -> ColumnTypes.isText(column.type()))
                .map(Column::name)
                .toList();
        StringBuilder sql =
                new StringBuilder("SELECT COUNT(*), ").append(sumOf(SyncedTableFindings.nullKey(spec.primaryKey())));
        texts.forEach(column -> sql.append(", ")
                .append(sumOf("INSTR(" + Quoting.databricks(column) + ", CAST(CHAR(0) AS STRING)) > 0")));
        sql.append(" FROM ").append(Quoting.databricks(spec.source()));
        List<Optional<String>> row = warehouse.run(sql.toString()).get(0);
        List<Long> nullBytes = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            nullBytes.add(number(row.get(i + 2)));
        }
        return new Counts(number(row.get(0)), number(row.get(1)), texts, nullBytes);
    }

    /** Some keys that more than one row has, for people; empty where there is none. */
    Optional<String> duplicateKeys() {
        String key = Quoting.databricksList(spec.primaryKey());
        List<List<Optional<String>>> rows =
                warehouse.run("SELECT " + key + ", COUNT(*) FROM " + Quoting.databricks(spec.source()) + " WHERE NOT ("
                        + SyncedTableFindings.nullKey(spec.primaryKey()) + ") GROUP BY " + key
                        + " HAVING COUNT(*) > 1 LIMIT " + SAMPLES);
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(String.join("; ", rows.stream().map(this::sample).toList()));
    }

    private String sample(List<Optional<String>> row) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < spec.primaryKey().size(); i++) {
            parts.add(spec.primaryKey().get(i) + " = " + row.get(i).orElse("NULL"));
        }
        return String.join(", ", parts) + " (" + row.get(row.size() - 1).orElse("?") + " rows)";
    }

    /** The newest Delta version; -1 for a source that has none. */
    long version(SourceTable source) {
        if (source.isView()) {
            return -1;
        }
        List<List<Optional<String>>> rows =
                warehouse.run("DESCRIBE HISTORY " + Quoting.databricks(spec.source()) + " LIMIT 1");
        return rows.isEmpty() ? -1 : number(rows.get(0).get(0));
    }

    /**
     * How many rows the sync should have brought: keys without NULL, each once, read through the very source that is
     * synced, at the version that was synced.
     */
    long expectedRows(long version, boolean versioned) {
        String at = versioned && version >= 0 ? " VERSION AS OF " + version : "";
        String key = Quoting.databricksList(spec.primaryKey());
        return number(warehouse
                .run("SELECT COUNT(*) FROM (SELECT DISTINCT " + key + " FROM " + Quoting.databricks(spec.source()) + at
                        + " WHERE NOT (" + SyncedTableFindings.nullKey(spec.primaryKey()) + ")) AS k")
                .get(0)
                .get(0));
    }

    /** When the oldest commit after {@code version} was made; empty where there is none. */
    Optional<Instant> oldestAfter(long version) {
        return warehouse
                .run("DESCRIBE HISTORY " + Quoting.databricks(spec.source()) + " LIMIT " + MOST_COMMITS)
                .stream()
                .filter(commit -> number(commit.get(0)) > version)
                .reduce((newer, older) -> older)
                .flatMap(commit -> commit.get(1))
                .map(Instant::parse);
    }

    private static String sumOf(String condition) {
        return "SUM(CASE WHEN " + condition + " THEN 1 ELSE 0 END)";
    }

    private static long number(Optional<String> cell) {
        return cell.map(text -> Long.parseLong(text.replaceFirst("\\.0+$", ""))).orElse(0L);
    }
}
