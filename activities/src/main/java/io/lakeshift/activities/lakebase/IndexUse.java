package io.lakeshift.activities.lakebase;

import io.lakeshift.activities.databricks.Quoting;
import io.lakeshift.workflows.databricks.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What PostgreSQL's statistics say of a table's indexes. Hints, no more: what is rarely read is not told, and what
 * Lakeshift itself reads to compare rows is far below what counts here.
 */
public final class IndexUse {
    /** Before that many reads an index that none of them took may still be wanted. */
    private static final long MANY_READS = 1_000;
    /** A table that is read from end to end that often is read so by an application. */
    private static final long MANY_SCANS = 100;
    /** A smaller one is read faster so than through an index. */
    private static final long MANY_ROWS = 10_000;

    private final LakebaseDatabase database;

    IndexUse(LakebaseDatabase database) {
        this.database = database;
    }

    /** Each with what to do about it; none for a table that is not there, or that nobody has read much. */
    public List<String> hints(TableName table) {
        List<String> hints = new ArrayList<>(database.query(
                "read how the indexes of " + table + " are used",
                """
                SELECT i.indexrelname, t.seq_scan + coalesce(t.idx_scan, 0)
                FROM pg_stat_user_indexes i
                JOIN pg_stat_user_tables t ON t.relid = i.relid
                JOIN pg_index x ON x.indexrelid = i.indexrelid
                WHERE i.relid = to_regclass(?) AND i.idx_scan = 0 AND NOT x.indisunique
                  AND t.seq_scan + coalesce(t.idx_scan, 0) >= ?
                ORDER BY 1""",
                row -> unused(table, row.getString(1), row.getLong(2)),
                Quoting.postgres(table),
                MANY_READS));
        hints.addAll(database.query(
                "read how " + table + " is read",
                """
                SELECT seq_scan, seq_tup_read / nullif(seq_scan, 0), coalesce(idx_scan, 0)
                FROM pg_stat_user_tables
                WHERE relid = to_regclass(?) AND seq_scan >= ? AND seq_tup_read / nullif(seq_scan, 0) >= ?""",
                row -> scanned(table, row.getLong(1), row.getLong(2), row.getLong(3)),
                Quoting.postgres(table),
                MANY_SCANS,
                MANY_ROWS));
        return hints;
    }

    private static String unused(TableName table, String index, long reads) {
        return String.format(
                Locale.ROOT,
                "Index %s has not been used by any of %,d reads of %s.%s. If nobody needs it, take it out of spec.indexes"
                        + " and run: DROP INDEX CONCURRENTLY %s.%s;",
                index,
                reads,
                table.schema(),
                table.table(),
                Quoting.postgres(table.schema()),
                Quoting.postgres(index));
    }

    private static String scanned(TableName table, long scans, long rows, long byIndex) {
        return String.format(
                Locale.ROOT,
                "%s.%s was read from end to end %,d times, %,d rows each, and %,d times through an index. An index on the"
                        + " columns by which it is read would help: add it to spec.indexes.",
                table.schema(),
                table.table(),
                scans,
                rows,
                byIndex);
    }
}
