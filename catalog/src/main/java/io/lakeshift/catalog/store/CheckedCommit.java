package io.lakeshift.catalog.store;

import io.lakeshift.catalog.commit.CommitBody;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A commit that has passed every check against the head that it follows.
 *
 * @param body the ratified bytes
 * @param actions as they will stand in the log, the fence included; a second commitInfo is among the others
 */
public record CheckedCommit(
        UUID tableId, long version, CommitBody body, Optional<CommitFacts> facts, List<ActionRow> actions) {
    public CheckedCommit {
        actions = List.copyOf(actions);
    }

    /** {@code commitInfo.txnId}, by which a repeated request is recognised. */
    public Optional<String> txnId() {
        return facts.flatMap(CommitFacts::txnId);
    }

    /**
     * What a commit says about itself.
     *
     * @param json the commitInfo action's JSON object as written
     * @param operationParameters a JSON object
     */
    public record CommitFacts(
            String json,
            int position,
            Optional<String> committer,
            Optional<String> operation,
            Optional<String> operationParameters,
            Optional<Long> inCommitTimestamp,
            Optional<String> txnId) {}
}
