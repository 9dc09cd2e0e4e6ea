package io.lakeshift.activities.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.lakeshift.activities.ledger.LedgerDatabase;
import io.lakeshift.catalog.testing.TestingPostgres;
import io.lakeshift.workflows.lifecycle.LedgerActivities.Open;
import java.time.Clock;

/** A ledger in a fresh database. */
public final class TestingLedger implements AutoCloseable {
    private final TestingPostgres database = TestingPostgres.createDatabase();
    private final HikariDataSource dataSource = new HikariDataSource(pool(database));
    private final LedgerDatabase ledger;

    public TestingLedger(Clock clock) {
        ledger = LedgerDatabase.open(dataSource, clock);
    }

    public LedgerDatabase ledger() {
        return ledger;
    }

    public TestingPostgres database() {
        return database;
    }

    public static Open open(String unit, String runId) {
        return new Open(
                unit,
                unit.replaceFirst("/.*", ""),
                "sqldelta",
                unit,
                "SqlDeltaMigration",
                runId,
                "ann",
                "{\"migration\":\"sales\"}");
    }

    private static HikariConfig pool(TestingPostgres database) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.jdbcUrl());
        config.setSchema("lakeshift");
        config.setMaximumPoolSize(8);
        config.setMinimumIdle(0);
        return config;
    }

    @Override
    public void close() {
        dataSource.close();
        database.close();
    }
}
