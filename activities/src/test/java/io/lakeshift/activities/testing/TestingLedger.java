package io.lakeshift.activities.testing;

import io.lakeshift.activities.ledger.LedgerDatabase;
import io.lakeshift.catalog.testing.TestingPostgres;
import io.lakeshift.catalog.uri.DatabaseUrl;
import io.lakeshift.workflows.lifecycle.LedgerActivities.Open;
import java.time.Clock;
import java.util.Optional;

/** A ledger in a fresh database. */
public final class TestingLedger implements AutoCloseable {
    private final TestingPostgres database = TestingPostgres.copyOf(
            "ledger",
            url -> LedgerDatabase.open(DatabaseUrl.parse(url), Clock.systemUTC())
                    .close());
    private final LedgerDatabase ledger;

    public TestingLedger(Clock clock) {
        ledger = LedgerDatabase.open(DatabaseUrl.parse(database.url()), clock);
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
                "{\"migration\":\"sales\"}",
                Optional.empty());
    }

    @Override
    public void close() {
        ledger.close();
        database.close();
    }
}
