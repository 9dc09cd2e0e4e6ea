package io.lakeshift.e2e;

import static org.awaitility.Awaitility.await;

import io.lakeshift.catalog.testing.TestingPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The PostgreSQL server that the tests share, as a process that may be stopped the hard way and started again. */
final class PostgresProcess {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final TestingPostgres database;
    private final Path data;
    private final String command;

    private PostgresProcess(TestingPostgres database, Path data, String command) {
        this.database = database;
        this.data = data;
        this.command = command;
    }

    static PostgresProcess of(TestingPostgres database) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet setting = statement.executeQuery("SHOW data_directory")) {
            setting.next();
            Path data = Path.of(setting.getString(1));
            return new PostgresProcess(
                    database,
                    data,
                    Files.readString(data.resolve("postmaster.opts")).strip());
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As after a power failure of the program: no checkpoint, every session cut off, recovery at the next start. */
    void crash() throws IOException {
        ProcessHandle server = server();
        run("kill", "-QUIT", Long.toString(server.pid()));
        await("PostgreSQL has ended").atMost(LIMIT).until(() -> !server.isAlive());
    }

    /** Returns when it answers. */
    void start() throws IOException {
        List<String> words = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            // The server refuses to run as root; in a user namespace of its own it is not.
            words.addAll(List.of("unshare", "-U"));
        }
        words.addAll(List.of("sh", "-c", "exec " + command));
        new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("restart.log").toFile())
                .start();
        await("PostgreSQL answers")
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(() -> {
                    database.execute("SELECT 1");
                    return true;
                });
    }

    boolean isRunning() throws IOException {
        return Files.exists(data.resolve("postmaster.pid")) && server().isAlive();
    }

    private ProcessHandle server() throws IOException {
        long pid = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
        return ProcessHandle.of(pid).orElseThrow();
    }

    private static void run(String... command) throws IOException {
        try {
            int code = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (code != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed with " + code);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
