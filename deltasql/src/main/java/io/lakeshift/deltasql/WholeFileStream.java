package io.lakeshift.deltasql;

import java.io.IOException;
import java.io.OutputStream;
import java.util.UUID;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Writes a file that appears under its name when it is closed, never half. */
final class WholeFileStream extends OutputStream {
    private final FileSystem files;
    private final Path target;
    private final Path partial;
    private final boolean overwrite;
    private final OutputStream out;
    private boolean closed;

    private WholeFileStream(FileSystem files, Path target, boolean overwrite) throws IOException {
        this.files = files;
        this.target = target;
        this.overwrite = overwrite;
        this.partial = new Path(target.getParent(), "." + target.getName() + "." + UUID.randomUUID() + ".tmp");
        this.out = files.create(partial, false);
    }

    static FSDataOutputStream create(FileSystem files, Path target, boolean overwrite) throws IOException {
        if (!overwrite && files.exists(target)) {
            throw new FileAlreadyExistsException(target + " already exists");
        }
        return new FSDataOutputStream(new WholeFileStream(files, target, overwrite), null);
    }

    @Override
    public void write(int b) throws IOException {
        out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        out.close();
        if (overwrite) {
            files.delete(target, false);
        }
        if (!files.rename(partial, target)) {
            files.delete(partial, false);
            throw new FileAlreadyExistsException(target + " already exists");
        }
    }
}
