package io.lakeshift.bench;

import io.lakeshift.catalog.postgres.PostgresCatalogStore;
import io.lakeshift.catalog.uri.DatabaseUrl;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * A real PostgreSQL, durable as in production, with a fresh database for every run, cloned from one that has the
 * schema. Autovacuum is off: it would charge one run for another's rows.
 */
final class BenchDatabase implements AutoCloseable {
    private static final String TEMPLATE = "lakeshift_template";

    private final EmbeddedPostgres server;
    private final long postmaster;

    private BenchDatabase(EmbeddedPostgres server) throws SQLException {
        this.server = server;
        String pid = query("postgres", "SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)");
        this.postmaster = Long.parseLong(pid.trim());
    }

    static BenchDatabase start(Path data) throws IOException, SQLException {
        BenchDatabase database = new BenchDatabase(EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(true)
                .setServerConfig("listen_addresses", "localhost")
                .setServerConfig("shared_buffers", "512MB")
                .setServerConfig("max_wal_size", "8GB")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("wal_level", "replica")
                .setServerConfig("autovacuum", "off")
                .setServerConfig("jit", "off")
                .setPGStartupWait(Duration.ofSeconds(60))
                .start());
        database.execute("postgres", "CREATE DATABASE " + TEMPLATE);
        PostgresCatalogStore.open(DatabaseUrl.parse(database.url(TEMPLATE))).close();
        return database;
    }

    /** A database with the schema and nothing in it; the write-ahead log of what was before is on disk. */
    void fresh(String name) throws SQLException {
        execute("postgres", "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
        execute("postgres", "CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
        execute("postgres", "CHECKPOINT");
    }

    String jdbcUrl(String name) {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/" + name + "?user=postgres&password=postgres";
    }

    /** As users write it. */
    String url(String name) {
        return "postgresql://postgres:postgres@localhost:" + server.getPort() + "/" + name;
    }

    /** CPU seconds of all backends that have ended so far. */
    double endedBackendsCpuSeconds() throws IOException {
        return CpuTime.ofEndedChildren(postmaster);
    }

    /** What an import must have left behind, in the form of the oracle's members. */
    String answers(String name) throws SQLException {
        return query(name, """
                SELECT concat_ws(' ', count(*), sum(size_bytes), encode(sha256(convert_to(
                    string_agg(path || '|' || dv_id, E'\\n' ORDER BY (path || '|' || dv_id) COLLATE "C"), 'UTF8')), 'hex'),
                    (SELECT count(*) FROM lakeshift.dl_add_files), (SELECT count(*) FROM lakeshift.dl_remove_files))
                FROM lakeshift.dl_add_files WHERE removed_version IS NULL
                """);
    }

    String serverVersion() throws SQLException {
        return query("postgres", "SHOW server_version");
    }

    /** Waits until nobody is connected to a database: only then is its backends' CPU counted. */
    void awaitDisconnected(String name) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!query("postgres", "SELECT count(*) FROM pg_stat_activity WHERE datname = '" + name + "'")
                .equals("0")) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("A finished run is still connected to " + name);
            }
            Thread.sleep(20);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private String query(String database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl(database));
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    private void execute(String database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl(database));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
