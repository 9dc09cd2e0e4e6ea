package io.lakeshift.catalog.supersede;

import java.util.OptionalLong;
import java.util.UUID;

/**
 * Asks for a version that restores an earlier one.
 *
 * @param to the version to restore; empty for the newest whose protocol and metaData readers accept
 * @param reason kept in the table's history
 */
public record SupersedeRequest(UUID tableId, OptionalLong to, String reason) {}
