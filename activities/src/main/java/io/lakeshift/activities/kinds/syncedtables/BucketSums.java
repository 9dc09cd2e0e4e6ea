package io.lakeshift.activities.kinds.syncedtables;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The answer of one side: per bucket of keys, how many rows, and two sums over the hashes of their texts. */
record BucketSums(Map<String, Sum> buckets) {
    record Sum(long rows, String first, String second) {}

    BucketSums {
        buckets = Map.copyOf(buckets);
    }

    static BucketSums of(List<List<Optional<String>>> answer) {
        Map<String, Sum> buckets = new TreeMap<>();
        for (List<Optional<String>> row : answer) {
            buckets.put(
                    row.get(0).orElse("").toLowerCase(Locale.ROOT),
                    new Sum(Long.parseLong(whole(row.get(1))), whole(row.get(2)), whole(row.get(3))));
        }
        return new BucketSums(buckets);
    }

    long rows() {
        return buckets.values().stream().mapToLong(Sum::rows).sum();
    }

    long rows(String bucket) {
        Sum sum = buckets.get(bucket);
        return sum == null ? 0 : sum.rows();
    }

    /** Names of the buckets that are not the same in both. */
    SortedSet<String> differences(BucketSums other) {
        SortedSet<String> different = new TreeSet<>(buckets.keySet());
        different.addAll(other.buckets.keySet());
        different.removeIf(bucket -> {
            Sum mine = buckets.get(bucket);
            return mine != null && mine.equals(other.buckets.get(bucket));
        });
        return different;
    }

    /** Engines differ in whether a sum has a decimal point. */
    private static String whole(Optional<String> cell) {
        return cell.map(text -> text.replaceFirst("\\.0*$", "")).orElse("0");
    }
}
