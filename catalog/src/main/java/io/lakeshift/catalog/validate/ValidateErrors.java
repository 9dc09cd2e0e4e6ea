package io.lakeshift.catalog.validate;

import io.lakeshift.catalog.CatalogError;
import io.lakeshift.catalog.CatalogException;
import java.time.Duration;

/** Every message of this package. */
final class ValidateErrors {
    private ValidateErrors() {}

    static CatalogException negativeMaxDriftFiles(int files) {
        return new CatalogException(
                CatalogError.INVALID_INPUT, "max-drift-files is " + files + "; give 0 or a positive number of files.");
    }

    static CatalogException negativeLagThreshold(Duration threshold) {
        return new CatalogException(
                CatalogError.INVALID_INPUT,
                "lag-threshold-seconds is " + threshold.toMillis() / 1000.0
                        + "; give 0 or a positive number of seconds.");
    }

    static CatalogException unknownTable(String table) {
        return new CatalogException(
                CatalogError.TABLE_UNKNOWN,
                "The catalog knows no table '" + table
                        + "'. Import it first (lakeshift import PATH), or list the tables (lakeshift status).");
    }

    static CatalogException notImported(String table) {
        return new CatalogException(
                CatalogError.TABLE_UNKNOWN,
                "Table '" + table + "' is registered but no version of it is in the catalog yet."
                        + " Import it first (lakeshift import PATH).");
    }

    static CatalogException versionAboveHead(String table, long version, long sqlVersion, long logVersion) {
        return new CatalogException(
                CatalogError.VERSION_MISSING,
                "Table '" + table + "' cannot be compared at version " + version + ": the catalog ends at version "
                        + sqlVersion + ", the log at version " + logVersion
                        + ". Catch up (lakeshift import PATH) or choose an older version.");
    }
}
