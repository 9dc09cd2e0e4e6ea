package io.lakeshift.catalog.log;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * One {@code _delta_log} directory. Names are relative to it and may have one folder: {@code _sidecars/x.parquet}.
 * Implementations are thread-safe.
 */
public interface LogStorage {
    /** The directory, as a path or URI, for messages and records. */
    String location();

    /** Names of the files, sorted; sub-folders are not entered. Empty where the directory does not exist. */
    List<String> list() throws IOException;

    /** Names of the files in a sub-folder, with the folder's name in front, sorted. Empty where it does not exist. */
    List<String> list(String folder) throws IOException;

    /** @throws NoSuchFileException where there is no such file */
    InputStream open(String name) throws IOException;

    /** @throws NoSuchFileException where there is no such file */
    SeekableByteChannel openSeekable(String name) throws IOException;

    /** @throws NoSuchFileException where there is no such file */
    byte[] read(String name) throws IOException;

    /** @throws NoSuchFileException where there is no such file */
    long size(String name) throws IOException;

    /** @throws NoSuchFileException where there is no such file */
    Instant modified(String name) throws IOException;

    /**
     * Writes a file, or leaves the one that is there. Of several writers exactly one wins; readers see the whole file or
     * none, also after a crash. Creates the directory where needed.
     *
     * @throws FileAlreadyExistsException where the name is taken; its content is untouched
     */
    void putIfAbsent(String name, byte[] content) throws IOException;

    /** Writes a file, replacing the one that is there in one step. For files that are hints, never for commits. */
    void put(String name, byte[] content) throws IOException;

    /** As {@link #put(String, byte[])}, from a local file of any size. */
    void put(String name, Path content) throws IOException;

    /** Deletes a file; no error where there is none. */
    void delete(String name) throws IOException;
}
