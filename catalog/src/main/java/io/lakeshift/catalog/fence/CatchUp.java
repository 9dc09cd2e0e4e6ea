package io.lakeshift.catalog.fence;

import io.lakeshift.catalog.TableState;

/** Imports what a table's log has and the catalog has not. */
@FunctionalInterface
public interface CatchUp {
    /** @return how many versions were imported */
    long importNew(TableState table);
}
