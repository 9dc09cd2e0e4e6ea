package io.lakeshift.deltasql;

import io.lakeshift.catalog.TableState;
import io.lakeshift.catalog.commit.CommitBody;
import io.lakeshift.catalog.commit.CommitRequest;
import io.lakeshift.catalog.commit.Ratifier;
import io.lakeshift.catalog.publish.LogNames;
import io.lakeshift.catalog.store.CatalogStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;
import org.jspecify.annotations.Nullable;

/**
 * SQL-backed tables as {@code deltasql://<catalog alias>/<table>}. The database URL of an alias comes from the
 * configuration key {@code lakeshift.<alias>.url}. Data files are the real ones, at the table's real place; commits of
 * {@code _delta_log} come from the catalog. Set {@code fs.deltasql.impl} to this class and use it together with
 * {@link DeltaSqlLogStore}.
 *
 * <p>Do not make shallow clones from this address: the clone would hold {@code deltasql:} paths, which other engines
 * cannot open. Clone from the table's real path. The catalog refuses to ratify such paths.
 */
public final class DeltaSqlFileSystem extends FileSystem {
    private static final long BLOCK_SIZE = 128L << 20;
    /** Where a table's data files lie hardly ever changes, and an executor opens many of them. */
    private static final Duration PLACES_KNOWN_FOR = Duration.ofSeconds(30);

    private final Map<String, KnownPlace> places = new ConcurrentHashMap<>();

    private URI uri = URI.create("deltasql:///");
    private Path workingDirectory = new Path("/");
    private @Nullable CatalogStore store;

    @Override
    public void initialize(URI name, Configuration conf) throws IOException {
        super.initialize(name, conf);
        setConf(conf);
        String alias = name.getAuthority();
        uri = URI.create("deltasql://" + alias);
        workingDirectory = new Path(uri + "/");
        store = Catalogs.open(alias, conf);
    }

    @Override
    public String getScheme() {
        return "deltasql";
    }

    @Override
    public URI getUri() {
        return uri;
    }

    /** Makes a commit the version that its path names. */
    void ratify(Path path, CommitBody body) throws IOException {
        TablePath place = TablePath.of(path);
        long version = LogNames.commitVersion(path.getName()).orElseThrow();
        new Ratifier(catalog().commits())
                .ratify(new CommitRequest(table(place).state().tableId(), version, body));
    }

    /** Files of a log from a name on, sorted by name. */
    List<FileStatus> listLogFrom(Path path) throws IOException {
        Path log = qualified(path.getParent());
        return listLog(log, path.getName());
    }

    private List<FileStatus> listLog(Path log, String first) throws IOException {
        LogView view = view(TablePath.of(log));
        List<FileStatus> found = new ArrayList<>();
        for (LogFile file : view.listFrom(first)) {
            found.add(status(file, new Path(log, file.name())));
        }
        return found;
    }

    @Override
    public FSDataInputStream open(Path path, int bufferSize) throws IOException {
        TablePath place = TablePath.of(path);
        if (!place.inLog()) {
            OpenTable table = placeOf(place);
            return table.files().open(real(table, place, path), bufferSize);
        }
        LogFile file = found(place, path);
        if (file.content() instanceof LogFile.Content.Stored stored) {
            return table(place).files().open(stored.path(), bufferSize);
        }
        return new FSDataInputStream(
                new BytesStream(((LogFile.Content.Kept) file.content()).bytes().get()));
    }

    @Override
    public FSDataOutputStream create(
            Path path,
            FsPermission permission,
            boolean overwrite,
            int bufferSize,
            short replication,
            long blockSize,
            Progressable progress)
            throws IOException {
        TablePath place = TablePath.of(path);
        if (place.inLog()) {
            requireNoCommit(path);
            OpenTable table = table(place);
            return WholeFileStream.create(table.files(), table.side(place.logName()), overwrite);
        }
        Path target = real(place, path);
        return table(place).files().create(target, overwrite, bufferSize, replication, blockSize, progress);
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        TablePath source = TablePath.of(from);
        TablePath target = TablePath.of(to);
        if (source.inLog() != target.inLog() || !source.table().equals(target.table())) {
            throw DeltaSqlErrors.acrossAreas(from, to);
        }
        OpenTable table = table(source);
        if (source.inLog()) {
            requireNoCommit(from);
            requireNoCommit(to);
            return table.files().rename(table.side(source.logName()), table.side(target.logName()));
        }
        return table.files().rename(real(source, from), real(target, to));
    }

    /** Published files of the log and commits are never deleted through here: false, as for a file that is not there. */
    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        TablePath place = TablePath.of(path);
        if (place.isRoot() || place.isTable() || place.isLog()) {
            throw DeltaSqlErrors.wholeTable(path);
        }
        OpenTable table = table(place);
        if (place.inLog()) {
            return LogNames.commitVersion(path.getName()).isEmpty()
                    && table.files().delete(table.side(place.logName()), false);
        }
        return table.files().delete(real(place, path), recursive);
    }

    @Override
    public boolean mkdirs(Path path, FsPermission permission) throws IOException {
        TablePath place = TablePath.of(path);
        if (place.isRoot() || place.isLog() || place.inLog()) {
            return true;
        }
        return table(place).files().mkdirs(real(place, path));
    }

    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
        TablePath place = TablePath.of(path);
        if (place.isRoot()) {
            return catalog().tables().all().stream()
                    .map(table -> directory(new Path(qualified(path), table.alias())))
                    .toArray(FileStatus[]::new);
        }
        if (place.isLog()) {
            return listLog(qualified(path), "").toArray(FileStatus[]::new);
        }
        if (place.inLog()) {
            return listSideFolder(place, path);
        }
        List<FileStatus> found = new ArrayList<>();
        for (FileStatus status : table(place).files().listStatus(real(place, path))) {
            if (!place.isTable() || !OpenTable.isSideArea(status.getPath().getName())) {
                found.add(at(status, status.getPath().getName().isEmpty() ? path : child(path, status, place)));
            }
        }
        return found.toArray(FileStatus[]::new);
    }

    private FileStatus[] listSideFolder(TablePath place, Path path) throws IOException {
        OpenTable table = table(place);
        List<FileStatus> found = new ArrayList<>();
        for (Path folder : List.of(table.published(place.logName()), table.side(place.logName()))) {
            if (table.files().exists(folder)) {
                for (FileStatus status : table.files().listStatus(folder)) {
                    found.add(at(
                            status, new Path(qualified(path), status.getPath().getName())));
                }
            }
        }
        if (found.isEmpty()) {
            throw DeltaSqlErrors.absent(path);
        }
        return found.toArray(FileStatus[]::new);
    }

    /** Listing a file gives the file itself. */
    private Path child(Path listed, FileStatus status, TablePath place) throws IOException {
        boolean itself = status.getPath().equals(real(place, listed));
        return itself
                ? qualified(listed)
                : new Path(qualified(listed), status.getPath().getName());
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        TablePath place = TablePath.of(path);
        if (place.isRoot() || place.isLog()) {
            if (place.isLog()) {
                table(place);
            }
            return directory(qualified(path));
        }
        if (place.inLog()) {
            return status(found(place, path), qualified(path));
        }
        OpenTable table = placeOf(place);
        return at(table.files().getFileStatus(real(table, place, path)), qualified(path));
    }

    private LogFile found(TablePath place, Path path) throws IOException {
        try {
            return view(place).find(place.logName());
        } catch (FileNotFoundException e) {
            throw (FileNotFoundException) DeltaSqlErrors.absent(path).initCause(e);
        }
    }

    @Override
    public FSDataOutputStream append(Path path, int bufferSize, Progressable progress) throws IOException {
        throw DeltaSqlErrors.noAppend(path);
    }

    @Override
    public void setWorkingDirectory(Path directory) {
        workingDirectory = directory;
    }

    @Override
    public Path getWorkingDirectory() {
        return workingDirectory;
    }

    @Override
    public void close() throws IOException {
        super.close();
        if (store != null) {
            store.close();
            store = null;
        }
    }

    private static void requireNoCommit(Path path) throws IOException {
        if (LogNames.commitVersion(path.getName()).isPresent()) {
            throw DeltaSqlErrors.commitOutsideLogStore(path);
        }
    }

    private LogView view(TablePath place) throws IOException {
        return new LogView(catalog(), table(place));
    }

    private Path real(TablePath place, Path path) throws IOException {
        return real(table(place), place, path);
    }

    private static Path real(OpenTable table, TablePath place, Path path) throws IOException {
        if (OpenTable.isSideArea(place.rest())) {
            throw DeltaSqlErrors.absent(path);
        }
        return table.data(place.rest());
    }

    private record KnownPlace(OpenTable table, long until) {}

    /** For reading data files, which stay where they are whoever decides the commits. */
    private OpenTable placeOf(TablePath place) throws IOException {
        KnownPlace known = places.get(place.table());
        if (known == null || known.until() - System.nanoTime() < 0) {
            known = new KnownPlace(table(place), System.nanoTime() + PLACES_KNOWN_FOR.toNanos());
            places.put(place.table(), known);
        }
        return known.table();
    }

    private OpenTable table(TablePath place) throws IOException {
        if (place.isRoot()) {
            throw DeltaSqlErrors.noTable(uri + "/");
        }
        TableState state = catalog()
                .tables()
                .find(place.table())
                .orElseThrow(() -> DeltaSqlErrors.unknownTable(uri.getAuthority(), place.table()));
        return OpenTable.open(state, getConf());
    }

    private CatalogStore catalog() throws IOException {
        if (store == null) {
            throw new IOException("The file system " + uri + " is closed");
        }
        return store;
    }

    private Path qualified(Path path) {
        return path.makeQualified(uri, workingDirectory);
    }

    private static FileStatus directory(Path path) {
        return new FileStatus(0, true, 1, BLOCK_SIZE, 0, path);
    }

    private static FileStatus status(LogFile file, Path path) {
        return new FileStatus(file.size(), false, 1, BLOCK_SIZE, file.modified(), path);
    }

    private static FileStatus at(FileStatus real, Path path) {
        return new FileStatus(
                real.getLen(),
                real.isDirectory(),
                real.getReplication(),
                real.getBlockSize(),
                real.getModificationTime(),
                path);
    }
}
