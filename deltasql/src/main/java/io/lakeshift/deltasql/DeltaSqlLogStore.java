package io.lakeshift.deltasql;

import io.delta.storage.HadoopFileSystemLogStore;
import io.lakeshift.catalog.CatalogError;
import io.lakeshift.catalog.CatalogException;
import io.lakeshift.catalog.commit.CommitBody;
import io.lakeshift.catalog.publish.LogNames;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Delta's log store for {@code deltasql://}: a commit is collected whole and ratified once by the catalog, so that a
 * writer that dies half-way leaves nothing. A lost race is a {@link FileAlreadyExistsException}, upon which Delta
 * rebases. Set {@code spark.delta.logStore.deltasql.impl}, or {@code io.delta.kernel.logStore.deltasql.impl}.
 */
public final class DeltaSqlLogStore extends HadoopFileSystemLogStore {
    private static final Duration FIRST_WAIT = Duration.ofMillis(250);
    private static final Duration LONGEST_ASKING = Duration.ofMinutes(1);

    public DeltaSqlLogStore(Configuration hadoopConf) {
        super(hadoopConf);
    }

    @Override
    public void write(Path path, Iterator<String> actions, Boolean overwrite, Configuration hadoopConf)
            throws IOException {
        StringBuilder lines = new StringBuilder();
        actions.forEachRemaining(line -> lines.append(line).append('\n'));
        if (LogNames.commitVersion(path.getName()).isEmpty()) {
            try (OutputStream out = path.getFileSystem(hadoopConf).create(path, overwrite)) {
                out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
            }
            return;
        }
        if (overwrite) {
            throw DeltaSqlErrors.overwrittenCommit(path);
        }
        ratify(path, CommitBody.of(lines.toString()), hadoopConf);
    }

    /**
     * A database that goes away may have committed without being able to say so, and an engine that is told of a failure
     * writes its rows once more. So the same commit is asked for again: the catalog recognises it by transaction id or
     * content.
     */
    private static void ratify(Path path, CommitBody body, Configuration hadoopConf) throws IOException {
        long until = System.nanoTime() + LONGEST_ASKING.toNanos();
        Duration wait = FIRST_WAIT;
        while (true) {
            try {
                fileSystem(path, hadoopConf).ratify(path, body);
                return;
            } catch (CatalogException e) {
                if (e.error() == CatalogError.COMMIT_CONFLICT) {
                    throw (FileAlreadyExistsException) new FileAlreadyExistsException(path.toString()).initCause(e);
                }
                if (!e.error().retryable()) {
                    throw e;
                }
                if (System.nanoTime() + wait.toNanos() - until > 0) {
                    throw new IOException(e.getMessage(), e);
                }
                pause(wait);
                wait = wait.multipliedBy(2);
            }
        }
    }

    private static void pause(Duration wait) throws InterruptedIOException {
        try {
            TimeUnit.NANOSECONDS.sleep(wait.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a commit was asked for");
        }
    }

    @Override
    public Iterator<FileStatus> listFrom(Path path, Configuration hadoopConf) throws IOException {
        return fileSystem(path, hadoopConf).listLogFrom(path).iterator();
    }

    @Override
    public Boolean isPartialWriteVisible(Path path, Configuration hadoopConf) {
        return false;
    }

    private static DeltaSqlFileSystem fileSystem(Path path, Configuration hadoopConf) throws IOException {
        FileSystem files = path.getFileSystem(hadoopConf);
        if (files instanceof DeltaSqlFileSystem ours) {
            return ours;
        }
        throw new IOException("The scheme of " + path + " belongs to "
                + files.getClass().getName() + ". Set fs.deltasql.impl to " + DeltaSqlFileSystem.class.getName() + ".");
    }
}
