package io.lakeshift.activities.kinds.syncedtables;

import io.lakeshift.activities.databricks.Warehouse;
import io.lakeshift.activities.lakebase.LakebaseDatabase;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/** Both sides of one comparison: the source at a version through a warehouse, and the table in PostgreSQL as it stands. */
final class RowSides {
    /** A bucket of so many rows is small enough to be read. */
    private static final long SMALL = 1000;
    /** So many buckets are followed down to their keys; one difference would do to stop a cut over. */
    private static final int FOLLOWED = 4;

    static final int FIRST_DIGITS = 2;

    private final Warehouse warehouse;
    private final LakebaseDatabase database;
    private final SyncedTableSpec spec;
    private final List<ComparedColumn> key;
    private final RowQueries queries;

    RowSides(Warehouse warehouse, LakebaseDatabase database, SyncedTableSpec spec, List<ComparedColumn> key) {
        this.warehouse = warehouse;
        this.database = database;
        this.spec = spec;
        this.key = List.copyOf(key);
        this.queries = new RowQueries(spec, key);
    }

    BucketSums source(long version, List<ComparedColumn> columns, String prefix, int digits) {
        return BucketSums.of(warehouse.run(queries.sourceSums(version, columns, prefix, digits)));
    }

    BucketSums target(List<ComparedColumn> columns, String prefix, int digits) {
        return BucketSums.of(database.texts("sum up " + spec.target(), queries.targetSums(columns, prefix, digits)));
    }

    /** Keys of which more than one row has the latest value of the time series key. */
    long ties(long version) {
        return Long.parseLong(
                warehouse.run(queries.ties(version)).get(0).get(0).orElse("0").replaceFirst("\\.0*$", ""));
    }

    /** Follows differing buckets down to the keys in them; one line for each, for people. */
    List<String> differences(long version, List<ComparedColumn> columns, Collection<String> buckets) {
        List<String> found = new ArrayList<>();
        buckets.stream().limit(FOLLOWED).forEach(bucket -> follow(version, columns, bucket, found));
        return found;
    }

    private void follow(long version, List<ComparedColumn> columns, String bucket, List<String> found) {
        BucketSums there = source(version, columns, bucket, bucket.length());
        BucketSums here = target(columns, bucket, bucket.length());
        if (Math.max(there.rows(), here.rows()) <= SMALL) {
            found.addAll(rows(version, columns, List.of(bucket)).differences());
            return;
        }
        int digits = bucket.length() + FIRST_DIGITS;
        SortedSet<String> smaller =
                source(version, columns, bucket, digits).differences(target(columns, bucket, digits));
        if (!smaller.isEmpty()) {
            follow(version, columns, smaller.first(), found);
        }
    }

    /**
     * @param compared how many keys
     * @param differences one line for each key that differs, for people
     */
    record Rows(int compared, List<String> differences) {}

    /** Reads the rows of these buckets from both sides, and compares them. */
    Rows rows(long version, List<ComparedColumn> columns, Collection<String> buckets) {
        Map<List<String>, List<Optional<String>>> there =
                byKey(warehouse.run(queries.sourceRows(version, columns, buckets)));
        Map<List<String>, List<Optional<String>>> here =
                byKey(database.texts("read rows of " + spec.target(), queries.targetRows(columns, buckets)));
        List<String> found = new ArrayList<>();
        there.forEach((name, cells) -> {
            List<Optional<String>> other = here.remove(name);
            if (other == null) {
                found.add(named(name) + " is missing in PostgreSQL");
                return;
            }
            List<String> differing = differing(columns, cells, other);
            if (!differing.isEmpty()) {
                found.add(named(name) + " differs in " + String.join(", ", differing));
            }
        });
        here.keySet().forEach(name -> found.add(named(name) + " is not in the source"));
        return new Rows(there.size(), found.stream().sorted().toList());
    }

    private static List<String> differing(
            List<ComparedColumn> columns, List<Optional<String>> there, List<Optional<String>> here) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            ComparedColumn column = columns.get(i);
            boolean same = column.alike()
                    ? there.get(i).equals(here.get(i))
                    : LooseValues.same(column.type(), there.get(i), here.get(i));
            if (!same) {
                names.add(column.name());
            }
        }
        return names;
    }

    private Map<List<String>, List<Optional<String>>> byKey(List<List<Optional<String>>> rows) {
        Map<List<String>, List<Optional<String>>> found = new HashMap<>();
        for (List<Optional<String>> row : rows) {
            List<String> name = row.subList(0, key.size()).stream()
                    .map(cell -> cell.orElse("NULL"))
                    .toList();
            found.put(name, List.copyOf(row.subList(key.size(), row.size())));
        }
        return found;
    }

    private String named(List<String> values) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            parts.add(key.get(i).name() + " = " + values.get(i));
        }
        return String.join(", ", parts);
    }
}
