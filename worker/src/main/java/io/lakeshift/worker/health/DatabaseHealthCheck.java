package io.lakeshift.worker.health;

import com.codahale.metrics.health.HealthCheck;
import io.lakeshift.activities.ledger.LedgerDatabase;

/** Whether the database of ledger and catalog answers. */
public final class DatabaseHealthCheck extends HealthCheck {
    private final LedgerDatabase ledger;

    public DatabaseHealthCheck(LedgerDatabase ledger) {
        this.ledger = ledger;
    }

    @Override
    protected Result check() {
        ledger.ping();
        return Result.healthy();
    }
}
