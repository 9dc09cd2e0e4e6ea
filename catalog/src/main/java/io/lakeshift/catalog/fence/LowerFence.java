package io.lakeshift.catalog.fence;

import java.util.UUID;

/** Asks to give the authority over a table's commits back to the log. */
public record LowerFence(UUID tableId, String reason) {}
