package io.lakeshift.catalog.store;

import io.lakeshift.catalog.Authority;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * What the next commit of a table depends on.
 *
 * @param fenceRestore JSON of the protocol and metaData from before the fence
 * @param inCommitTimestamp of the head's commit, milliseconds
 * @param configuration table properties at the head, as published
 */
public record TableHead(
        UUID tableId,
        String alias,
        Authority authority,
        long currentVersion,
        long publishedVersion,
        OptionalLong fenceVersion,
        Optional<String> fenceRestore,
        OptionalLong inCommitTimestamp,
        Map<String, String> configuration) {
    public TableHead {
        configuration = Map.copyOf(configuration);
    }

    /** Whether a commit that was judged against one of the two would be judged alike against the other. */
    public boolean sameForTheNextCommit(TableHead other) {
        return equals(new TableHead(
                other.tableId,
                other.alias,
                other.authority,
                other.currentVersion,
                publishedVersion,
                other.fenceVersion,
                other.fenceRestore,
                other.inCommitTimestamp,
                other.configuration));
    }

    public boolean fenced() {
        return fenceVersion.isPresent();
    }
}
