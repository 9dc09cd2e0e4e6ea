package io.lakeshift.activities.audit;

import java.util.Optional;

/**
 * What checking the whole chain found.
 *
 * @param entries rows that were read
 * @param headHash hash at the end of the chain, to be compared with one noted elsewhere
 */
public record AuditVerification(long entries, String headHash, Optional<Break> firstBreak) {
    /** @param sequence the first place at which the chain is not what was written */
    public record Break(long sequence, String problem) {}

    public boolean intact() {
        return firstBreak.isEmpty();
    }
}
