package io.lakeshift.cli.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a running server says in its data directory's {@code postmaster.pid} (PostgreSQL's pidfile.h): pid, data
 * directory, start, port, socket directory, listen address, shared memory, status.
 */
record PostmasterPid(long pid, int port, boolean ready) {
    private static final int PORT_LINE = 3;
    private static final int STATUS_LINE = 7;

    static Optional<PostmasterPid> read(Path data) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file(data));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        if (lines.size() <= PORT_LINE) {
            return Optional.empty();
        }
        boolean ready =
                lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready");
        return Optional.of(new PostmasterPid(
                Long.parseLong(lines.get(0).strip()),
                Integer.parseInt(lines.get(PORT_LINE).strip()),
                ready));
    }

    static Path file(Path data) {
        return data.resolve("postmaster.pid");
    }

    /** Whether the process is a server of this directory: after a restart of the machine the number may be another's. */
    boolean runs(Path data) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().commandLine())
                .filter(line -> line.contains(data.toString()))
                .isPresent();
    }
}
