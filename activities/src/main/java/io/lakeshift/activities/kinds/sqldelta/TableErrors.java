package io.lakeshift.activities.kinds.sqldelta;

import io.lakeshift.catalog.CatalogError;
import io.lakeshift.catalog.CatalogException;
import io.lakeshift.workflows.kinds.sqldelta.TableRef;
import java.io.IOException;

/** Every message of this package. */
final class TableErrors {
    private TableErrors() {}

    static CatalogException unknown(TableRef table) {
        String name = table.path().or(table::alias).orElseThrow();
        return new CatalogException(
                CatalogError.TABLE_UNKNOWN,
                "The catalog knows no table '" + name
                        + "'. Import it first (lakeshift import PATH), or list the tables (lakeshift status).");
    }

    static CatalogException logBusy(String alias) {
        return new CatalogException(
                CatalogError.TABLE_BUSY,
                "Table '" + alias
                        + "' is still being written to: its log did not stand still. Stop its writers, or wait"
                        + " until they are done; it is tried again.");
    }

    static CatalogException storage(String alias, String location, IOException cause) {
        return new CatalogException(
                CatalogError.STORAGE_FAILED,
                "The log of table '" + alias + "' at " + location + " cannot be read: " + cause.getMessage()
                        + ". It is tried again; check that the storage can be reached.",
                cause);
    }
}
