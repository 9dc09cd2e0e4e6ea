package io.lakeshift.activities.audit;

import io.lakeshift.activities.audit.AuditVerification.Break;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Walks the chain from its first row and remembers where it is. */
final class ChainCheck {
    private final TreeMap<Long, String> anchors;
    private long sequence;
    private String hash = AuditEntry.GENESIS;

    /** @param anchors sequence to hash, as noted outside the chain */
    ChainCheck(Map<Long, String> anchors) {
        this.anchors = new TreeMap<>(anchors);
    }

    Optional<Break> next(AuditEntry entry) {
        long expected = sequence + 1;
        if (entry.sequence() > expected) {
            return found(expected, "is missing");
        }
        if (entry.sequence() < expected) {
            return found(entry.sequence(), "stands before the first");
        }
        if (!entry.isIntact()) {
            return found(expected, "was changed");
        }
        if (!entry.previousHash().equals(hash)) {
            return found(expected, "does not follow the entry before it");
        }
        String anchor = anchors.remove(expected);
        if (anchor != null && !anchor.equals(entry.hash())) {
            return found(expected, "is not the one that the ledger has noted");
        }
        sequence = expected;
        hash = entry.hash();
        return Optional.empty();
    }

    Optional<Break> end(long headSequence, String headHash) {
        if (headSequence > sequence || !anchors.isEmpty()) {
            return found(sequence + 1, "is missing at the end");
        }
        if (headSequence < sequence) {
            return found(headSequence + 1, "stands after the recorded end");
        }
        return headHash.equals(hash) ? Optional.empty() : found(sequence, "is not the recorded end");
    }

    long entries() {
        return sequence;
    }

    String hash() {
        return hash;
    }

    private static Optional<Break> found(long sequence, String problem) {
        return Optional.of(new Break(sequence, "Audit entry %d %s".formatted(sequence, problem)));
    }
}
