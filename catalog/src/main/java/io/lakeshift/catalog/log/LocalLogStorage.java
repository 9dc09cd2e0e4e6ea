package io.lakeshift.catalog.log;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** A log on a file system of this machine. */
final class LocalLogStorage implements LogStorage {
    private final Path directory;

    LocalLogStorage(Path directory) {
        this.directory = directory;
    }

    @Override
    public String location() {
        return directory.toString();
    }

    @Override
    public List<String> list() throws IOException {
        return list(directory, "");
    }

    @Override
    public List<String> list(String folder) throws IOException {
        return list(directory.resolve(folder), folder + "/");
    }

    @Override
    public InputStream open(String name) throws IOException {
        return Files.newInputStream(directory.resolve(name));
    }

    @Override
    public SeekableByteChannel openSeekable(String name) throws IOException {
        return FileChannel.open(directory.resolve(name), READ);
    }

    @Override
    public byte[] read(String name) throws IOException {
        return Files.readAllBytes(directory.resolve(name));
    }

    @Override
    public long size(String name) throws IOException {
        return Files.size(directory.resolve(name));
    }

    @Override
    public Instant modified(String name) throws IOException {
        return Files.getLastModifiedTime(directory.resolve(name)).toInstant();
    }

    @Override
    public void putIfAbsent(String name, byte[] content) throws IOException {
        Path target = directory.resolve(name);
        if (Files.exists(target)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        Path temporary = writeTemporary(target, content);
        try {
            // A hard link is the one step that neither replaces a file nor shows half of one.
            Files.createLink(target, temporary);
        } finally {
            Files.deleteIfExists(temporary);
        }
        sync(target);
    }

    @Override
    public void put(String name, byte[] content) throws IOException {
        Path target = directory.resolve(name);
        Path temporary = writeTemporary(target, content);
        try {
            forgetChecksum(target);
            Files.move(temporary, target, ATOMIC_MOVE, REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
        sync(target);
    }

    @Override
    public void put(String name, Path content) throws IOException {
        Path target = directory.resolve(name);
        Path temporary = temporary(target);
        try {
            Files.copy(content, temporary);
            try (FileChannel channel = FileChannel.open(temporary, WRITE)) {
                channel.force(true);
            }
            forgetChecksum(target);
            Files.move(temporary, target, ATOMIC_MOVE, REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
        sync(target);
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(directory.resolve(name));
    }

    private static List<String> list(Path folder, String prefix) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                names.add(prefix + Objects.requireNonNull(entry.getFileName()));
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        }
        Collections.sort(names);
        return names;
    }

    private static Path writeTemporary(Path target, byte[] content) throws IOException {
        Path temporary = temporary(target);
        try (FileChannel channel = FileChannel.open(temporary, CREATE_NEW, WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
        return temporary;
    }

    /** Hadoop's local file system keeps a checksum beside each file it writes, and refuses the file once it differs. */
    private static void forgetChecksum(Path target) throws IOException {
        Files.deleteIfExists(target.resolveSibling("." + target.getFileName() + ".crc"));
    }

    private static Path temporary(Path target) throws IOException {
        Path folder = Objects.requireNonNull(target.getParent());
        Files.createDirectories(folder);
        // The leading dot keeps it out of every Delta reader's listing.
        return folder.resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    }

    /** Makes the directory entry survive a power cut, where the file system lets a directory be opened. */
    private static void sync(Path target) throws IOException {
        if (!System.getProperty("os.name", "").startsWith("Windows")) {
            try (FileChannel folder = FileChannel.open(Objects.requireNonNull(target.getParent()), READ)) {
                folder.force(true);
            }
        }
    }
}
