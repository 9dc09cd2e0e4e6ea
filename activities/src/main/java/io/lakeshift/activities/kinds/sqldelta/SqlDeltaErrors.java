package io.lakeshift.activities.kinds.sqldelta;

import io.lakeshift.catalog.CatalogError;
import io.lakeshift.catalog.CatalogException;

/** Every message of this package. */
final class SqlDeltaErrors {
    private SqlDeltaErrors() {}

    static CatalogException refusedWithoutFence(String alias, long version) {
        return new CatalogException(
                CatalogError.INVALID_INPUT,
                "Table '" + alias + "' refuses an ordinary writer at version " + version
                        + ", but not because of the fence, which its log does not show there. See what its newest protocol"
                        + " action says, then retry or roll back.");
    }
}
