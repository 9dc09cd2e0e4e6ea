package io.lakeshift.catalog.fence;

import java.util.OptionalLong;
import java.util.UUID;

/**
 * Asks to make the catalog the authority over a table's commits.
 *
 * @param expectedVersion the head that was approved: the fence becomes the very next version, or nothing happens and
 *     the call fails with HEAD_MOVED. Empty: fence whatever the head is.
 * @param reason kept in the fence commit, for whoever reads the table's history
 */
public record RaiseFence(UUID tableId, OptionalLong expectedVersion, FenceMode mode, String reason) {}
