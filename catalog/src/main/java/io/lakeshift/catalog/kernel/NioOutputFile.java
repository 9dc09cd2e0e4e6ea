package io.lakeshift.catalog.kernel;

import io.delta.kernel.defaults.engine.fileio.OutputFile;
import io.delta.kernel.defaults.engine.fileio.PositionOutputStream;
import io.delta.kernel.utils.CloseableIterator;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.UUID;

/** Files appear under their name complete or not at all. */
record NioOutputFile(Path file) implements OutputFile {
    @Override
    public String path() {
        return file.toString();
    }

    @Override
    public PositionOutputStream create(boolean putIfAbsent) throws IOException {
        Path partial = partial(file);
        return new PartialStream(partial, file, !putIfAbsent);
    }

    @Override
    public void writeAtomically(CloseableIterator<String> lines, boolean overwrite) throws IOException {
        Path partial = partial(file);
        try {
            try (lines;
                    BufferedWriter writer = Files.newBufferedWriter(partial)) {
                while (lines.hasNext()) {
                    writer.write(lines.next());
                    writer.write('\n');
                }
            }
            publish(partial, file, overwrite);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    static Path partial(Path target) throws IOException {
        Path folder = Objects.requireNonNull(target.getParent(), "a path in a folder");
        Files.createDirectories(folder);
        return folder.resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    }

    /** A hard link fails where the name is taken, which a rename does not. */
    static void publish(Path partial, Path target, boolean overwrite) throws IOException {
        if (overwrite) {
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return;
        }
        try {
            Files.createLink(target, partial);
        } catch (UnsupportedOperationException e) {
            if (Files.exists(target)) {
                throw new FileAlreadyExistsException(target.toString());
            }
            Files.copy(partial, target);
        }
    }

    private static final class PartialStream extends PositionOutputStream {
        private final Path partial;
        private final Path target;
        private final boolean overwrite;
        private final OutputStream out;
        private long position;
        private boolean closed;

        PartialStream(Path partial, Path target, boolean overwrite) throws IOException {
            this.partial = partial;
            this.target = target;
            this.overwrite = overwrite;
            this.out = new BufferedOutputStream(Files.newOutputStream(partial));
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            position++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            position += length;
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
            try {
                out.close();
                publish(partial, target, overwrite);
            } finally {
                Files.deleteIfExists(partial);
            }
        }
    }
}
