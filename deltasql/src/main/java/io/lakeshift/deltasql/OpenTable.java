package io.lakeshift.deltasql;

import io.lakeshift.catalog.TableState;
import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** A table's real places, and the file system they are on. */
record OpenTable(TableState state, FileSystem files, Path root, Path log) {
    /** Holds checkpoints and checksums that engines write: they lack the fence, so plain readers must not see them. */
    private static final String SIDE_AREA = "_lakeshift";

    static OpenTable open(TableState state, Configuration configuration) throws IOException {
        Path root = hadoopPath(state.location());
        return new OpenTable(state, fileSystem(root, configuration), root, hadoopPath(state.logLocation()));
    }

    Path data(String rest) {
        return rest.isEmpty() ? root : new Path(root, rest);
    }

    /**
     * Outside {@code _delta_log}, because readers that list it recursively would take what lies in a folder of it for
     * their own; the underscore keeps vacuum away.
     */
    Path sideArea() {
        return new Path(root, SIDE_AREA);
    }

    Path side(String name) {
        return new Path(sideArea(), name);
    }

    Path published(String name) {
        return new Path(log, name);
    }

    static boolean isSideArea(String rest) {
        return rest.equals(SIDE_AREA) || rest.startsWith(SIDE_AREA + "/");
    }

    private static Path hadoopPath(String location) {
        return location.startsWith("/")
                ? new Path("file", "", location)
                : new Path(location.replaceFirst("^s3://", "s3a://"));
    }

    private static FileSystem fileSystem(Path root, Configuration configuration) throws IOException {
        if (!"file".equals(root.toUri().getScheme())) {
            return root.getFileSystem(configuration);
        }
        // Hadoop's checksummed local file system leaves .crc files behind and refuses files beside stale ones.
        RawLocalFileSystem local = new RawLocalFileSystem();
        local.initialize(URI.create("file:///"), configuration);
        return local;
    }
}
