package io.lakeshift.activities.kinds.syncedtables;

import io.lakeshift.activities.databricks.Quoting;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The questions that both sides are asked alike: sums over rows, per bucket of keys, and the rows of some buckets. A
 * bucket is named by the first digits of its keys' hash; more digits make smaller buckets of it.
 */
final class RowQueries {
    /** The place of a row among those with its key; only the first is synced. */
    private static final String PLACE = "lakeshift_place";

    private final SyncedTableSpec spec;
    private final List<ComparedColumn> key;

    RowQueries(SyncedTableSpec spec, List<ComparedColumn> key) {
        this.spec = spec;
        this.key = List.copyOf(key);
    }

    /** {@code bucket, rows, sum, sum} for the buckets below {@code prefix}. */
    String sourceSums(long version, List<ComparedColumn> columns, String prefix, int digits) {
        return "SELECT bucket, COUNT(*), " + sourceSum(1) + ", " + sourceSum(9) + " FROM (SELECT "
                + bucket(true, digits)
                + " AS bucket, MD5(" + text(columns, true) + ") AS h FROM " + source(version)
                + (prefix.isEmpty() ? "" : " AND " + bucket(true, prefix.length()) + " = '" + prefix + "'")
                + ") AS s GROUP BY bucket ORDER BY bucket";
    }

    String targetSums(List<ComparedColumn> columns, String prefix, int digits) {
        return "SELECT bucket, count(*), " + targetSum(1) + ", " + targetSum(9) + " FROM (SELECT "
                + bucket(false, digits) + " AS bucket, md5(" + text(columns, false) + ") AS h FROM "
                + Quoting.postgres(spec.target())
                + (prefix.isEmpty() ? "" : " WHERE " + bucket(false, prefix.length()) + " = '" + prefix + "'")
                + ") AS s GROUP BY bucket ORDER BY bucket";
    }

    /** The key's columns, then {@code columns}, of every row in these buckets, which all have names of one length. */
    String sourceRows(long version, List<ComparedColumn> columns, Collection<String> buckets) {
        return "SELECT " + cells(columns, true) + " FROM " + source(version) + " AND " + in(buckets, true);
    }

    String targetRows(List<ComparedColumn> columns, Collection<String> buckets) {
        return "SELECT " + cells(columns, false) + " FROM " + Quoting.postgres(spec.target()) + " WHERE "
                + in(buckets, false);
    }

    /** How many keys have more than one row that could win. */
    String ties(long version) {
        String columns = Quoting.databricksList(spec.primaryKey());
        return "SELECT COUNT(*) FROM (SELECT " + columns + " FROM (SELECT " + columns + ", RANK() " + latestFirst()
                + " AS " + PLACE + " FROM " + plainSource(version) + ") AS r WHERE " + PLACE + " = 1 GROUP BY "
                + columns + " HAVING COUNT(*) > 1) AS t";
    }

    private String source(long version) {
        if (spec.timeseriesKey().isEmpty()) {
            return plainSource(version);
        }
        return "(SELECT *, ROW_NUMBER() " + latestFirst() + " AS " + PLACE + " FROM " + plainSource(version)
                + ") AS latest WHERE " + PLACE + " = 1";
    }

    private String plainSource(long version) {
        return Quoting.databricks(spec.source()) + (version >= 0 ? " VERSION AS OF " + version : "") + " WHERE NOT ("
                + RowFindings.nullKey(spec.primaryKey()) + ")";
    }

    private String latestFirst() {
        return "OVER (PARTITION BY " + Quoting.databricksList(spec.primaryKey()) + " ORDER BY "
                + Quoting.databricks(spec.timeseriesKey().orElseThrow()) + " DESC NULLS LAST)";
    }

    private String bucket(boolean there, int digits) {
        return "SUBSTRING(MD5(" + text(key, there) + "), 1, " + digits + ")";
    }

    private String in(Collection<String> buckets, boolean there) {
        int digits = buckets.iterator().next().length();
        return bucket(there, digits) + " IN ("
                + buckets.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", ")) + ")";
    }

    private String cells(List<ComparedColumn> columns, boolean there) {
        List<String> cells = new ArrayList<>();
        key.forEach(column -> cells.add(value(column, there)));
        columns.forEach(column -> cells.add(value(column, there)));
        return String.join(", ", cells);
    }

    private static String sourceSum(int from) {
        return "SUM(CAST(CONV(SUBSTRING(h, " + from + ", 8), 16, 10) AS BIGINT))";
    }

    private static String targetSum(int from) {
        return "sum(('x' || lpad(substring(h, " + from + ", 8), 16, '0'))::bit(64)::bigint)";
    }

    /** Each value with its length before it, so that no two rows run together alike. */
    private static String text(List<ComparedColumn> columns, boolean there) {
        List<String> parts = new ArrayList<>();
        for (ComparedColumn column : columns) {
            String value = value(column, there);
            String length = there ? "CAST(LENGTH(" + value + ") AS STRING)" : "length(" + value + ")::text";
            parts.add("CASE WHEN " + value + " IS NULL THEN 'N' ELSE CONCAT(" + length + ", ':', " + value + ") END");
        }
        return "CONCAT(" + String.join(", ", parts) + ", '')";
    }

    private static String value(ComparedColumn column, boolean there) {
        return there ? column.source() : column.target();
    }
}
