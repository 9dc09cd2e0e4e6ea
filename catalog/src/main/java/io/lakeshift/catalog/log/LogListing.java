package io.lakeshift.catalog.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a log directory holds by its names: commits and complete checkpoints. Everything else is ignored: checksum files,
 * compacted commits, temporary files, and {@code _last_checkpoint}, which is only a hint that a listing does not need.
 */
public final class LogListing {
    private static final Pattern COMMIT = Pattern.compile("(\\d{20})\\.json");
    private static final Pattern CLASSIC = Pattern.compile("(\\d{20})\\.checkpoint\\.parquet");
    private static final Pattern PART = Pattern.compile("(\\d{20})\\.checkpoint\\.(\\d{10})\\.(\\d{10})\\.parquet");
    private static final Pattern V2 = Pattern.compile("(\\d{20})\\.checkpoint\\.([0-9a-fA-F-]{36})\\.(?:json|parquet)");

    private final NavigableSet<Long> commits = new TreeSet<>();
    private final List<Checkpoint> checkpoints = new ArrayList<>();

    private LogListing() {}

    public static LogListing of(LogStorage storage) throws IOException {
        LogListing listing = new LogListing();
        TreeMap<String, List<String>> parts = new TreeMap<>();
        for (String name : storage.list()) {
            listing.take(name, parts);
        }
        parts.forEach(listing::takeParts);
        listing.checkpoints.sort(Comparator.comparingLong(Checkpoint::version).thenComparing(Checkpoint::kind));
        return listing;
    }

    /** Name of a commit's file. */
    public static String commitName(long version) {
        String digits = Long.toString(version);
        return "0".repeat(20 - digits.length()) + digits + ".json";
    }

    /** Versions that have a commit file. */
    public NavigableSet<Long> commits() {
        return commits;
    }

    /** Complete checkpoints, oldest first; several of one version stand side by side. */
    public List<Checkpoint> checkpoints() {
        return List.copyOf(checkpoints);
    }

    public boolean isEmpty() {
        return commits.isEmpty() && checkpoints.isEmpty();
    }

    /** Newest version that a commit or a complete checkpoint gives; -1 for an empty log. */
    public long head() {
        long newestCommit = commits.isEmpty() ? -1 : commits.last();
        long newestCheckpoint = checkpoints.isEmpty()
                ? -1
                : checkpoints.get(checkpoints.size() - 1).version();
        return Math.max(newestCommit, newestCheckpoint);
    }

    /** The first version from {@code from} to the head that has no commit file; empty where there is none. */
    public OptionalLong firstMissing(long from) {
        long head = head();
        long expected = from;
        for (long version : commits.tailSet(from, true)) {
            if (version != expected) {
                return OptionalLong.of(expected);
            }
            expected++;
        }
        return expected <= head ? OptionalLong.of(expected) : OptionalLong.empty();
    }

    /** Checkpoints from which the head can be reached over commit files alone, best first. */
    public List<Checkpoint> usableCheckpoints() {
        List<Checkpoint> usable = new ArrayList<>();
        for (int i = checkpoints.size() - 1; i >= 0; i--) {
            Checkpoint checkpoint = checkpoints.get(i);
            if (firstMissing(checkpoint.version() + 1).isEmpty()) {
                usable.add(checkpoint);
            }
        }
        return usable;
    }

    /** The oldest version that some reader could still recreate; empty for a log without any. */
    public OptionalLong earliestRecreatable() {
        if (commits.contains(0L)) {
            return OptionalLong.of(0);
        }
        return checkpoints.stream().mapToLong(Checkpoint::version).min();
    }

    private void take(String name, TreeMap<String, List<String>> parts) {
        Matcher commit = COMMIT.matcher(name);
        if (commit.matches()) {
            commits.add(Long.parseLong(commit.group(1)));
        } else if (name.contains(".checkpoint.")) {
            takeCheckpoint(name, parts);
        }
    }

    private void takeCheckpoint(String name, TreeMap<String, List<String>> parts) {
        Matcher classic = CLASSIC.matcher(name);
        Matcher part = PART.matcher(name);
        Matcher v2 = V2.matcher(name);
        if (classic.matches()) {
            checkpoints.add(new Checkpoint(Long.parseLong(classic.group(1)), Checkpoint.Kind.CLASSIC, List.of(name)));
        } else if (part.matches()) {
            parts.computeIfAbsent(part.group(1) + "." + part.group(3), key -> new ArrayList<>())
                    .add(name);
        } else if (v2.matches()) {
            checkpoints.add(new Checkpoint(Long.parseLong(v2.group(1)), Checkpoint.Kind.V2, List.of(name)));
        }
    }

    private void takeParts(String versionAndCount, List<String> names) {
        int count = Integer.parseInt(versionAndCount.substring(21));
        if (names.size() == count) {
            checkpoints.add(new Checkpoint(
                    Long.parseLong(versionAndCount.substring(0, 20)), Checkpoint.Kind.MULTI_PART, names));
        }
    }
}
