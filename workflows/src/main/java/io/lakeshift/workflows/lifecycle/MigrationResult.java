package io.lakeshift.workflows.lifecycle;

import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.Phase;
import java.util.Optional;

/**
 * How a migration ended.
 *
 * @param phase a terminal one
 * @param failure why, where it did not complete: {@code APPROVAL_DENIED}, {@code APPROVAL_EXPIRED}, {@code ABORTED}, or
 *     what led to the abort or the rollback; empty after {@code COMPLETED} and after a rollback that was ordered
 * @param message for people
 */
public record MigrationResult(
        String unit,
        String kind,
        Phase phase,
        UnitFacts facts,
        Optional<MigrationFailure> failure,
        String message,
        boolean takenUp) {}
