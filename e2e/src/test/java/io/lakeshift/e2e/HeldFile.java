package io.lakeshift.e2e;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A file whose reader is held: in its place stands a pipe that is opened, and never written to. */
final class HeldFile implements AutoCloseable {
    private final Path file;
    private final Path original;
    private final CompletableFuture<OutputStream> reader;

    private HeldFile(Path file, Path original) {
        this.file = file;
        this.original = original;
        // Opening a pipe for writing returns once somebody has opened it for reading.
        this.reader = CompletableFuture.supplyAsync(() -> {
            try {
                return Files.newOutputStream(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    static HeldFile inPlaceOf(Path file) throws IOException, InterruptedException {
        Path original = Files.move(file, file.resolveSibling("." + file.getFileName() + ".original"));
        int code = new ProcessBuilder("mkfifo", file.toString()).start().waitFor();
        if (code != 0) {
            throw new IllegalStateException("mkfifo failed with " + code);
        }
        return new HeldFile(file, original);
    }

    void awaitHeld(Duration limit) {
        reader.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    /** Puts the file back. Whoever is still held reads an empty one. */
    @Override
    public void close() throws IOException {
        Files.move(original, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        if (reader.isDone() && !reader.isCompletedExceptionally()) {
            reader.join().close();
        }
    }
}
