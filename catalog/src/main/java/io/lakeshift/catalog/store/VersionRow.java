package io.lakeshift.catalog.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the catalog keeps about one version beside its actions.
 *
 * @param origin {@code commit}, {@code checkpoint} or {@code ratified}
 * @param contentSha256 lower-case hex of the commit file's or ratified body's digest; null for a checkpoint baseline
 * @param bodySha256 lower-case hex of the digest of the kept body; null where none is kept
 */
public record VersionRow(
        long version,
        Instant committedAt,
        @Nullable String committer,
        @Nullable String operation,
        @Nullable String operationParams,
        @Nullable String commitInfo,
        @Nullable Integer commitInfoPosition,
        @Nullable Long inCommitTimestamp,
        @Nullable String txnId,
        String origin,
        @Nullable String contentSha256,
        @Nullable String bodySha256) {}
