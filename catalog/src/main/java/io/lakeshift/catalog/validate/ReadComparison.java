package io.lakeshift.catalog.validate;

import io.lakeshift.catalog.TableState;
import io.lakeshift.catalog.kernel.KernelLog;
import io.lakeshift.catalog.kernel.KernelSnapshot;
import io.lakeshift.catalog.snapshot.Snapshot;
import io.lakeshift.catalog.snapshot.SnapshotReader;
import io.lakeshift.catalog.store.CatalogStore;
import io.lakeshift.catalog.store.RowCursor;
import java.util.ArrayList;
import java.util.List;

/**
 * How long it takes to open a table and list its live files, through its log and through the catalog. In alternating
 * rounds, so that a busy machine slows both; the first round warms both up and does not count.
 */
public final class ReadComparison {
    private static final double NANOS = 1e9;

    private final CatalogStore store;

    public ReadComparison(CatalogStore store) {
        this.store = store;
    }

    /**
     * @param logSeconds median over the rounds; likewise {@code sqlSeconds}
     * @param countsMatch whether both sides list as many files: without it the times are of different things
     */
    public record Result(
            String tableId,
            String alias,
            long logVersion,
            long sqlVersion,
            long logFiles,
            long sqlFiles,
            double logSeconds,
            double sqlSeconds,
            int rounds,
            boolean countsMatch) {
        /** How many times as fast the catalog is; below 1 the log is faster. */
        public double speedup() {
            return logSeconds / sqlSeconds;
        }
    }

    private record Read(long version, long files, long nanos) {}

    /** @throws io.lakeshift.catalog.CatalogException where one of the two cannot be read */
    public Result compare(TableState table, int rounds) {
        List<Read> log = new ArrayList<>();
        List<Read> sql = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            Read throughLog = readLog(table);
            Read throughSql = readCatalog(table);
            if (round > 0) {
                log.add(throughLog);
                sql.add(throughSql);
            }
        }
        Read lastLog = log.get(rounds - 1);
        Read lastSql = sql.get(rounds - 1);
        return new Result(
                table.tableId().toString(),
                table.alias(),
                lastLog.version(),
                lastSql.version(),
                lastLog.files(),
                lastSql.files(),
                median(log),
                median(sql),
                rounds,
                lastLog.files() == lastSql.files());
    }

    private static Read readLog(TableState table) {
        long began = System.nanoTime();
        KernelSnapshot snapshot = KernelLog.at(table.logLocation()).latest();
        long files = count(snapshot.activeFiles());
        return new Read(snapshot.version(), files, System.nanoTime() - began);
    }

    private Read readCatalog(TableState table) {
        long began = System.nanoTime();
        SnapshotReader reader = new SnapshotReader(store);
        Snapshot snapshot = reader.latest(table.tableId().toString());
        long files = count(reader.activeFiles(snapshot));
        return new Read(snapshot.version(), files, System.nanoTime() - began);
    }

    private static long count(RowCursor<?> files) {
        long count = 0;
        try (files) {
            while (files.hasNext()) {
                files.next();
                count++;
            }
        }
        return count;
    }

    private static double median(List<Read> reads) {
        List<Long> sorted = reads.stream().map(Read::nanos).sorted().toList();
        int middle = sorted.size() / 2;
        long lower = sorted.get((sorted.size() - 1) / 2);
        return (lower + sorted.get(middle)) / 2.0 / NANOS;
    }
}
