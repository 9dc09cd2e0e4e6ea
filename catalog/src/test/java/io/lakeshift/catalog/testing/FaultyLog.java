package io.lakeshift.catalog.testing;

import io.lakeshift.catalog.log.LogStorage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** A real log with something happening around each commit that is put into it. */
public final class FaultyLog implements LogStorage {
    /** May throw: then the caller is as good as killed at this place. */
    @FunctionalInterface
    public interface Event {
        Event NOTHING = (log, name) -> {};

        void happen(LogStorage log, String name) throws IOException;
    }

    private final LogStorage log;
    private final Event before;
    private final Event after;

    public FaultyLog(LogStorage log, Event before, Event after) {
        this.log = log;
        this.before = before;
        this.after = after;
    }

    @Override
    public void putIfAbsent(String name, byte[] content) throws IOException {
        before.happen(log, name);
        log.putIfAbsent(name, content);
        after.happen(log, name);
    }

    @Override
    public String location() {
        return log.location();
    }

    @Override
    public List<String> list() throws IOException {
        return log.list();
    }

    @Override
    public List<String> list(String folder) throws IOException {
        return log.list(folder);
    }

    @Override
    public InputStream open(String name) throws IOException {
        return log.open(name);
    }

    @Override
    public SeekableByteChannel openSeekable(String name) throws IOException {
        return log.openSeekable(name);
    }

    @Override
    public byte[] read(String name) throws IOException {
        return log.read(name);
    }

    @Override
    public long size(String name) throws IOException {
        return log.size(name);
    }

    @Override
    public Instant modified(String name) throws IOException {
        return log.modified(name);
    }

    @Override
    public void put(String name, byte[] content) throws IOException {
        log.put(name, content);
    }

    @Override
    public void put(String name, Path content) throws IOException {
        log.put(name, content);
    }

    @Override
    public void delete(String name) throws IOException {
        log.delete(name);
    }
}
