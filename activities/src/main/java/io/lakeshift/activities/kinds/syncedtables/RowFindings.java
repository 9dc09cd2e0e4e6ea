package io.lakeshift.activities.kinds.syncedtables;

import io.lakeshift.activities.databricks.CatalogObjects.Column;
import io.lakeshift.activities.databricks.Quoting;
import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import java.util.List;

/** What is said of the rows of a source, each with the statement that finds or cleans them. */
final class RowFindings {
    private RowFindings() {}

    static Finding duplicates(SyncedTableSpec spec, String sample) {
        return Finding.blocker(
                "DUPLICATE_KEYS",
                spec.source() + " has rows with the same key; the sync would fail.",
                sample,
                "Find them: SELECT " + Quoting.databricksList(spec.primaryKey()) + ", COUNT(*) FROM "
                        + Quoting.databricks(spec.source()) + " GROUP BY "
                        + Quoting.databricksList(spec.primaryKey())
                        + " HAVING COUNT(*) > 1; clean them, or set timeseriesKey: the row with its latest value is"
                        + " taken.");
    }

    static Finding deduplicated(SyncedTableSpec spec, String key, String sample) {
        return Finding.warning(
                "DUPLICATE_KEYS_DROPPED",
                "Of the rows of " + spec.source() + " with the same key only the one with the latest " + key
                        + " is synced; that slows the sync down.",
                sample,
                "Clean the source and take timeseriesKey out of the plan, unless that is meant.");
    }

    static Finding timeseriesForNothing(SyncedTableSpec spec) {
        return Finding.info(
                "TIMESERIES_KEY_UNUSED",
                "A timeseries key slows the sync down, and " + spec.source() + " has no duplicate keys now.");
    }

    static Finding nullKeys(SyncedTableSpec spec, long rows, long all, String sample) {
        return Finding.warning(
                "NULL_KEYS",
                rows + " of the " + all + " rows of " + spec.source() + " have NULL in their key and will not be"
                        + " synced.",
                sample,
                "See them: SELECT * FROM " + Quoting.databricks(spec.source()) + " WHERE " + nullKey(spec.primaryKey())
                        + ";");
    }

    static String nullKey(List<String> key) {
        return String.join(
                " OR ",
                key.stream()
                        .map(column -> Quoting.databricks(column) + " IS NULL")
                        .toList());
    }

    static Finding nullBytes(SyncedTableSpec spec, Column column, long rows) {
        String name = Quoting.databricks(column.name());
        return Finding.blocker(
                "NULL_BYTES",
                rows + " values of " + column.name() + " hold a null byte, which PostgreSQL text cannot.",
                column.name() + " " + column.type(),
                "Clean them: SELECT " + without(name, column.type()) + " AS " + name + " FROM "
                        + Quoting.databricks(spec.source()) + ";");
    }

    private static String without(String name, String type) {
        String nul = "CAST(CHAR(0) AS STRING)";
        return ColumnTypes.isText(type)
                ? "REPLACE(" + name + ", " + nul + ", '')"
                : "FROM_JSON(REPLACE(TO_JSON(" + name + "), '\\\\u0000', ''), '" + type + "')";
    }

    static Finding nans(SyncedTableSpec spec, Column column, long rows) {
        String name = Quoting.databricks(column.name());
        boolean list = column.type().matches("array<(double|float)>");
        return Finding.warning(
                "NAN_IN_JSON",
                rows + " values of " + column.name() + " (" + column.type() + ") may hold NaN or infinity, and become"
                        + " jsonb, which knows neither.",
                column.name() + " " + column.type(),
                "Replace them by NULL"
                        + (list
                                ? ": SELECT TRANSFORM(" + name
                                        + ", x -> CASE WHEN ISNAN(x) OR ABS(x) = DOUBLE('Infinity')"
                                        + " THEN NULL ELSE x END) AS " + name + " FROM "
                                        + Quoting.databricks(spec.source()) + ";"
                                : " in the source, or in a view of it that is synced in mode SNAPSHOT."));
    }

    static Finding notScanned() {
        return Finding.warning(
                "NOT_SCANNED",
                "Keys, NULLs, null bytes and rows were not looked at: the plan names no SQL warehouse.",
                "spec.warehouse",
                "Set spec.warehouse to the id of a SQL warehouse.");
    }
}
