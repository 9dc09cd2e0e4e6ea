package io.lakeshift.activities.ledger;

import java.time.Clock;
import org.jdbi.v3.core.Jdbi;

/** Steps and their leases in PostgreSQL. */
final class PostgresSteps implements StepLedger {
    private final Jdbi jdbi;
    private final Clock clock;

    PostgresSteps(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    @Override
    public StepAttempt begin(StepKey key, String activity, String holder) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        INSERT INTO migration_steps AS known (workflow_id, step, activity, lease, holder, started_at)
                        VALUES (:workflowId, :step, :activity, 1, :holder, :now)
                        ON CONFLICT (workflow_id, step) DO UPDATE SET
                            lease = CASE WHEN known.finished_at IS NULL THEN known.lease + 1 ELSE known.lease END,
                            holder = CASE WHEN known.finished_at IS NULL THEN EXCLUDED.holder ELSE known.holder END
                        RETURNING lease, result""")
                .bindMethods(key)
                .bind("activity", activity)
                .bind("holder", holder)
                .bind("now", clock.instant())
                .map((row, context) -> {
                    String result = row.getString("result");
                    return result == null
                            ? new StepAttempt.Begun(new StepLease(key, row.getLong("lease")))
                            : new StepAttempt.AlreadyFinished(result);
                })
                .one());
    }

    @Override
    public void requireHeld(StepLease lease) {
        boolean held = jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT EXISTS (
                            SELECT FROM migration_steps
                            WHERE workflow_id = :workflowId AND step = :step AND lease = :lease
                                AND finished_at IS NULL)""")
                .bindMethods(lease.key())
                .bind("lease", lease.lease())
                .mapTo(boolean.class)
                .one());
        if (!held) {
            throw new LeaseLostException(lease);
        }
    }

    @Override
    public void finish(StepLease lease, String result) {
        int finished = jdbi.withHandle(handle -> handle.createUpdate("""
                        UPDATE migration_steps SET result = :result, finished_at = :now
                        WHERE workflow_id = :workflowId AND step = :step AND lease = :lease AND finished_at IS NULL""")
                .bindMethods(lease.key())
                .bind("lease", lease.lease())
                .bind("result", result)
                .bind("now", clock.instant())
                .execute());
        if (finished == 0) {
            throw new LeaseLostException(lease);
        }
    }
}
