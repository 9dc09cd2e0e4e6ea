package io.lakeshift.catalog.commit;

import java.util.UUID;

/**
 * A commit that the catalog holds for good.
 *
 * @param repeated true when this very commit had been ratified before, as after a lost answer
 */
public record RatifiedCommit(UUID tableId, long version, boolean repeated) {}
