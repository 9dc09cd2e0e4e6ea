package io.lakeshift.activities.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * A step as the ledger holds it.
 *
 * @param activity what kind of step it is
 * @param lease the highest that any attempt took
 * @param holder worker and attempt that hold it
 * @param result JSON; empty until the step is finished
 */
public record Step(
        StepKey key,
        String activity,
        long lease,
        String holder,
        Optional<String> result,
        Instant startedAt,
        Optional<Instant> finishedAt) {}
