package io.lakeshift.activities.kinds.syncedtables;

import io.lakeshift.activities.databricks.SyncedTables.SyncedTable;
import io.lakeshift.workflows.ActivityProgress;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Proves that a synced table holds what its source held at the version that was synced. A table may move meanwhile: then
 * the sums in PostgreSQL are those of one of the versions that passed, or they are taken again.
 */
final class RowProof {
    private static final int MOST_ROUNDS = 5;
    private static final int MOST_VERSIONS = 4;
    private static final int SHOWN = 5;
    /** Values that no engine can sum up are read by this process, so far. */
    private static final long MOST_ROWS_READ = 50_000;

    private static final long ROWS_AT_ONCE = 1000;
    private static final int MOST_BUCKETS_AT_ONCE = 256;

    private final RowSides sides;
    private final Supplier<SyncedTable> look;
    private final boolean versioned;
    private final List<ComparedColumn> alike;
    private final List<ComparedColumn> loose;
    private final Consumer<ActivityProgress> progress;
    private final List<String> notes = new ArrayList<>();

    /**
     * @param columns that both sides have
     * @param look at the synced table, which fails where that is not ready
     * @param versioned whether the source can be read as it was
     */
    RowProof(
            RowSides sides,
            List<ComparedColumn> columns,
            Supplier<SyncedTable> look,
            boolean versioned,
            Consumer<ActivityProgress> progress) {
        this.sides = sides;
        this.look = look;
        this.versioned = versioned;
        this.alike = ComparedColumn.only(columns, true);
        this.loose = ComparedColumn.only(columns, false);
        this.progress = progress;
    }

    record Proven(boolean same, long version, long expected, long actual, List<String> notes) {
        Proven {
            notes = List.copyOf(notes);
        }
    }

    /** Without the columns that have no defined value where rows tie for the latest. */
    static List<ComparedColumn> defined(SyncedTableSpec spec, List<ComparedColumn> columns) {
        return columns.stream()
                .filter(column -> spec.primaryKey().stream().anyMatch(column.name()::equalsIgnoreCase)
                        || spec.timeseriesKey()
                                .filter(column.name()::equalsIgnoreCase)
                                .isPresent())
                .toList();
    }

    Proven prove() {
        for (int round = 1; ; round++) {
            notes.clear();
            long from = look.get().version();
            BucketSums here = sides.target(alike, "", RowSides.FIRST_DIGITS);
            long to = look.get().version();
            Proven found = among(from, to, here);
            boolean moved = from != to || look.get().version() != to;
            if (found.same() || !moved) {
                return found;
            }
            if (round == MOST_ROUNDS) {
                notes.add("it moved in each of " + MOST_ROUNDS + " rounds, and was never like its source");
                return new Proven(false, found.version(), found.expected(), found.actual(), notes);
            }
            progress.accept(new ActivityProgress("compare again", to, round, MOST_ROUNDS, "rounds"));
        }
    }

    /** Whether the sums are those of one of the versions that the table may have had while they were taken. */
    private Proven among(long from, long to, BucketSums here) {
        long[] versions = versioned && from >= 0
                ? LongStream.rangeClosed(from, Math.min(to, from + MOST_VERSIONS - 1))
                        .toArray()
                : new long[] {-1};
        BucketSums there = here;
        Collection<String> different = List.of();
        long at = from;
        for (long version : versions) {
            at = version;
            there = sides.source(version, alike, "", RowSides.FIRST_DIGITS);
            different = there.differences(here);
            if (different.isEmpty()) {
                break;
            }
        }
        notes.add("keys without NULL, each once, " + (at >= 0 ? "at version " + at : "in the source as it is now"));
        notes.add("checksums over " + names(alike));
        long bound = at >= 0 ? at : to;
        if (!different.isEmpty()) {
            notes.add("different in " + different.size() + " of "
                    + Math.max(there.buckets().size(), here.buckets().size()) + " buckets of keys");
            if (at < 0) {
                notes.add(
                        "what was written to the source since the last update counts as different: refresh, then retry");
            }
            show(sides.differences(at, alike, different));
            return new Proven(false, bound, there.rows(), here.rows(), notes);
        }
        boolean same = loose.isEmpty() || sameValues(at, there.rows());
        return new Proven(same, bound, there.rows(), here.rows(), notes);
    }

    /** Whole buckets of keys, the first ones, so that the same rows are read the next time. */
    private boolean sameValues(long version, long rows) {
        int digits = RowSides.FIRST_DIGITS;
        while (rows >> (4 * digits) > ROWS_AT_ONCE) {
            digits++;
        }
        long buckets = 1L << (4 * digits);
        int atOnce = (int) Math.max(1, Math.min(MOST_BUCKETS_AT_ONCE, ROWS_AT_ONCE * buckets / Math.max(1, rows)));
        String name = "%0" + digits + "x";
        long read = 0;
        List<String> found = new ArrayList<>();
        for (int next = 0; next < buckets && read < MOST_ROWS_READ && found.size() < SHOWN; next += atOnce) {
            List<String> names = IntStream.range(next, (int) Math.min(buckets, next + atOnce))
                    .mapToObj(bucket -> String.format(Locale.ROOT, name, bucket))
                    .toList();
            RowSides.Rows compared = sides.rows(version, loose, names);
            read += compared.compared();
            found.addAll(compared.differences());
            progress.accept(new ActivityProgress("compare values", version, read, rows, "rows"));
        }
        notes.add("value by value over " + names(loose) + " in " + read + " of " + rows + " rows");
        show(found);
        return found.isEmpty();
    }

    private void show(List<String> found) {
        found.stream().limit(SHOWN).forEach(notes::add);
        if (found.size() > SHOWN) {
            notes.add("and others");
        }
    }

    private static String names(List<ComparedColumn> columns) {
        return String.join(", ", columns.stream().map(ComparedColumn::name).toList());
    }
}
