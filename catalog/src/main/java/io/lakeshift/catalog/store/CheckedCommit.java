package io.lakeshift.catalog.store;

import io.lakeshift.catalog.commit.CommitBody;
import java.util.Optional;
import java.util.UUID;

/**
 * A commit that has passed every check and waits for its compare and set.
 *
 * @param body the ratified bytes
 * @param published the bytes as they will stand in the log; the rows are made from these
 * @param txnId {@code commitInfo.txnId}, by which a repeated request is recognised
 */
public record CheckedCommit(
        UUID tableId, long version, CommitBody body, CommitBody published, Optional<String> txnId) {}
