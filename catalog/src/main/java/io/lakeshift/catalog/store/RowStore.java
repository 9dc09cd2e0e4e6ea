package io.lakeshift.catalog.store;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads back what the catalog holds of a table. Rows up to a version do not change once it is the head, except
 * {@code removedVersion}, which a later version may set; so passes over one version agree without a transaction.
 */
public interface RowStore {
    Optional<TableRow> table(UUID tableId);

    /** Actions of the versions from and to inclusive by version and position; a checkpoint baseline has no commitInfo. */
    RowCursor<ActionRow> actions(UUID tableId, long from, long to);

    /** Versions from and to inclusive, ascending. */
    RowCursor<VersionRow> versions(UUID tableId, long from, long to);

    /** The ratified body of a version; empty where none is kept. */
    Optional<byte[]> body(UUID tableId, long version);

    /** Files that are live at a version, in no particular order. */
    RowCursor<ActionRow.Add> activeFiles(UUID tableId, long version);

    /** The newest metaData action at or below the version. */
    Optional<ActionRow.MetaData> metadata(UUID tableId, long version);

    /** The newest protocol action at or below the version. */
    Optional<ActionRow.Protocol> protocol(UUID tableId, long version);

    /** The newest txn action of every application at the version. */
    List<ActionRow.Txn> transactions(UUID tableId, long version);

    /** The newest domainMetadata action of every domain at the version, removed ones too. */
    List<ActionRow.DomainMetadata> domainMetadata(UUID tableId, long version);

    /**
     * Add rows whose {@code removedVersion} is not what the add and remove actions of the versions from and to inclusive
     * say, recomputed by the database; by version and position.
     *
     * @param to the head: a removal above it is unknown here
     */
    RowCursor<StaleRemoval> staleRemovals(UUID tableId, long from, long to);

    /** An add row and the version that really ended it; empty while it is live. */
    record StaleRemoval(ActionRow.Add row, Optional<Long> expected) {}
}
