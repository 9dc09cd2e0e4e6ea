package io.lakeshift.deltasql;

import io.lakeshift.catalog.Authority;
import io.lakeshift.catalog.commit.CommitBody;
import io.lakeshift.catalog.commit.FenceRestore;
import io.lakeshift.catalog.commit.FenceText;
import io.lakeshift.catalog.publish.LogNames;
import io.lakeshift.catalog.store.CatalogStore;
import io.lakeshift.catalog.store.RatifiedVersion;
import io.lakeshift.catalog.store.TableHead;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * A table's {@code _delta_log} as engines see it that write through the catalog: free of the fence, with every ratified
 * version, published or not. What was published with the fence in it (checkpoints, the fence commit) is hidden or shown
 * without it; what engines write beside commits goes to the side area.
 */
final class LogView {
    private static final String SIDECARS = "_sidecars/";

    private final CatalogStore store;
    private final OpenTable table;
    private final TableHead head;

    LogView(CatalogStore store, OpenTable table) {
        this.store = store;
        this.table = table;
        this.head = store.commits().head(table.state().tableId());
    }

    /** Files whose names are not before the given one, sorted by name. */
    Collection<LogFile> listFrom(String first) throws IOException {
        SortedMap<String, LogFile> files = new TreeMap<>();
        for (FileStatus status : listing(table.log())) {
            if (!status.isDirectory()
                    && status.getPath().getName().compareTo(first) >= 0
                    && shown(status.getPath().getName())) {
                put(files, published(status));
            }
        }
        if (head.authority() != Authority.FILES) {
            for (FileStatus status : listing(table.sideArea())) {
                if (!status.isDirectory() && status.getPath().getName().compareTo(first) >= 0) {
                    put(files, stored(status.getPath().getName(), status));
                }
            }
        }
        for (RatifiedVersion version : store.commits().ratifiedFrom(head.tableId(), firstVersion(first))) {
            put(files, ratified(version));
        }
        return files.tailMap(first).values();
    }

    LogFile find(String name) throws IOException {
        OptionalLong version = LogNames.commitVersion(name);
        if (version.isPresent()) {
            Optional<RatifiedVersion> ratified = store.commits().ratified(head.tableId(), version.getAsLong());
            if (ratified.isPresent()) {
                return ratified(ratified.get());
            }
        }
        Optional<FileStatus> side = head.authority() == Authority.FILES ? Optional.empty() : status(table.side(name));
        if (side.isPresent() && !version.isPresent()) {
            return stored(name, side.get());
        }
        if (!shown(name)) {
            throw new FileNotFoundException(name + " is not part of the log");
        }
        return published(table.files().getFileStatus(table.published(name)), name);
    }

    byte[] read(Path path) throws IOException {
        try (FSDataInputStream in = table.files().open(path)) {
            return in.readAllBytes();
        }
    }

    /** Whether a published file may be shown: nothing that carries the fence but the fence commit itself. */
    private boolean shown(String name) throws IOException {
        if (head.authority() == Authority.FILES) {
            return true;
        }
        long fence = head.fenceVersion().orElse(Long.MAX_VALUE);
        OptionalLong commit = LogNames.commitVersion(name);
        if (commit.isPresent()) {
            return commit.getAsLong() <= Math.min(fence, head.currentVersion());
        }
        OptionalLong derived = LogNames.checkpointVersion(name);
        if (derived.isEmpty()) {
            derived = LogNames.checksumVersion(name);
        }
        if (derived.isEmpty()) {
            derived = LogNames.compactedVersion(name);
        }
        if (derived.isPresent()) {
            return derived.getAsLong() < fence && derived.getAsLong() <= head.currentVersion();
        }
        // The published hint points at a checkpoint that is hidden once the fence has one.
        return name.startsWith(SIDECARS)
                || (name.equals(LogNames.LAST_CHECKPOINT) && head.fenceVersion().isEmpty());
    }

    private LogFile published(FileStatus status) throws IOException {
        return published(status, status.getPath().getName());
    }

    private LogFile published(FileStatus status, String name) throws IOException {
        boolean fence = head.fenced()
                && LogNames.commitVersion(name).equals(head.fenceVersion())
                && head.authority() != Authority.FILES;
        if (!fence) {
            return stored(name, status);
        }
        FenceRestore restore = FenceRestore.parse(head.fenceRestore().orElseThrow());
        byte[] bytes = FenceText.restore(CommitBody.of(read(status.getPath())), restore)
                .bytes();
        return new LogFile(name, bytes.length, status.getModificationTime(), new LogFile.Content.Kept(() -> bytes));
    }

    private static LogFile stored(String name, FileStatus status) {
        return new LogFile(
                name, status.getLen(), status.getModificationTime(), new LogFile.Content.Stored(status.getPath()));
    }

    private LogFile ratified(RatifiedVersion version) {
        return new LogFile(
                LogNames.commit(version.version()),
                version.size(),
                version.committedAt().toEpochMilli(),
                new LogFile.Content.Kept(() ->
                        store.rows().body(head.tableId(), version.version()).orElseThrow()));
    }

    private FileStatus[] listing(Path directory) throws IOException {
        try {
            return table.files().listStatus(directory);
        } catch (FileNotFoundException e) {
            return new FileStatus[0];
        }
    }

    private Optional<FileStatus> status(Path path) throws IOException {
        try {
            return Optional.of(table.files().getFileStatus(path));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    private static void put(SortedMap<String, LogFile> files, LogFile file) {
        files.put(file.name(), file);
    }

    private static long firstVersion(String name) {
        int digits = 0;
        while (digits < name.length() && Character.isDigit(name.charAt(digits))) {
            digits++;
        }
        return digits == 20 ? Long.parseLong(name.substring(0, digits)) : 0;
    }
}
