package io.lakeshift.catalog.kernel;

import io.delta.kernel.defaults.engine.fileio.FileIO;
import io.delta.kernel.defaults.engine.fileio.InputFile;
import io.delta.kernel.defaults.engine.fileio.OutputFile;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Local files for Delta Kernel. Hadoop's own local file system refuses files beside a stale {@code .crc}, and its login
 * code does not run on newer JDKs.
 */
final class NioFileIO implements FileIO {
    /** A path as Kernel writes it: plain, or with the scheme {@code file:} in front; never percent-encoded. */
    static Path path(String path) {
        String plain = path.startsWith("file:") ? path.substring("file:".length()) : path;
        int slashes = 0;
        while (slashes < plain.length() && plain.charAt(slashes) == '/') {
            slashes++;
        }
        return Path.of(slashes > 1 ? plain.substring(slashes - 1) : plain);
    }

    @Override
    public CloseableIterator<FileStatus> listFrom(String from) throws IOException {
        Path first = path(from);
        Path folder = Objects.requireNonNull(first.getParent(), "a path in a folder");
        String firstName = String.valueOf(first.getFileName());
        if (!Files.isDirectory(folder)) {
            throw new FileNotFoundException(folder + " is no directory");
        }
        List<FileStatus> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (String.valueOf(file.getFileName()).compareTo(firstName) >= 0 && Files.isRegularFile(file)) {
                    found.add(status(file));
                }
            }
        }
        found.sort(Comparator.comparing(FileStatus::getPath));
        return Utils.toCloseableIterator(found.iterator());
    }

    @Override
    public FileStatus getFileStatus(String path) throws IOException {
        Path file = path(path);
        if (!Files.exists(file)) {
            throw new FileNotFoundException(path);
        }
        return status(file);
    }

    private static FileStatus status(Path file) throws IOException {
        return FileStatus.of(
                file.toString(),
                Files.size(file),
                Files.getLastModifiedTime(file).toMillis());
    }

    @Override
    public String resolvePath(String path) {
        return path(path).toAbsolutePath().normalize().toString();
    }

    @Override
    public boolean mkdirs(String path) throws IOException {
        Files.createDirectories(path(path));
        return true;
    }

    @Override
    public InputFile newInputFile(String path, long size) {
        return new NioInputFile(path(path), size);
    }

    @Override
    public OutputFile newOutputFile(String path) {
        return new NioOutputFile(path(path));
    }

    @Override
    public boolean delete(String path) throws IOException {
        return Files.deleteIfExists(path(path));
    }

    @Override
    public Optional<String> getConf(String key) {
        return Optional.empty();
    }

    @Override
    public void copyFileAtomically(String from, String to, boolean overwrite) throws IOException {
        Path target = path(to);
        Path partial = NioOutputFile.partial(target);
        try {
            Files.copy(path(from), partial);
            NioOutputFile.publish(partial, target, overwrite);
        } finally {
            Files.deleteIfExists(partial);
        }
    }
}
