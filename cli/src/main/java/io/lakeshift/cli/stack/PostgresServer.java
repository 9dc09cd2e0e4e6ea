package io.lakeshift.cli.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The PostgreSQL server of one home: real binaries, a data directory that stays, loopback only, and a generated
 * password, because other users of this machine reach loopback too.
 *
 * <p>The caller holds the home's owner lock. A server that a killed owner left running is taken over as it is.
 */
final class PostgresServer implements AutoCloseable {
    private static final String USER = "lakeshift";
    private static final String DATABASE = "lakeshift";
    private static final int PREFERRED_PORT = 25432;
    private static final int PASSWORD_BYTES = 24;

    private final Path directory;
    private final PostgresBinaries binaries;
    private final ChildProgram runner;

    private PostgresServer(Path directory, PostgresBinaries binaries) {
        this.directory = directory;
        this.binaries = binaries;
        this.runner = new ChildProgram(directory.resolve("setup.log"));
    }

    static PostgresServer start(Path directory) {
        try {
            Home.createPrivate(directory);
            PostgresServer server = new PostgresServer(directory, PostgresBinaries.unpack(directory));
            server.initialise();
            server.startOrTakeOver();
            return server;
        } catch (IOException e) {
            throw StackErrors.homeNotUsable(directory, e);
        }
    }

    /** With the password in it: for a file of mode 0600, never for a message or a Temporal payload. */
    String url() {
        try {
            int port = PostmasterPid.read(data()).orElseThrow().port();
            return "postgresql://%s:%s@%s:%d/%s".formatted(USER, password(), Loopback.HOST, port, DATABASE);
        } catch (IOException e) {
            throw StackErrors.homeNotUsable(directory, e);
        }
    }

    private Path data() {
        return directory.resolve("data");
    }

    private String password() throws IOException {
        return Files.readString(directory.resolve("password")).strip();
    }

    /** In a draft directory that gets its name when it is whole, so that a kill in between leaves nothing half made. */
    private void initialise() throws IOException {
        if (Files.isDirectory(data())) {
            return;
        }
        byte[] secret = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(secret);
        PrivateFile.write(directory.resolve("password"), HexFormat.of().formatHex(secret) + "\n");
        Path draft = directory.resolve("data.draft");
        PostgresBinaries.deleteRecursively(draft);
        run(
                "initdb",
                List.of(
                        "--username=" + USER,
                        "--pwfile=" + directory.resolve("password"),
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--pgdata=" + draft));
        Files.writeString(draft.resolve("postgresql.auto.conf"), """
                listen_addresses = '%s'
                unix_socket_directories = ''
                timezone = 'UTC'
                log_timezone = 'UTC'
                """.formatted(Loopback.HOST));
        run("postgres", List.of("--single", "-D", draft.toString(), "postgres"), "CREATE DATABASE " + DATABASE);
        Files.move(draft, data());
    }

    private void startOrTakeOver() throws IOException {
        Optional<PostmasterPid> left = PostmasterPid.read(data());
        if (left.isPresent() && left.get().runs(data())) {
            if (left.get().ready()) {
                return;
            }
            stop("fast");
        } else if (left.isPresent()) {
            Files.deleteIfExists(PostmasterPid.file(data()));
        }
        int port = Loopback.port(left.map(PostmasterPid::port).orElse(PREFERRED_PORT));
        run(
                "pg_ctl",
                List.of(
                        "start",
                        "--wait",
                        "--timeout=120",
                        "--silent",
                        "--pgdata=" + data(),
                        "--log=" + directory.resolve("server.log"),
                        "--options=-p " + port));
    }

    @Override
    public void close() {
        try {
            if (PostmasterPid.read(data()).filter(it -> it.runs(data())).isPresent()) {
                stop("fast");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void stop(String mode) throws IOException {
        run("pg_ctl", List.of("stop", "--wait", "--timeout=60", "--silent", "--mode=" + mode, "--pgdata=" + data()));
    }

    private void run(String program, List<String> arguments, String... input) throws IOException {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            // PostgreSQL refuses root; in a user namespace of its own it sees an ordinary user.
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(binaries.program(program));
        command.addAll(arguments);
        int exitCode;
        try {
            exitCode = runner.run(command, input);
        } catch (IOException e) {
            if (command.get(0).equals("unshare")) {
                throw StackErrors.postgresAsRoot(e);
            }
            throw e;
        }
        if (exitCode != 0) {
            throw StackErrors.postgresFailed(program, exitCode, runner.log(), runner.lastLines(3));
        }
    }
}
