package io.lakeshift.catalog.supersede;

import io.lakeshift.catalog.CatalogError;
import io.lakeshift.catalog.CatalogException;
import io.lakeshift.catalog.TableState;

/** Every message of superseding. */
final class SupersedeErrors {
    private SupersedeErrors() {}

    static CatalogException noneAccepted(TableState table) {
        return new CatalogException(
                CatalogError.VERSION_MISSING,
                "The catalog holds no version of table " + table.alias() + " whose protocol and metaData this program"
                        + " knows that readers accept. Nothing was changed. Name a version that they open: lakeshift"
                        + " supersede " + table.alias() + " --to VERSION.");
    }

    static CatalogException outside(TableState table, long version, long first) {
        return new CatalogException(
                CatalogError.VERSION_MISSING,
                "Version " + version + " of table " + table.alias() + " cannot be restored: the catalog can restore "
                        + first + " to " + (table.currentVersion() - 1) + ". Nothing was changed.");
    }
}
