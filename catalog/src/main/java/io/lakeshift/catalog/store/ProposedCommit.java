package io.lakeshift.catalog.store;

import io.lakeshift.catalog.commit.CommitBody;
import java.util.Optional;
import java.util.UUID;

/** A commit that asks to become a version. Nothing of it is ratified but what {@link #judge} returns. */
public interface ProposedCommit {
    UUID tableId();

    /** The head plus one, as the writer saw it. */
    long version();

    /** As the writer sent it. */
    CommitBody body();

    /** {@code commitInfo.txnId}, by which a repeated request is recognised. */
    Optional<String> txnId();

    /**
     * Judges the commit against the very head that it would follow. Called while that head is locked, so it may only
     * compute.
     *
     * @throws io.lakeshift.catalog.CatalogException INVALID_INPUT or UNSUPPORTED_FEATURE where the commit may not be a
     *     version
     */
    CheckedCommit judge(TableHead head);
}
