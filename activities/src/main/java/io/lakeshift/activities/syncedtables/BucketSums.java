package io.lakeshift.activities.syncedtables;

import io.lakeshift.activities.databricks.CatalogObjects.Column;
import io.lakeshift.activities.databricks.CatalogObjects.SourceTable;
import io.lakeshift.activities.databricks.Quoting;
import io.lakeshift.workflows.syncedtables.SyncedTableSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Checksums of both sides, per bucket of keys, in a form of the values that both engines write alike. A bucket that
 * differs narrows a search down to a 256th of the rows. Types that the engines write differently are left out, and named.
 */
final class BucketSums {
    /** Bucket, rows, sum. */
    static final int COLUMNS = 3;

    private static final Set<String> SAME_TEXT =
            Set.of("bigint", "integer", "smallint", "text", "boolean", "date", "numeric");

    private final SyncedTableSpec spec;
    private final List<String> compared = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();

    BucketSums(SyncedTableSpec spec, SourceTable source) {
        this.spec = spec;
        for (Column column : source.columns()) {
            boolean same = ColumnTypes.postgres(column.type())
                    .filter(SAME_TEXT::contains)
                    .isPresent();
            (same ? compared : leftOut).add(column.name());
        }
    }

    List<String> compared() {
        return List.copyOf(compared);
    }

    List<String> leftOut() {
        return List.copyOf(leftOut);
    }

    String ofSource(long version) {
        String row = text(compared, true);
        String key = text(spec.primaryKey(), true);
        return "SELECT bucket, COUNT(*), SUM(CAST(CONV(SUBSTRING(h, 1, 8), 16, 10) AS BIGINT)) FROM (SELECT SUBSTRING(MD5("
                + key + "), 1, 2) AS bucket, MD5(" + row + ") AS h FROM " + Quoting.databricks(spec.source())
                + (version >= 0 ? " VERSION AS OF " + version : "") + " WHERE NOT ("
                + SyncedTableFindings.nullKey(spec.primaryKey()) + ")) AS s GROUP BY bucket ORDER BY bucket";
    }

    String ofTarget() {
        String row = text(compared, false);
        String key = text(spec.primaryKey(), false);
        return "SELECT bucket, COUNT(*), SUM(('x' || lpad(substring(h, 1, 8), 16, '0'))::bit(64)::bigint) FROM (SELECT"
                + " substring(md5(" + key + "), 1, 2) AS bucket, md5(" + row + ") AS h FROM "
                + Quoting.postgres(spec.target()) + ") AS s GROUP BY bucket ORDER BY bucket";
    }

    /** Each value as its text with its length before it, so that no two rows run together alike. */
    private static String text(List<String> columns, boolean databricks) {
        List<String> parts = new ArrayList<>();
        for (String column : columns) {
            String value = databricks
                    ? "CAST(" + Quoting.databricks(column) + " AS STRING)"
                    : Quoting.postgres(column) + "::text";
            parts.add("COALESCE(CONCAT("
                    + (databricks ? "CAST(LENGTH(" + value + ") AS STRING)" : "length(" + value + ")::text") + ", ':', "
                    + value + "), 'N')");
        }
        return "CONCAT(" + String.join(", ", parts) + ", '')";
    }

    /** Names of buckets that are not the same on both sides. */
    static List<String> differences(List<List<String>> there, List<List<String>> here) {
        Map<String, String> expected = new HashMap<>();
        there.forEach(row -> expected.put(row.get(0).toLowerCase(Locale.ROOT), row.get(1) + " " + row.get(2)));
        List<String> different = new ArrayList<>();
        for (List<String> row : here) {
            String wanted = expected.remove(row.get(0));
            if (!(row.get(1) + " " + row.get(2)).equals(wanted)) {
                different.add(row.get(0));
            }
        }
        different.addAll(expected.keySet());
        return different.stream().sorted().toList();
    }
}
