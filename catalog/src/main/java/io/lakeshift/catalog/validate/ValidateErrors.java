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

    static CatalogException outsideHistory(String table, long version, long first, long sqlVersion, long logVersion) {
        return new CatalogException(
                CatalogError.VERSION_MISSING,
                "Table '" + table + "' cannot be compared at version " + version + ": the catalog holds versions "
                        + first + " to " + sqlVersion + ", the log ends at version " + logVersion
                        + ". Catch up (lakeshift import PATH) or choose a version that both have.");
    }

    static String versionNotInLog(long version, String logLocation) {
        return "Version " + version + " is in the catalog but not in " + logLocation
                + ", so file readers could not go on from the catalog's head."
                + " Restore the file from a backup, or publish it again (lakeshift publish).";
    }

    static String newestNotWhole(long logVersion, String logLocation) {
        return "Version " + logVersion + " in " + logLocation + " is not whole, or what it builds on is not."
                + " Restore the file from a backup first.";
    }

    static String foreignVersions(long sqlVersion, long logVersion, String logLocation) {
        return logLocation + " ends at version " + logVersion + ", the catalog, which owns the table, at version "
                + sqlVersion + ": something else wrote to the log. Look at the difference first (lakeshift diff).";
    }

    static String recreated(String logLocation, String found, String known) {
        return "The table in " + logLocation + " is another one: its id is " + found + ", not " + known
                + ". Restore the log that was imported, or import the new table under another name.";
    }
}
