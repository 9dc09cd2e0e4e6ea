package io.lakeshift.activities.lakebase;

import io.lakeshift.activities.databricks.Quoting;
import io.lakeshift.workflows.databricks.TableName;
import java.util.ArrayList;
import java.util.List;

/** Measures how long a read by key takes, from here. */
public final class PointReads {
    private static final int READS = 50;

    private final LakebaseDatabase database;

    public PointReads(LakebaseDatabase database) {
        this.database = database;
    }

    /** Each -1 for an empty table. */
    public record Latency(long p50Micros, long p95Micros) {}

    public Latency latency(TableName table, List<String> key) {
        String columns = Quoting.postgresList(key);
        List<Object[]> keys = database.query(
                "sample keys of " + table,
                "SELECT " + columns + " FROM " + Quoting.postgres(table) + " LIMIT " + READS,
                row -> {
                    Object[] values = new Object[key.size()];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = row.getObject(i + 1);
                    }
                    return values;
                });
        if (keys.isEmpty()) {
            return new Latency(-1, -1);
        }
        String where = String.join(
                " AND ",
                key.stream().map(column -> Quoting.postgres(column) + " = ?").toList());
        String sql = "SELECT * FROM " + Quoting.postgres(table) + " WHERE " + where;
        List<Long> micros = new ArrayList<>();
        for (Object[] one : keys) {
            long start = System.nanoTime();
            database.query("read " + table + " by key", sql, row -> row.getObject(1), one);
            micros.add((System.nanoTime() - start) / 1000);
        }
        List<Long> sorted = micros.stream().sorted().toList();
        return new Latency(sorted.get(sorted.size() / 2), sorted.get((sorted.size() - 1) * 95 / 100));
    }
}
