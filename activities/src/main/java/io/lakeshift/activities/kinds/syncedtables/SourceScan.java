package io.lakeshift.activities.kinds.syncedtables;

import io.lakeshift.activities.databricks.CatalogObjects.Column;
import io.lakeshift.activities.databricks.CatalogObjects.SourceTable;
import io.lakeshift.activities.databricks.Quoting;
import io.lakeshift.activities.databricks.Warehouse;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the source through a SQL warehouse: how much there is, and what the sync would stumble over. */
final class SourceScan {
    private static final int SAMPLES = 3;
    private static final int SAMPLE_COLUMNS = 3;
    private static final String NUL = "CAST(CHAR(0) AS STRING)";

    private final Warehouse warehouse;
    private final SyncedTableSpec spec;

    SourceScan(Warehouse warehouse, SyncedTableSpec spec) {
        this.warehouse = warehouse;
        this.spec = spec;
    }

    record Counts(long rows, long nullKeys, List<InColumn> nullBytes, List<InColumn> nans) {}

    /** @param rows how many have it in this column */
    record InColumn(Column column, long rows) {}

    /** One pass over the table. */
    Counts counts(SourceTable source) {
        List<Column> texts = source.columns().stream()
                .filter(column -> ColumnTypes.isText(column.type()) || ColumnTypes.isComplex(column.type()))
                .toList();
        List<Column> floats = source.columns().stream()
                .filter(column -> ColumnTypes.mayHoldNan(column.type()))
                .toList();
        StringBuilder sql =
                new StringBuilder("SELECT COUNT(*), ").append(sumOf(RowFindings.nullKey(spec.primaryKey())));
        texts.forEach(column -> sql.append(", ").append(sumOf(holdsNul(column))));
        floats.forEach(column -> sql.append(", ").append(sumOf(holdsNan(column))));
        sql.append(" FROM ").append(Quoting.databricks(spec.source()));
        List<Optional<String>> row = warehouse.run(sql.toString()).get(0);
        return new Counts(
                number(row.get(0)),
                number(row.get(1)),
                inColumns(texts, row.subList(2, 2 + texts.size())),
                inColumns(floats, row.subList(2 + texts.size(), row.size())));
    }

    private static List<InColumn> inColumns(List<Column> columns, List<Optional<String>> cells) {
        List<InColumn> found = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (number(cells.get(i)) > 0) {
                found.add(new InColumn(columns.get(i), number(cells.get(i))));
            }
        }
        return found;
    }

    /** JSON writes the byte as an escape. */
    private static String holdsNul(Column column) {
        String name = Quoting.databricks(column.name());
        return ColumnTypes.isText(column.type())
                ? "INSTR(" + name + ", " + NUL + ") > 0"
                : "INSTR(TO_JSON(" + name + "), " + NUL + ") > 0 OR INSTR(TO_JSON(" + name + "), '\\\\u0000') > 0";
    }

    /** JSON knows neither NaN nor infinity, so they are written as texts. */
    private static String holdsNan(Column column) {
        String json = "TO_JSON(" + Quoting.databricks(column.name()) + ")";
        return "INSTR(" + json + ", '\"NaN\"') > 0 OR INSTR(" + json + ", 'Infinity\"') > 0";
    }

    /** Some keys that more than one row has, for people; empty where there is none. */
    Optional<String> duplicateKeys() {
        String key = Quoting.databricksList(spec.primaryKey());
        List<List<Optional<String>>> rows =
                warehouse.run("SELECT " + key + ", COUNT(*) FROM " + Quoting.databricks(spec.source()) + " WHERE NOT ("
                        + RowFindings.nullKey(spec.primaryKey()) + ") GROUP BY " + key
                        + " HAVING COUNT(*) > 1 ORDER BY COUNT(*) DESC, " + key + " LIMIT " + SAMPLES);
        return samples(rows.stream()
                .map(row -> sample(spec.primaryKey(), row) + " ("
                        + row.get(row.size() - 1).orElse("?") + " rows)")
                .toList());
    }

    /** Some rows without a whole key, for people: the key, and what else may tell which row it is. */
    Optional<String> nullKeyRows(SourceTable source) {
        List<String> shown = new ArrayList<>(spec.primaryKey());
        source.columns().stream()
                .filter(column -> !ColumnTypes.isComplex(column.type()) && !shown.contains(column.name()))
                .limit(SAMPLE_COLUMNS)
                .map(Column::name)
                .forEach(shown::add);
        List<List<Optional<String>>> rows =
                warehouse.run("SELECT " + Quoting.databricksList(shown) + " FROM " + Quoting.databricks(spec.source())
                        + " WHERE " + RowFindings.nullKey(spec.primaryKey()) + " LIMIT " + SAMPLES);
        return samples(rows.stream().map(row -> sample(shown, row)).toList());
    }

    private static Optional<String> samples(List<String> rows) {
        return rows.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", rows));
    }

    private static String sample(List<String> columns, List<Optional<String>> row) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            parts.add(columns.get(i) + " = " + row.get(i).orElse("NULL"));
        }
        return String.join(", ", parts);
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
                        + " WHERE NOT (" + RowFindings.nullKey(spec.primaryKey()) + ")) AS k")
                .get(0)
                .get(0));
    }

    private static String sumOf(String condition) {
        return "SUM(CASE WHEN " + condition + " THEN 1 ELSE 0 END)";
    }

    static long number(Optional<String> cell) {
        return cell.map(text -> Long.parseLong(text.replaceFirst("\\.0+$", ""))).orElse(0L);
    }
}
