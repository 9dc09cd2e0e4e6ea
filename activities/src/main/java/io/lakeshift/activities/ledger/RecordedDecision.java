package io.lakeshift.activities.ledger;

import io.lakeshift.workflows.lifecycle.ApprovalRequest;
import io.lakeshift.workflows.lifecycle.Decision;
import io.lakeshift.workflows.lifecycle.Disposition;
import java.time.Instant;
import java.util.Optional;

/**
 * A decision as it was received, whether it counted or not.
 *
 * @param asked what was being asked when it came; empty where nothing was
 */
public record RecordedDecision(
        String unitId,
        String key,
        int attempt,
        Decision decision,
        Disposition disposition,
        Optional<Asked> asked,
        Instant receivedAt) {

    /** What a decision is bound to. */
    public record Asked(ApprovalRequest.Subject subject, String planHash, long headVersion, String validationDigest) {}
}
