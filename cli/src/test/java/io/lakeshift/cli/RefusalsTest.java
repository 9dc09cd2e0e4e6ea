package io.lakeshift.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lakeshift.catalog.testing.GoldenTables;
import io.lakeshift.cli.session.Session;
import io.lakeshift.cli.stack.Connections;
import io.lakeshift.cli.stack.Home;
import io.lakeshift.cli.stack.StackSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in the way is one sentence with its cause and the next command, and no password. */
class RefusalsTest {
    private static final String HINTS = " Check that the server is running, that the network reaches it, that user and"
            + " password are correct, and that the database exists.\n";

    @TempDir
    static Path directory;

    private static Map<String, String> environment = Map.of();
    private static Optional<Session> owner = Optional.empty();
    private static String url = "";

    @BeforeAll
    static void openStack() throws IOException {
        environment = Map.of("LAKESHIFT_HOME", directory.resolve("home").toString(), "PATH", "/usr/bin:/bin");
        owner = Optional.of(Session.open(
                new StackSettings(Home.of(environment), environment, Optional.empty(), true, System.err::println)));
        url = Files.readString(directory.resolve("home/connections/default")).strip();
    }

    @AfterAll
    static void closeStack() {
        owner.ifPresent(Session::close);
    }

    @Test
    void aWrongPasswordIsSaidAtOnce() {
        // Given
        String wrong = url.replaceFirst(":[^:@/]+@", ":wrong-one@");
        String shown = url.replaceFirst(":[^:@/]+@", "@");
        Path table = GoldenTables.copy("snapshot-data0", directory.resolve("password"));

        // When
        Golden.Result read = run("migration-status", "--database-url", wrong);
        Golden.Result imported = run("import", table.toString(), "--database-url", wrong);

        // Then
        String sentence =
                "lakeshift: Database connection failed: password authentication failed for user \"lakeshift\" (" + shown
                        + ")." + HINTS;
        assertThat(read).isEqualTo(new Golden.Result(1, "", sentence));
        assertThat(imported).isEqualTo(new Golden.Result(1, "", sentence));
    }

    @Test
    void aWrongPasswordDoesNotShutWorkersOutOfADatabaseThatIsInUse() {
        // Given
        Connections connections = new Connections(Home.of(environment));
        String name = connections.register(url);
        String wrong = url.replaceFirst(":[^:@/]+@", ":wrong-one@");

        // When
        Golden.Result refused = run("migration-status", "--database-url", wrong);

        // Then
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(connections.url(name)).contains(url);
        assertThat(run("migration-status", "--database-url", url).exitCode()).isZero();
    }

    @Test
    void aSchemaThatIsNewerThanTheProgramIsLeftAlone() throws SQLException {
        // Given
        execute("CREATE DATABASE newer");
        String newer = url.replaceFirst("/[^/]+$", "/newer");
        assertThat(run("migration-status", "--database-url", newer).exitCode()).isZero();
        execute(
                newer,
                "INSERT INTO lakeshift.flyway_schema_history (installed_rank, version, description, type, script,"
                        + " installed_by, execution_time, success) VALUES (99, '99', 'future', 'SQL', 'V99', 'x', 1, true)");
        Path table = GoldenTables.copy("snapshot-data0", directory.resolve("newer"));

        // When
        Golden.Result imported = run("import", table.toString(), "--database-url", newer);

        // Then
        assertThat(imported.exitCode()).isEqualTo(1);
        assertThat(imported.out()).isEmpty();
        assertThat(imported.err())
                .matches(
                        "lakeshift: The catalog in the database has schema version 99; this program knows up to \\d+\\."
                                + " Use the newer Lakeshift that upgraded it\\.\n");
    }

    @Test
    void aLogThatIsNoFolderIsSaid() throws IOException {
        // Given
        Path table = Files.createDirectories(directory.resolve("no-folder"));
        Files.writeString(table.resolve("_delta_log"), "not a folder");

        // When
        Golden.Result imported = run("import", table.toString());

        // Then
        assertThat(imported)
                .isEqualTo(new Golden.Result(
                        1,
                        "",
                        "lakeshift: No checkpoint or JSON files found in " + table
                                + "/_delta_log. Verify the table path and that its _delta_log holds commits.\n"));
    }

    @Test
    void aCommitThatCannotBeReadIsNamed() throws IOException {
        // Given
        Path table = GoldenTables.copy("snapshot-data0", directory.resolve("unreadable"));
        Path commit = table.resolve("_delta_log/00000000000000000000.json");
        Files.delete(commit);
        Files.createDirectory(commit);

        // When
        Golden.Result imported = run("import", table.toString());
        Golden.Result tried = run("import", table.toString(), "--dry-run");

        // Then
        assertThat(imported)
                .isEqualTo(new Golden.Result(
                        1,
                        "",
                        "lakeshift: File 00000000000000000000.json in " + table + "/_delta_log is a folder."
                                + " Restore the file from a copy, then run again.\n"));
        assertThat(tried).isEqualTo(imported);
    }

    @Test
    void whoeverWaitsIsToldWhatIsTriedAgain() throws Exception {
        // Given
        Path table = GoldenTables.copy("snapshot-data0", directory.resolve("half"));
        Path commit = table.resolve("_delta_log/00000000000000000000.json");
        String whole = Files.readString(commit);
        Files.writeString(commit, whole.substring(0, whole.length() - 40));
        StringWriter err = new StringWriter();
        CompletableFuture<Integer> imported = CompletableFuture.supplyAsync(() -> Main.run(
                new Terminal(new PrintWriter(new StringWriter()), new PrintWriter(err, true), environment, false),
                "import",
                table.toString()));

        // When
        await().atMost(Duration.ofSeconds(60)).until(() -> err.toString().contains("It is tried again: "));
        Files.writeString(commit, whole);

        // Then
        assertThat(imported.get(90, TimeUnit.SECONDS)).isZero();
        assertThat(err.toString())
                .contains("It is tried again: The newest commit, 00000000000000000000.json in " + table + "/_delta_log,"
                        + " ends in the middle");
    }

    private static void execute(String sql) throws SQLException {
        execute(url, sql);
    }

    private static void execute(String database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:" + database.replaceFirst("//[^@]+@", "//"), "lakeshift", password(database));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String password(String database) {
        return database.replaceFirst(".*://[^:]+:", "").replaceFirst("@.*", "");
    }

    private static Golden.Result run(String... args) {
        return Golden.run(environment, args);
    }
}
