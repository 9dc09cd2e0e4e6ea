package io.lakeshift.sandbox.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What {@code initdb} makes, made once for all the servers of a process after the first, which is mostly the only one:
 * {@code initdb} takes longer than all the rest of a start.
 */
final class InitialData {
    private static boolean asked;
    private static @Nullable Path kept;

    private InitialData() {}

    /** Fills an empty directory, or leaves that to the server. */
    static synchronized void into(Path data) throws IOException {
        if (!asked) {
            asked = true;
            return;
        }
        Path from = kept == null ? make() : kept;
        kept = from;
        copy(from, data);
    }

    private static Path make() throws IOException {
        Path data = Files.createTempDirectory(Leftovers.PREFIX);
        Leftovers.claim(data);
        EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPGStartupWait(Duration.ofSeconds(60))
                .start()
                .close();
        Leftovers.deleteAtExit(data);
        return data;
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> paths;
        try (Stream<Path> walked = Files.walk(from)) {
            paths = walked.filter(path -> !path.equals(from)).toList();
        }
        for (Path path : paths) {
            Files.copy(path, to.resolve(from.relativize(path)));
        }
    }
}
