package io.lakeshift.catalog.kernel;

import io.delta.kernel.SnapshotBuilder;
import io.delta.kernel.TableManager;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.defaults.engine.fileio.FileIO;
import io.delta.kernel.defaults.engine.hadoopio.HadoopFileIO;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.SnapshotImpl;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;

/**
 * The log of one table, as Delta Kernel reads it. Shares nothing with the importer, so that what one gets wrong the
 * other shows.
 */
public final class KernelLog {
    private static final Pattern COMMIT = Pattern.compile("(?:.*/)?(\\d{20})\\.json");

    private final String tableRoot;
    private final FileIO files;
    private final Engine engine;

    private KernelLog(String tableRoot, FileIO files) {
        this.tableRoot = tableRoot;
        this.files = files;
        this.engine = DefaultEngine.create(files);
    }

    /**
     * Reads nothing yet.
     *
     * @param logLocation the {@code _delta_log} directory: an absolute path or a URI of a file system that Hadoop knows
     */
    public static KernelLog at(String logLocation) {
        String trimmed = logLocation.replaceAll("/+$", "");
        if (!trimmed.endsWith("/_delta_log")) {
            throw KernelErrors.notADeltaLog(logLocation);
        }
        String root = trimmed.substring(0, trimmed.length() - "/_delta_log".length());
        boolean local = root.startsWith("/") || root.startsWith("file:");
        return new KernelLog(
                local ? NioFileIO.path(root).toString() : root,
                local ? new NioFileIO() : new HadoopFileIO(new Configuration()));
    }

    /** The newest version. */
    public KernelSnapshot latest() {
        return load(TableManager.loadSnapshot(tableRoot));
    }

    public KernelSnapshot snapshot(long version) {
        return load(TableManager.loadSnapshot(tableRoot).atVersion(version));
    }

    private KernelSnapshot load(SnapshotBuilder builder) {
        try {
            return new KernelSnapshot(engine, tableRoot, (SnapshotImpl) builder.build(engine));
        } catch (RuntimeException e) {
            throw KernelErrors.failed(tableRoot, e);
        }
    }

    /** Every commit file in the log, by version. */
    public NavigableMap<Long, CommitFile> commits() {
        NavigableMap<Long, CommitFile> commits = new TreeMap<>();
        try (CloseableIterator<FileStatus> listing = files.listFrom(tableRoot + "/_delta_log/0")) {
            while (listing.hasNext()) {
                FileStatus file = listing.next();
                Matcher name = COMMIT.matcher(file.getPath());
                if (name.matches()) {
                    long version = Long.parseLong(name.group(1));
                    commits.put(
                            version,
                            new CommitFile(version, file.getPath(), file.getSize(), file.getModificationTime()));
                }
            }
        } catch (FileNotFoundException e) {
            throw KernelErrors.noLog(tableRoot, e);
        } catch (IOException | RuntimeException e) {
            throw KernelErrors.failed(tableRoot, e);
        }
        return commits;
    }

    /** The lines of a commit file as JSON, in order. Read to the end, it knows the digest of the file. */
    public CommitLines lines(CommitFile commit) {
        return CommitLines.of(commit.path(), open(commit));
    }

    private InputStream open(CommitFile commit) {
        try {
            return files.newInputFile(commit.path(), commit.size()).newStream();
        } catch (FileNotFoundException e) {
            throw KernelErrors.commitMissing(tableRoot, commit.version(), e);
        } catch (IOException e) {
            throw KernelErrors.failed(tableRoot, e);
        }
    }
}
