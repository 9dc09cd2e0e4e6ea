package io.lakeshift.workflows.lifecycle;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a migration is run; the same for every kind.
 *
 * @param rollbackWindow how long after the cut over a rollback is one command away; zero ends at once
 * @param lagObjective how far publishing may stay behind a commit before someone is asked to look
 */
public record Policy(Strategy strategy, Approval approval, Duration rollbackWindow, Duration lagObjective) {
    public enum Strategy {
        /** The table stays in use; only the last step holds writers up. */
        @JsonProperty("online")
        ONLINE,
        /** Writers are stopped before the import, and a person confirms it. */
        @JsonProperty("offline")
        OFFLINE,
        /** Commits go to files and to SQL together until the switch. */
        @JsonProperty("hybrid")
        HYBRID
    }

    /**
     * @param quorum how many different people have to say yes; 0 asks nobody
     * @param approvers who may decide; empty means anybody
     * @param expiresAfter an unanswered question ends as if denied; empty waits for ever
     * @param requesterMayNotApprove whoever started the migration cannot decide on it
     * @param window when a cut over may happen
     */
    public record Approval(
            int quorum,
            List<String> approvers,
            Optional<Duration> expiresAfter,
            boolean requesterMayNotApprove,
            Optional<MaintenanceWindow> window) {
        public static final Approval NOBODY = new Approval(0, List.of(), Optional.empty(), false, Optional.empty());
        public static final Approval ANYBODY = new Approval(1, List.of(), Optional.empty(), false, Optional.empty());

        public Approval {
            approvers = List.copyOf(approvers);
            if (quorum < 0) {
                throw new IllegalArgumentException("policy.approval.quorum must be 0 or more, not " + quorum);
            }
            if (!approvers.isEmpty() && approvers.size() < quorum) {
                throw new IllegalArgumentException("policy.approval.quorum is " + quorum + " but only "
                        + approvers.size() + " approvers are listed, so it can never be reached");
            }
        }
    }

    /** Online, one approval by anybody without expiry, a day to roll back, five seconds of lag. */
    public static final Policy DEFAULT =
            new Policy(Strategy.ONLINE, Approval.ANYBODY, Duration.ofHours(24), Duration.ofSeconds(5));

    public Policy {
        if (rollbackWindow.isNegative() || lagObjective.isNegative()) {
            throw new IllegalArgumentException("policy.rollbackWindow and policy.lagObjective must not be negative");
        }
    }

    public Policy withApproval(Approval other) {
        return new Policy(strategy, other, rollbackWindow, lagObjective);
    }

    public Policy withStrategy(Strategy other) {
        return new Policy(other, approval, rollbackWindow, lagObjective);
    }

    public Policy withRollbackWindow(Duration other) {
        return new Policy(strategy, approval, other, lagObjective);
    }
}
