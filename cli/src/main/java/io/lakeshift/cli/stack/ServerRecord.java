package io.lakeshift.cli.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The dev server's pid and ports, kept in a file: the next owner finds a server that a killed one left running. */
record ServerRecord(long pid, int port, int uiPort) {
    private static final String FILE = "server.pid";

    static Optional<ServerRecord> read(Path directory) throws IOException {
        try {
            String[] fields = Files.readString(directory.resolve(FILE)).strip().split(" ", -1);
            return Optional.of(new ServerRecord(
                    Long.parseLong(fields[0]), Integer.parseInt(fields[1]), Integer.parseInt(fields[2])));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    void write(Path directory) throws IOException {
        PrivateFile.write(directory.resolve(FILE), "%d %d %d%n".formatted(pid, port, uiPort));
    }

    boolean runs() {
        return process().isPresent();
    }

    /** The process, unless its number has become another program's. */
    Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains("start-dev") && line.contains("--port=" + port))
                        .isPresent());
    }
}
