package io.lakeshift.workflows.lifecycle;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is being asked. A decision binds to unit, plan hash, head version and validation digest together.
 *
 * @param headVersion the log's head that was proven equal; -1 while the question comes before the import
 * @param validationDigest digest of the validation report; empty text while the question comes before the import
 * @param approversSoFar who has said yes
 */
public record ApprovalRequest(
        Subject subject,
        String unit,
        String planHash,
        long headVersion,
        String validationDigest,
        Instant since,
        Optional<Instant> expiresAt,
        int quorum,
        List<String> approversSoFar) {
    /** What a yes means. */
    public enum Subject {
        /** "The writers of this table are stopped." Asked where the plan relies on it: offline, or without a fence. */
        WRITERS_FROZEN,
        /** "Cut over." */
        CUT_OVER
    }

    public ApprovalRequest {
        approversSoFar = List.copyOf(approversSoFar);
    }
}
