package io.lakeshift.sandbox.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.UUID;

/**
 * The real PostgreSQL behind the sandbox, on loopback, gone with it. Everyone but the sandbox logs in with a password
 * that the server checks, with its expiry.
 */
public final class PostgresServer implements AutoCloseable {
    private static final String SUPERUSER = "postgres";
    private static final List<String> RULES = List.of(
            // "password" rather than SCRAM: the door has to read what the client sends, like Lakebase's own.
            "host all all 127.0.0.1/32 password", "host all all ::1/128 password", "local all all reject");

    private final EmbeddedPostgres server;
    private final Path data;
    private final String password;

    private PostgresServer(EmbeddedPostgres server, Path data, String password) {
        this.server = server;
        this.data = data;
        this.password = password;
    }

    public static PostgresServer start(int maxConnections) throws IOException {
        Leftovers.sweep();
        Path data = Files.createTempDirectory(Leftovers.PREFIX);
        Leftovers.claim(data);
        Leftovers.deleteAtExit(data);
        InitialData.into(data);
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setServerConfig("listen_addresses", "localhost")
                .setServerConfig("fsync", "off")
                .setServerConfig("synchronous_commit", "off")
                .setServerConfig("full_page_writes", "off")
                .setServerConfig("max_connections", Integer.toString(maxConnections))
                .setServerConfig("timezone", "UTC")
                .setServerConfig("wal_level", "logical")
                .setPGStartupWait(Duration.ofSeconds(60))
                .start();
        PostgresServer started =
                new PostgresServer(server, data, UUID.randomUUID().toString());
        try {
            started.demandPasswords();
        } catch (SQLException e) {
            throw new IOException("PostgreSQL did not take its login rules", e);
        }
        return started;
    }

    private void demandPasswords() throws IOException, SQLException {
        execute("postgres", "ALTER ROLE postgres PASSWORD " + SqlText.literal(password));
        Files.write(data.resolve("pg_hba.conf"), RULES);
        execute("postgres", "SELECT pg_reload_conf()");
    }

    int port() {
        return server.getPort();
    }

    /** A connection as superuser. The caller closes it. */
    public Connection connect(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", SUPERUSER);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "lakeshift-sandbox");
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port() + "/" + database, properties);
    }

    public void execute(String database, String... statements) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        Leftovers.deleteStopped(data);
    }
}
