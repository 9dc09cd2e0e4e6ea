package io.lakeshift.sandbox.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** PostgreSQL servers whose sandbox was killed: the next sandbox ends them, and only them. */
final class Leftovers {
    static final String PREFIX = "lakeshift-sandbox-postgres";
    private static final Pattern DATA = Pattern.compile("(/\\S*/" + PREFIX + "[0-9]+)(?= |$)");

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final int MOST_LOOKS = 200;

    private Leftovers() {}

    /** Says in a file beside the data directory whose it is. */
    static void claim(Path data) throws IOException {
        Files.writeString(owner(data), Long.toString(ProcessHandle.current().pid()));
    }

    static Path owner(Path data) {
        return data.resolveSibling(data.getFileName() + ".owner");
    }

    static void sweep() throws IOException {
        for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
            Optional<Path> data = data(process);
            if (data.isPresent() && abandoned(data.get())) {
                process.destroy();
                process.onExit()
                        .orTimeout(20, java.util.concurrent.TimeUnit.SECONDS)
                        .join();
                delete(data.get());
            }
        }
    }

    private static Optional<Path> data(ProcessHandle process) {
        String command = process.info().commandLine().orElse("");
        Matcher matcher = DATA.matcher(command);
        return command.contains("postgres") && command.contains("-D") && matcher.find()
                ? Optional.of(Path.of(matcher.group(1)))
                : Optional.empty();
    }

    private static boolean abandoned(Path data) throws IOException {
        if (!Files.isRegularFile(owner(data))) {
            return false;
        }
        long pid = Long.parseLong(Files.readString(owner(data)).strip());
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty();
    }

    /** The server in it is told to stop by whoever started it, at the latest on the way out of the process. */
    static void deleteAtExit(Path data) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                deleteStopped(data);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
    }

    /** Waits for the server in it to be down: somebody else may be stopping it right now. */
    static void deleteStopped(Path data) throws IOException {
        Path running = data.resolve("postmaster.pid");
        for (int look = 0; look < MOST_LOOKS && Files.exists(running); look++) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        delete(data);
    }

    static void delete(Path data) throws IOException {
        Files.deleteIfExists(owner(data));
        if (!Files.exists(data)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> paths = Files.walk(data)) {
            deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }
}
