package io.lakeshift.catalog.commit;

import java.util.UUID;

/**
 * Asks that a body becomes a version of a table.
 *
 * @param version the table's head plus one, as the writer saw it
 * @param body as an engine writes it, without the fence
 */
public record CommitRequest(UUID tableId, long version, CommitBody body) {}
