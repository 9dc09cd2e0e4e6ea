package io.lakeshift.catalog.load;

import io.lakeshift.catalog.log.Checkpoint;
import io.lakeshift.catalog.log.LogListing;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What to read: a checkpoint or none, then the commits of a range, which is empty where {@code to} is below
 * {@code from}.
 *
 * @param replaces whether the checkpoint follows versions that the catalog has
 */
record ImportPlan(Optional<Checkpoint> checkpoint, long from, long to, boolean replaces) {
    /** For a table that the catalog does not know. Broken checkpoints are passed over. */
    static ImportPlan first(LogListing listing, ImportMode mode, List<Checkpoint> broken, String log) {
        if (listing.isEmpty()) {
            throw LoadErrors.noLogFiles(log);
        }
        long head = listing.head();
        if (mode == ImportMode.FAST) {
            Optional<Checkpoint> newest = listing.usableCheckpoints().stream()
                    .filter(checkpoint -> !broken.contains(checkpoint))
                    .findFirst();
            if (newest.isPresent()) {
                return new ImportPlan(newest, newest.get().version() + 1, head, false);
            }
        }
        OptionalLong missing = listing.firstMissing(0);
        if (missing.isPresent()) {
            throw LoadErrors.versionMissing(missing.getAsLong(), log, mode, listing, broken);
        }
        return new ImportPlan(Optional.empty(), 0, head, false);
    }

    /** For a table that the catalog has up to a version. */
    static ImportPlan next(LogListing listing, long current, List<Checkpoint> broken, String log) {
        long head = listing.head();
        OptionalLong missing = listing.firstMissing(current + 1);
        if (missing.isEmpty()) {
            return new ImportPlan(Optional.empty(), current + 1, head, false);
        }
        Checkpoint over = listing.usableCheckpoints().stream()
                .filter(checkpoint -> checkpoint.version() >= missing.getAsLong() && !broken.contains(checkpoint))
                .findFirst()
                .orElseThrow(
                        () -> LoadErrors.versionMissing(missing.getAsLong(), log, ImportMode.FAST, listing, broken));
        return new ImportPlan(Optional.of(over), over.version() + 1, head, true);
    }

    boolean isEmpty() {
        return checkpoint.isEmpty() && to < from;
    }

    /** Versions that this plan writes. */
    long versions() {
        return Math.max(0, to - from + 1) + (checkpoint.isPresent() ? 1 : 0);
    }
}
